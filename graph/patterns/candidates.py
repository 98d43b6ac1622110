"""A pattern to Cypher: the choices of events that could match by the hulls of their dates.

The database leaves out every event that can't match. What remains may still fail in all worlds or hold
in some only, which `graph.patterns.matching` decides from the subject's whole history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.vocabulary import scheme
from graph.patterns.model import SUBJECT_ROLE
from graph.time.days import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.model import Filter, Pattern, Step
    from graph.time.duration import Duration

_LONGEST_MONTH, _SHORTEST_MONTH = 31, 28


def statement(pattern: Pattern) -> tuple[str, dict[str, Any]]:
    """Return Cypher and parameters; a row is a subject (uid, name) and `choices`, lists of event uids by step."""
    parameters: dict[str, Any] = {"roles": sorted(scheme("subject_roles").below(SUBJECT_ROLE))}
    ways = [f"(subject)<-[s{n}:SUBJECT]-(e{n}:Event)" for n, _ in enumerate(pattern.steps)]
    ways[0] = ways[0].replace("(subject)", f"(subject:{pattern.subject})")
    conditions = [f"s{n}.role IN $roles" for n, _ in enumerate(pattern.steps)]
    for n, step in enumerate(pattern.steps):
        conditions.extend(_filters(n, step, parameters))
        conditions.extend(f"e{n} <> e{other}" for other in range(n))
        if n:
            conditions.extend(_hulls(n, step, parameters))
    chosen = ", ".join(f"e{n}.uid" for n, _ in enumerate(pattern.steps))
    text = (
        f"MATCH {', '.join(ways)} WHERE {' AND '.join(conditions)} "
        f"RETURN subject.uid AS uid, subject.name AS name, collect([{chosen}]) AS choices ORDER BY name, uid"
    )
    return text, parameters | {"first_day": FIRST_DAY, "last_day": LAST_DAY}


def _filters(n: int, step: Step, parameters: dict[str, Any]) -> Iterator[str]:
    for m, each in enumerate(step.filters):
        name = f"v{n}_{m}"
        parameters[name] = list(each.values)
        yield _filter(f"e{n}", each, name)


def _filter(event: str, each: Filter, parameter: str) -> str:
    if each.is_link:
        link = registry.links(Event)[each.field]
        return f"EXISTS {{ ({event})-[:{link.type}]->(t:Entity) WHERE t.uid IN ${parameter} }}"
    if registry.properties(Event)[each.field].many:
        return f"any(value IN {event}.{each.field} WHERE value IN ${parameter})"
    return f"{event}.{each.field} IN ${parameter}"


def _hulls(n: int, step: Step, parameters: dict[str, Any]) -> Iterator[str]:
    """Yield what the order and the bounds to the step before ask of the earliest and latest days."""
    before_first, before_last = _ends(n - 1)
    first, last = _ends(n)
    yield f"{before_first} <= {last}"
    if step.within:
        parameters[f"within{n}"] = _days(step.within, _LONGEST_MONTH)
        yield f"{first} <= {before_last} + $within{n}"
    if step.at_least:
        parameters[f"at_least{n}"] = _days(step.at_least, _SHORTEST_MONTH)
        yield f"{last} >= {before_first} + $at_least{n}"


def _ends(n: int) -> tuple[str, str]:
    return f"coalesce(e{n}.date_first, $first_day)", f"coalesce(e{n}.date_last, $last_day)"


def _days(length: Duration, month: int) -> int:
    return length.months * month + length.days
