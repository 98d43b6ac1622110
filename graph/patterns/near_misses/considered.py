"""Events that are of a step's kind, each with what else the step asks and the event doesn't have.

A near miss has one thing failing and an explanation shows all of them, so both look at more events than can match.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.patterns import filling
from graph.patterns.beginning import anchors
from graph.patterns.belonging import parts
from graph.patterns.candidates import Candidate, Row
from graph.patterns.language.model import KIND, Neither, Values
from graph.patterns.predicates import Predicates
from graph.patterns.seating import Seating
from graph.store.packed import UNPACKED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph.access import Reader
    from graph.patterns.language.model import Filter, Pattern, Step
    from graph.patterns.question import Question
    from graph.unit import Unit

ROLE, ANY_OF = "role", "any_of"
_PASSES, _EMPTY, _FAILS = 0, 1, 2


class Requirement(NamedTuple):
    """One thing that a step asks of an event beside its kind; `filters` are what of the event tells."""

    name: str
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Considered(Candidate):
    """An event of a step's kind; `failing` are numbers of requirements, `empty` those that fail for an empty field."""

    failing: tuple[int, ...] = ()
    empty: frozenset[int] = field(default=frozenset())


def failing(event: Candidate) -> tuple[int, ...]:
    """Return the numbers of the requirements that an event fails."""
    return event.failing if isinstance(event, Considered) else ()


def fitting(row: Row) -> Row:
    """Return a subject's events that fail nothing."""
    return replace(row, seats=tuple(tuple(each for each in seat if not failing(each)) for seat in row.seats))


def requirements(step: Step) -> tuple[Requirement, ...]:
    """Return what may fail of an event of a step's kind."""
    asked = [Requirement(_name(each), (each,)) for each in step.filters if not _is_kind(each)]
    asked.extend(Requirement(each.field, (each,)) for each in step.when)
    if step.alternatives:
        asked.append(Requirement(ANY_OF, tuple(each for way in step.alternatives for each in way.filters)))
    return (*asked, *([Requirement(ROLE)] if step.roles else []))


def rows(
    unit: Unit, pattern: Pattern, reader: Reader, question: Question, most: int | None, besides: Collection[str] = ()
) -> Iterator[Row]:
    """Yield subjects by name, with the events of each seat's kind that fail at most so many things; None: any number.

    Given `most`, an event may fail something only where one event fills the step, and only subjects are returned that
    lack an event that fits for no more than one step; those of `besides` never.
    """
    known = parts(unit, pattern, reader)
    statement = _Loosely(pattern, question, Predicates(reader, known, question.standings), most, besides)
    yield from _found(unit, pattern, *statement.loosely(_begun(unit, pattern, reader, question)))


def unpacked(unit: Unit, pattern: Pattern, reader: Reader, question: Question) -> Iterator[Row]:
    """Yield what `rows` does of those who have no packed history, lacking an event that fits for at most one step."""
    if unit.value(f"MATCH (n:{UNPACKED}) RETURN count(n)"):
        statement = _Loosely(pattern, question, Predicates(reader, parts(unit, pattern, reader)), 1)
        yield from _found(unit, pattern, *statement.loosely(_begun(unit, pattern, reader, question), ""))


def _begun(unit: Unit, pattern: Pattern, reader: Reader, question: Question) -> list[int]:
    """Return the required steps, the rarest first where anybody may be asked about."""
    if question.subjects is None:
        return anchors(unit, pattern, reader)
    return [n for n, step in enumerate(pattern.steps) if step.required]


def _found(unit: Unit, pattern: Pattern, text: str, parameters: dict[str, Any]) -> Iterator[Row]:
    for row in unit.stream(text, **parameters):
        yield Row(row["uid"], row["name"], tuple(_seats(pattern, row["seats"])), row["undoubted"])


def _seats(pattern: Pattern, seats: list[list[list[Any]]]) -> Iterator[tuple[Considered, ...]]:
    for step, listed in zip(pattern.seats(), seats, strict=True):
        best: dict[str, Considered] = {}
        for each in sorted((_considered(step, *one) for one in listed), key=lambda one: (one.failing, one.identity)):
            best.setdefault(each.uid, each)
        yield tuple(sorted(best.values(), key=lambda one: (one.first, one.last, one.uid)))


