"""How near to a match a subject can be at best, by the hulls of its events' dates: who is to be judged first.

No near miss stands before this in an answer, so that who asks for the first few need not have all of them judged.
"""

from __future__ import annotations

from dataclasses import replace
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from graph.patterns.choices import Choices, longest, shortest
from graph.patterns.language.model import Bound
from graph.patterns.near_misses import considered, lacking
from graph.patterns.near_misses.considered import Considered
from graph.patterns.near_misses.relaxing import Lack, relaxed
from graph.patterns.packed import coded
from graph.patterns.subjects import are_few, in_parts
from graph.time.trials import Undecided

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from graph.access import Reader
    from graph.patterns.candidates import Candidate, Row
    from graph.patterns.language.model import Pattern
    from graph.patterns.near_misses.relaxing import Relaxed
    from graph.patterns.question import Question
    from graph.patterns.sequence import Choice
    from graph.unit import Unit

Rank = tuple[object, ...]
"""What near misses are ordered by: what is lacking, by how much, how sure, whose, and more."""


class Hopeful(NamedTuple):
    """A subject with the ways in which hulls let it be a near miss; none of these ranks before `least`."""

    least: Rank
    row: Row
    ways: list[Relaxed]


def hopes(
    unit: Unit,
    pattern: Pattern,
    question: Question,
    reader: Reader,
    besides: Collection[str] | None,
    most: int | None,
) -> Iterator[Hopeful]:
    """Yield who can be a near miss, but for those of `besides`, the nearest first.

    Where `most` are wanted, packed histories rank theirs, and only as many are looked at as are taken.
    """
    ways = list(relaxed(pattern))
    if most is None or not coded.ranks(pattern, question) or are_few(unit, pattern):
        rows = considered.rows(unit, pattern, reader, question, 1, besides or ())
        return iter(_hopeful(ways, rows, question.last_day))
    others = _hopeful(ways, considered.unpacked(unit, pattern, reader, question), question.last_day)
    return merge(others, _packed(unit, pattern, question, reader, most + 1), key=lambda each: each.least)


def _packed(unit: Unit, pattern: Pattern, question: Question, reader: Reader, most: int) -> Iterator[Hopeful]:
    """Yield who has a packed history and can be a near miss, the nearest first, `most` of them at first."""
    ways = list(relaxed(pattern))
    for some in in_parts(lacking.shorts(unit, pattern, question, reader, most), most):
        asked = replace(question, subjects=[each.uid for each in some])
        rows = considered.rows(unit, pattern, reader, asked, 1)
        found = {hope.row.uid: hope for hope in _hopeful(ways, rows, question.last_day)}
        for short in some:
            if hope := found.get(short.uid):
                yield hope._replace(least=(short.lack, short.by, False, short.name, short.uid))


def _hopeful(ways: Sequence[Relaxed], rows: Iterable[Row], until: int | None) -> list[Hopeful]:
    """Return the subjects that can be near misses, the nearest first."""
    found = []
    for row in rows:
        reached = [(least, way) for way in ways if (least := _least(way, row, until))]
        if reached:
            lack, by = min(least for least, _ in reached)
            found.append(Hopeful((lack, by, False, row.name or "", row.uid), row, [way for _, way in reached]))
    return sorted(found, key=lambda each: each.least)


def _least(way: Relaxed, row: Row, until: int | None) -> tuple[Lack, int] | None:
    """Return what the way lacks at best, and by how much; None where hulls allow no choice."""
    fitting = way.row(row)
    choices = Choices(way.pattern, fitting, lambda *_: True, until)
    try:
        every = choices.all()
    except Undecided:
        return _lack(way, fitting), 0
    if not every:
        return None
    if isinstance(way.left, Bound):
        return way.lack, min(_beyond(way.left, way, choice, choices.known) for choice in every)
    return _lack(way, fitting), 0


def _lack(way: Relaxed, row: Row) -> Lack:
    if way.lack is not Lack.FIELD:
        return way.lack
    empty = any(isinstance(each, Considered) and way.lacking in each.empty for each in row.seats[way.n])
    return Lack.NOT_STATED if empty else way.lack


def _beyond(bound: Bound, way: Relaxed, choice: Choice, known: dict[str, Candidate]) -> int:
    """Return by how many days at least the events of a choice break a bound."""
    steps, events = way.pattern.steps, [known[event] for event in choice[way.n]]
    named = [choice[m] for m, step in enumerate(steps) if step.id == bound.after]
    before = named if bound.after else [choice[m] for m in reversed(range(way.n)) if choice[m]]
    base = [known[event] for event in before[0]] if before else []
    if not events or not base:
        return 0
    if bound.kind == "within":
        beyond = min(each.first for each in events) - max(each.last for each in base) - longest(bound.length)
    else:
        beyond = shortest(bound.length) + min(each.first for each in base) - max(each.last for each in events)
    return max(beyond, 0)
