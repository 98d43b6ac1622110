"""Who of those with a packed history (see `graph.store.packed`) is one step short of a match, the nearest first.

The database ranks them by what is lacking, and by how many days: nobody else is looked at until they are taken.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from graph.ontology import registry
from graph.ontology.events import Event
from graph.patterns.language.model import Bound, Values
from graph.patterns.near_misses.considered import ROLE, Requirement
from graph.patterns.near_misses.relaxing import Lack, relaxed
from graph.patterns.packed.line import Line
from graph.patterns.predicates import NOT_STATED, Predicates
from graph.store import event_codes
from graph.store.packed import PACKED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.access import Reader
    from graph.patterns.language.model import Pattern, Step
    from graph.patterns.near_misses.relaxing import Relaxed
    from graph.patterns.question import Question
    from graph.unit import Unit


_MORE = 4
"""Times as many are asked for at once as are wanted: some of them may be no near misses, or less sure ones."""


class Short(NamedTuple):
    """A subject without a match: what it lacks at best, and by how many days at least."""

    lack: Lack
    by: int
    name: str
    uid: str


def shorts(unit: Unit, pattern: Pattern, question: Question, reader: Reader, most: int) -> Iterator[Short]:
    """Yield who is one step short, the nearest first, where about `most` are wanted; see `coded.ranks`."""
    ways = [way for way in relaxed(pattern) if way.n or way.lack is not Lack.BOUND]
    for lack in dict.fromkeys((Lack.NOT_STATED, *(way.lack for way in ways))):
        writer = _Lacking(pattern, ways, question, Predicates(reader, {}))
        if text := writer.text(lack):
            yield from _ranked(partial(unit.run, text, **writer.parameters), lack, most)


def _ranked(asked: Callable[..., list[dict[str, object]]], lack: Lack, most: int) -> Iterator[Short]:
    taken, most = 0, _MORE * most
    while rows := asked(skip=taken, most=most):
        yield from (Short(lack, row["by"], row["name"], row["uid"]) for row in rows)  # type: ignore[arg-type]  # as returned
        taken, most = taken + len(rows), _MORE * most


class _Lacking:
    def __init__(self, pattern: Pattern, ways: list[Relaxed], question: Question, filters: Predicates) -> None:
        self._pattern, self._ways, self._filters, self._until = pattern, ways, filters, question.last_day
        self.parameters = filters.parameters

    def text(self, lack: Lack) -> str:
        """Return a statement for those who lack so much, `$most` of them after `$skip`; "" if nobody can."""
        ways = [way for way in self._ways if self._conditions(way, lack)]
        if not ways:
            return ""
        less = [each for each in Lack if each < lack]
        nearer = [each for way in self._ways for some in less for each in self._conditions(way, some)]
        asked = " OR ".join(each for way in ways for each in self._conditions(way, lack))
        name = f"coalesce({self._filters.reader.value('subject', 'name')}, '')"
        return "\n".join(
            [
                f"MATCH (subject:{self._pattern.subject}) WHERE subject.{PACKED} IS NOT NULL",
                f"WITH subject, subject.{PACKED} AS packed",
                f"WHERE ({asked}) AND NOT ({' OR '.join([self._filled(self._pattern.steps), *nearer])})",
                f"WITH subject.uid AS uid, {name} AS name, {self._by(ways)} AS by ORDER BY by, name, uid",
                "SKIP $skip LIMIT $most RETURN uid, name, by",
            ]
        )

    def _conditions(self, way: Relaxed, lack: Lack) -> list[str]:
        """Return what is true of a packed history that lacks so much in a way; nothing if none can."""
        if way.lack is lack:
            return [self._filled(_steps(way))]
        if lack is not Lack.NOT_STATED or (emptied := _emptied(way)) is None:
            return []
        empty = Line([emptied], self._filters, self._until)
        return [f"{empty.filled([0])} AND {self._filled(_steps(way))}"]

    def _filled(self, steps: tuple[Step, ...]) -> str:
        line = Line(steps, self._filters, self._until)
        return line.filled([line.rarest, *line.outwards(line.rarest)])

    def _by(self, ways: list[Relaxed]) -> str:
        """Return Cypher for the fewest days by which a bound is broken; 0 where something else is lacking."""
        broken = [self._broken(way, way.left) for way in ways if isinstance(way.left, Bound)]
        return f"reduce(least = null, by IN [{', '.join(broken)}] | {_less('least', 'by')})" if broken else "0"

    def _broken(self, way: Relaxed, bound: Bound) -> str:
        """Return Cypher for the fewest days by which a bound is broken where all else is kept; null where nowhere."""
        line = Line(_steps(way), self._filters, self._until)
        x, y = way.n - 1, way.n
        others = line.filled(list(line.outwards(x, y)), [x, y])
        inner = f"[y{y} IN packed WHERE {line.placed(y, [x])} AND {others} | {line.beyond(bound, f'y{x}', f'y{y}')}]"
        outer = f"[y{x} IN packed WHERE {line.placed(x, [])} | {inner}]"
        return f"reduce(of_all = null, some IN {outer} | reduce(least = of_all, by IN some | {_less('least', 'by')}))"


def _less(one: str, other: str) -> str:
    return f"CASE WHEN {one} IS NULL OR {other} < {one} THEN {other} ELSE {one} END"


def _steps(way: Relaxed) -> tuple[Step, ...]:
    """Return the steps that a packed history fills if it lacks no more than the way leaves out."""
    before, step, after = way.pattern.steps[: way.n], way.pattern.steps[way.n], way.pattern.steps[way.n + 1 :]
    if way.lack is Lack.EVENT:
        return (*before, *after)
    return (*before, _without(step, way.left) if isinstance(way.left, Requirement) else step, *after)


def _without(step: Step, asked: Requirement) -> Step:
    kept = tuple(each for each in step.filters if each not in asked.filters)
    return replace(step, filters=kept, roles=() if asked.name == ROLE else step.roles)


def _emptied(way: Relaxed) -> Step | None:
    """Return the step that an event fills whose field is empty that the way leaves out; None where none can be."""
    asked = way.left
    if not isinstance(asked, Requirement) or not isinstance(field := next(iter(asked.filters), None), Values):
        return None
    if registry.properties(Event)[field.field].default is not None:
        return None
    step = _without(way.pattern.steps[way.n], asked)
    return replace(step, filters=(*step.filters, replace(field, values=(event_codes.NONE, NOT_STATED))))
