"""Near misses: who is one step short of a pattern, by what, and what the graph has in its place.

Of a subject without a match, each condition of the pattern is left out in turn; what then matches is one short. For
each condition the nearest is told, and none that only leaves out an event which another has, at fault in one thing.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import islice, tee
from typing import TYPE_CHECKING, NamedTuple

from graph import access
from graph.patterns import results, subjects
from graph.patterns.judging import Judge, decided, outcome
from graph.patterns.matches import NOT_STATED, Failed, NearMiss
from graph.patterns.near_misses import failing, instead, nearest
from graph.patterns.near_misses.considered import fitting
from graph.patterns.near_misses.relaxing import Lack
from graph.patterns.subjects import TOGETHER, in_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from graph.access import Reader
    from graph.patterns.judging import Judged
    from graph.patterns.language.model import Pattern
    from graph.patterns.near_misses.failing import Shortfall
    from graph.patterns.near_misses.instead import Asked
    from graph.patterns.near_misses.relaxing import Relaxed
    from graph.patterns.question import Question
    from graph.patterns.subjects import Known
    from graph.unit import Unit


class Near(NamedTuple):
    """A match of a pattern without one condition; what it lacks, and by how much."""

    way: Relaxed
    judge: Judge
    judged: Judged
    short: Shortfall

    @property
    def events(self) -> frozenset[str]:
        """The events of all steps."""
        return frozenset(event for events in self.judged.choice for event in events)

    def __lt__(self, other: tuple[object, ...]) -> bool:
        """Tell whether it is nearer than another."""
        return isinstance(other, Near) and self.rank < other.rank

    @property
    def sure(self) -> bool:
        """Whether it is one in every world."""
        return self.judged.time == "certain"

    @property
    def rank(self) -> tuple[object, ...]:
        """By what it stands before another: what is lacking, by how much, how sure, whose, when."""
        place = results.place(self.judge, self.judged)
        row = self.judge.row
        return (
            self.short.lack,
            self.short.by or 0,
            not self.sure,
            row.name or "",
            row.uid,
            self.way.n,
            self.way.said,
            place,
        )


def near_misses(
    unit: Unit,
    pattern: Pattern,
    question: Question,
    besides: Collection[str] | None = None,
    most: int | None = None,
    *,
    certain: bool = False,
) -> list[NearMiss]:
    """Return the near misses of all who have no match, the nearest first, or the first so many of them.

    `besides` are those of whom it is known that they have a match, or can't be told of; None where it is not known.
    """
    reader = access.reader(unit, question.level)
    every = (near for near in _every(unit, pattern, question, reader, besides, most) if near.sure or not certain)
    found = list(islice(every, most))
    asked = [near.short.asked for near in found if near.short.asked]
    there = instead.instead(unit, pattern, reader, asked)
    return [NearMiss(results.made(near.judge, near.judged), (_failed(near, there),)) for near in found]


def _every(
    unit: Unit,
    pattern: Pattern,
    question: Question,
    reader: Reader,
    besides: Collection[str] | None,
    most: int | None,
) -> Iterator[Near]:
    """Yield all near misses, the nearest first, judging no more subjects than may be nearer than the next."""
    waiting, again = tee(nearest.hopes(unit, pattern, question, reader, besides, most))
    parts = in_parts((each.row for each in again), most or TOGETHER)
    judging = subjects.known(unit, pattern, question, reader, parts)
    found: list[Near] = []
    for hope in waiting:
        while found and found[0].rank < hope.least:
            yield heappop(found)
        known = next(judging)
        if _open(pattern, known, question.last_day, told=besides is not None):
            for near in _of_subject(hope.ways, known, question.last_day):
                heappush(found, near)
    yield from sorted(found)


def _open(pattern: Pattern, known: Known, until: int | None, *, told: bool) -> bool:
    """Tell whether a subject has worlds and, unless that is told already, no match in any of them."""
    if told:
        return known.history.worlds.exist()
    return outcome(Judge(pattern, fitting(known.row), known.history, known.linked, until)) == []


def _failed(near: Near, there: Mapping[Asked, str]) -> Failed:
    short = near.short
    by = NOT_STATED if short.lack is Lack.NOT_STATED else short.by
    return Failed(near.way.step, near.way.said, by, there[short.asked] if short.asked else short.instead)


def _of_subject(ways: list[Relaxed], known: Known, until: int | None) -> Iterator[Near]:
    nearest: list[Near] = []
    for way in ways:
        judge = Judge(way.pattern, way.row(known.row), known.history, known.linked, until)
        short = [
            Near(way, judge, each, failing.shortfall(way, judge, known.row, each.choice))
            for each in decided(judge) or ()
        ]
        if short:
            nearest.append(min(short, key=lambda near: near.rank))
    nearest.sort(key=lambda near: near.rank)
    for n, near in enumerate(nearest):
        if not any(_says_less(near, better) for better in nearest[:n]):
            yield near


def _says_less(near: Near, better: Near) -> bool:
    """Tell whether a near miss only lacks an event that a better one has, or has the same events as that."""
    return near.events < better.events if near.way.lack is Lack.EVENT else near.events == better.events
