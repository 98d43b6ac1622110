"""Near misses: who is one step short of a pattern, by what, and what the graph has in its place.

Of a subject without a match, each condition of the pattern is left out in turn; what then matches is one short. For
each condition the nearest is told, and none that only leaves out an event which another has, at fault in one thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph import access
from graph.patterns import considered, failing, instead, results, subjects
from graph.patterns.answer import NOT_STATED, Failed, NearMiss
from graph.patterns.judging import Judge, decided
from graph.patterns.relaxing import Lack, relaxed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from graph.engine import Unit
    from graph.patterns.failing import Shortfall
    from graph.patterns.instead import Asked
    from graph.patterns.judging import Judged
    from graph.patterns.model import Pattern
    from graph.patterns.question import Question
    from graph.patterns.relaxing import Relaxed
    from graph.patterns.subjects import Known


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

    @property
    def rank(self) -> tuple[object, ...]:
        """By what it stands before another: what is lacking, by how much, how sure, whose, when."""
        sure = self.judged.time == "certain"
        place = results.place(self.judge, self.judged)
        row = self.judge.row
        return (
            self.short.lack,
            self.short.by or 0,
            not sure,
            row.name or "",
            row.uid,
            self.way.n,
            self.way.said,
            place,
        )


def near_misses(unit: Unit, pattern: Pattern, question: Question, besides: Collection[str]) -> list[NearMiss]:
    """Return the near misses of all subjects but those of `besides`, the nearest first."""
    reader = access.reader(unit, question.level)
    ways = list(relaxed(pattern))
    rows = considered.rows(unit, pattern, reader, question, 1, besides)
    found: list[Near] = []
    for known in subjects.known(unit, pattern, question, reader, rows):
        if known.history.worlds.exist():
            found.extend(_of_subject(ways, known, question.last_day))
    found.sort(key=lambda near: near.rank)
    asked = [near.short.asked for near in found if near.short.asked]
    there = instead.instead(unit, pattern, reader, asked)
    return [NearMiss(results.made(near.judge, near.judged), (_failed(near, there),)) for near in found]


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
