"""Where the search for subjects begins: at the step that the fewest events fit, by what an index can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.patterns.predicates import Predicates

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.access import Reader
    from graph.patterns.language.model import Pattern
    from graph.unit import Unit

_FEW = 4
"""One in so many subjects: where fewer events fit a step, going from these to their subjects is quicker."""
_COUNTED, _BESIDES = 50_000, 5_000
"""Events that are counted at most of the step that asks the most, and of the others: counting more takes too long."""


class Beginning(NamedTuple):
    """The number of a step, and whether few events fit it beside the number of subjects."""

    step: int
    few: bool


def anchors(unit: Unit, pattern: Pattern, reader: Reader) -> list[int]:
    """Return the numbers of the required steps; the search for subjects begins at the first, with the fewest events."""
    required = _required(pattern)
    if len(required) == 1:
        return required
    counted, _ = _counted(unit, pattern, reader, required)
    return sorted(required, key=lambda n: (counted[n], n))


def rarest(unit: Unit, pattern: Pattern, reader: Reader, steps: dict[int, int]) -> Beginning:
    """Return where to begin among some steps, of which it is given in how many ways an event fits each."""
    first, *others = sorted(steps, key=lambda n: (steps[n], n))
    found, subjects = _counted(unit, pattern, reader, [first], _at_most(_COUNTED))
    few = subjects // _FEW
    if found[first] <= min(few, _COUNTED):
        return Beginning(first, few=True)
    counted, _ = _counted(unit, pattern, reader, others, _at_most(_BESIDES)) if others else ({}, 0)
    rare = [n for n in others if counted[n] <= min(few, _BESIDES)]
    return Beginning(min(rare, key=lambda n: counted[n]), few=True) if rare else Beginning(first, few=False)


def _at_most(events: int) -> str:
    return f"WITH e LIMIT {events + 1} RETURN e"


def fitting(unit: Unit, pattern: Pattern, reader: Reader) -> dict[str, int]:
    """Return how many events that the reader may see an index tells to fit each required step, by its id."""
    counted, _ = _counted(unit, pattern, reader, _required(pattern), f"WITH e WHERE {reader.sees('e')} RETURN e")
    return {pattern.steps[n].id: count for n, count in counted.items()}


def _required(pattern: Pattern) -> list[int]:
    return [n for n, step in enumerate(pattern.steps) if step.required]


def _counted(
    unit: Unit, pattern: Pattern, reader: Reader, steps: Collection[int], which: str = "RETURN e"
) -> tuple[dict[int, int], int]:
    """Return how many events fit each of these steps, and how many subjects there are."""
    writer = Predicates(reader, {})
    asked = (writer.indexed("e", pattern.steps[n]) for n in steps)
    counts = ", ".join(f"COUNT {{ MATCH (e:Event) WHERE {each} {which} }}" for each in asked)
    text = f"RETURN [[{counts}], COUNT {{ (:{pattern.subject}) }}] AS counts"
    found, subjects = unit.value(text, **writer.parameters)
    return dict(zip(steps, found, strict=True)), subjects