def _considered(step: Step, *columns: Any) -> Considered:
    *fitting, codes = columns
    failing = tuple(n for n, code in enumerate(codes) if code > _allowed(step))
    empty = frozenset(n for n in failing if codes[n] == _EMPTY)
    return replace(Considered(*fitting), failing=failing, empty=empty)


def _allowed(step: Step) -> int:
    return _EMPTY if step.unknown else _PASSES


def _is_kind(each: Filter) -> bool:
    return isinstance(each, Values) and each.field == KIND


def _name(each: Filter) -> str:
    return f"not {each.field}" if isinstance(each, Neither) else each.field


class _Loosely(Seating):
    """As candidates are asked for, but each event with a code for every requirement, and some that fail."""

    def __init__(
        self, pattern: Pattern, question: Question, filters: Predicates, most: int | None, besides: Collection[str] = ()
    ) -> None:
        super().__init__(pattern, question, filters)
        self._most, self._besides = most, besides

    def loosely(self, required: list[int], packed: str | None = None) -> tuple[str, dict[str, Any]]:
        """Return the statement and its parameters; it begins at the rarest two steps, of which one must be filled."""
        asked = [self._reader.sees("subject")]
        if self._besides:
            asked.append(f"NOT subject.uid IN {self._filters.parameter(sorted(self._besides))}")
        begun = f"{self.subjects(required[:2], packed)} WITH DISTINCT subject WHERE {' AND '.join(asked)}"
        most = [] if self._most is None else [f"WHERE {' + '.join(map(self._lacking, required))} <= 1"]
        return "\n".join([begun, *self.seated(), *most, self.returned()]), self._filters.parameters

    def _lacking(self, n: int) -> str:
        allowed = _allowed(self._pattern.steps[n])
        fits = f"any(x IN c{n} WHERE all(code IN x[6] WHERE code <= {allowed}))"
        return f"CASE WHEN {fits} THEN 0 ELSE 1 END"

    def _asked(self, step: Step) -> Iterator[str]:
        if not self._may_fail(step):
            yield from super()._asked(step)
            return
        yield self._filters.passes("e", filter(_is_kind, step.filters))
        if step.alternatives:
            ways = [self._filters.passes("e", filter(_is_kind, way.filters)) for way in step.alternatives]
            yield f"({' OR '.join(ways)})"

    def _told(self, step: Step) -> Iterator[str]:
        yield from super()._told(step)
        yield self._codes(step)

    def _counted(self, n: int) -> str:
        if self._most is None:
            return super()._counted(n)
        fails = f"size([code IN x[6] WHERE code > {_allowed(self._pattern.seats()[n])}])"
        return f"[x IN r{n} WHERE {fails} <= {self._filters.parameter(self._most)}]"

    def _may_fail(self, step: Step) -> bool:
        return step.plain or self._most is None

    def _codes(self, step: Step) -> str:
        asked = requirements(step) if self._may_fail(step) else ()
        return f"[{', '.join(self._code(step, each) for each in asked)}]"

    def _code(self, step: Step, asked: Requirement) -> str:
        if asked.name == ROLE:
            return self._case([f"s.role IN {self._filters.parameter(list(step.roles))}"], [])
        if asked.name == ANY_OF:
            ways = step.alternatives
            passes, may = (self._filters.any_passes("e", ways, perhaps=perhaps) for perhaps in (False, True))
            return self._case([passes], [may])
        if asked.filters[0] in step.when:
            return self._case(filling.lies(self._filters, step), [])
        return self._case([self._filters.passes("e", asked.filters)], [self._filters.may_pass("e", asked.filters)])

    @staticmethod
    def _case(passes: Iterable[str], may: Iterable[str]) -> str:
        maybe = " AND ".join(may) or "false"
        return f"CASE WHEN {' AND '.join(passes)} THEN {_PASSES} WHEN {maybe} THEN {_EMPTY} ELSE {_FAILS} END"
