"""For each subject that can match a pattern at all, the events that can fill each step.

What remains after the database (see `graph.patterns.seating`) may still fail in all worlds or hold in some only,
which `graph.patterns.matching` decides from the subject's whole history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from graph import access
from graph.access import EVERYBODY
from graph.patterns import beginning
from graph.patterns.belonging import parts
from graph.patterns.packed import coded
from graph.patterns.packed.counting import PackedCount
from graph.patterns.packed.packing import Packing
from graph.patterns.predicates import Predicates
from graph.patterns.seating import Seating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.access import Reader
    from graph.patterns.language.model import Pattern
    from graph.patterns.question import Question
    from graph.unit import Unit


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that can fill a step: by the hull of its dates, in the first alternative that fits.

    `unknown` says that it fits only if an empty field is what the step asks for, `identity` only if the subject is
    among those of a group whom it befell.
    """

    uid: str
    first: int
    last: int
    alternative: str = ""
    unknown: bool = False
    identity: bool = False

    @property
    def perhaps(self) -> bool:
        """Whether it fits only perhaps."""
        return self.unknown or self.identity


@dataclass(frozen=True, slots=True)
class Row:
    """A subject and, for each seat of the pattern, the events that can fill it.

    `undoubted` says that each event of the subject's own has one day that nobody doubts (see `graph.store.packed`).
    """

    uid: str
    name: str
    seats: tuple[tuple[Candidate, ...], ...]
    undoubted: bool


def rows(unit: Unit, pattern: Pattern, reader: Reader, question: Question, upto: int | None = None) -> Iterator[Row]:
    """Yield the subjects that can match, by name; given `upto`, that can match so many of the first steps."""
    filters = _filters(unit, pattern, reader, question)
    begin, packed = _begun(unit, pattern, question, filters, upto)
    yield from _found(unit, *Seating(pattern, question, filters, upto).text(begin, packed))


def by_name(unit: Unit, pattern: Pattern, reader: Reader, question: Question) -> list[str]:
    """Return the uids of all who may match, by name: who wants the first few only needs no more of the others."""
    filters = _filters(unit, pattern, reader, question)
    begin, packed = _begun(unit, pattern, question, filters, None)
    text, parameters = Seating(pattern, question, filters).by_name(begin, packed)
    return list(unit.value(text, **parameters))


def _begun(
    unit: Unit, pattern: Pattern, question: Question, filters: Predicates, upto: int | None
) -> tuple[int, str | None]:
    """Return the step that the search begins at, and Cypher for whom packed histories show, where they are asked."""
    if upto is None and coded.usable(pattern, question):
        packed = Packing(pattern, question, filters)
        begin = beginning.rarest(unit, pattern, EVERYBODY, packed.ways())
        return begin.step, packed.subjects(begin)
    return _beginning(unit, pattern, filters.reader, question, upto), None


class Told(NamedTuple):
    """What packed histories tell: matches by how sure they are; of the `untold` they don't tell (see `PackedCount`).

    The `unpacked` are so many who have no packed history; `begin` is the step at which these are best looked for.
    """

    times: dict[str, int]
    untold: list[str]
    unpacked: int
    begin: int


def packed(unit: Unit, pattern: Pattern, question: Question) -> Told:
    """Return how many matches there are among those of whom nothing is in doubt; see `coded.counted` of what."""
    reader = access.reader(unit, question.level) if coded.walks(pattern) else EVERYBODY
    filters = _filters(unit, pattern, reader, question)
    counted = PackedCount(pattern, question, filters)
    begin = _begin(unit, pattern, reader, counted.ways())
    (row,) = unit.run(counted.text(begin), **filters.parameters)
    times = {"certain": row["certain"], "possible": row["found"] - row["certain"]}
    return Told(times, row["untold"], row["unpacked"], begin.step if begin else counted.begins())


def _begin(unit: Unit, pattern: Pattern, reader: Reader, ways: dict[int, int]) -> beginning.Beginning | None:
    """Return where to begin; None where it is quicker to go to the events that a step asks for more than codes tell."""
    begin = beginning.rarest(unit, pattern, reader, ways) if ways else None
    goes = any(coded.is_walked(pattern.steps[n]) for n in ways)
    return begin if begin and (begin.few or not goes) else None


def unpacked(unit: Unit, pattern: Pattern, reader: Reader, question: Question, begin: int) -> Iterator[Row]:
    """Yield the subjects that can match and have no packed history; the search begins at a step."""
    seating = Seating(pattern, question, _filters(unit, pattern, reader, question))
    yield from _found(unit, *seating.text(begin, ""))


def _filters(unit: Unit, pattern: Pattern, reader: Reader, question: Question) -> Predicates:
    return Predicates(reader, parts(unit, pattern, reader), question.standings)


def _found(unit: Unit, text: str, parameters: dict[str, Any]) -> Iterator[Row]:
    for row in unit.stream(text, **parameters):
        yield Row(row["uid"], row["name"], tuple(map(_candidates, row["seats"])), row["undoubted"])


def _beginning(unit: Unit, pattern: Pattern, reader: Reader, question: Question, upto: int | None) -> int:
    """Return the number of the step that the search begins at; where the subjects are given, nothing is counted."""
    if question.subjects is None:
        return next(n for n in beginning.anchors(unit, pattern, reader) if upto is None or n < upto)
    return next(n for n, step in enumerate(pattern.steps) if step.required)


def _candidates(listed: list[list[Any]]) -> tuple[Candidate, ...]:
    """Return events by day; one that is the subject's own and its group's is the subject's own."""
    best: dict[str, Candidate] = {}
    for each in sorted((Candidate(*one) for one in listed), key=lambda one: one.identity):
        best.setdefault(each.uid, each)
    return tuple(sorted(best.values(), key=lambda one: (one.first, one.last, one.uid)))
