"""Where the search for subjects begins: at the step that the fewest events fit, by what an index can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.patterns.model import Values
from graph.patterns.predicates import Predicates

if TYPE_CHECKING:
    from graph.access import Reader
    from graph.engine import Unit
    from graph.patterns.model import Pattern, Step


def anchors(unit: Unit, pattern: Pattern, reader: Reader) -> list[int]:
    """Return the numbers of the required steps; the search for subjects begins at the first, with the fewest events."""
    required = _required(pattern)
    if len(required) == 1:
        return required
    counted = _counted(unit, pattern, reader, "true")
    return sorted(required, key=lambda n: (counted[n], n))


def fitting(unit: Unit, pattern: Pattern, reader: Reader) -> dict[str, int]:
    """Return how many events that the reader may see an index tells to fit each required step, by its id."""
    counted = _counted(unit, pattern, reader, reader.sees("e"))
    return {pattern.steps[n].id: count for n, count in counted.items()}


def _required(pattern: Pattern) -> list[int]:
    return [n for n, step in enumerate(pattern.steps) if step.required]


def _counted(unit: Unit, pattern: Pattern, reader: Reader, seen: str) -> dict[int, int]:
    writer, required = Predicates(reader, {}), _required(pattern)
    plainly = (_plainly(writer, pattern.steps[n]) for n in required)
    counts = ", ".join(f"COUNT {{ MATCH (e:Event) WHERE {asked} AND {seen} }}" for asked in plainly)
    found = unit.value(f"RETURN [{counts}] AS counts", **writer.parameters)
    return dict(zip(required, found, strict=True))


def _plainly(writer: Predicates, step: Step) -> str:
    """Return what an index can answer of a step's filters."""
    values = [each for each in step.filters if isinstance(each, Values) and not each.many]
    narrow = [each for each in values if each.field != "modality"]
    return "true" if step.unknown else writer.passes("e", narrow or values)
