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
    from collections.abc import Collection, Iterator

    from graph.access import Reader
    from graph.patterns.model import Filter, Pattern, Step
    from graph.time.duration import Duration

_LONGEST_MONTH, _SHORTEST_MONTH = 31, 28


def statement(pattern: Pattern, reader: Reader, subjects: Collection[str] | None = None) -> tuple[str, dict[str, Any]]:
    """Return Cypher and parameters; a row is a subject (uid, name) and `choices`, lists of event uids by step.

    Only what the reader may see is looked at, and of `subjects`, where they are given, only these.
    """
    parameters: dict[str, Any] = {"roles": sorted(scheme("subject_roles").below(SUBJECT_ROLE))}
    ways = [f"(subject)<-[s{n}:SUBJECT]-(e{n}:Event)" for n, _ in enumerate(pattern.steps)]
    ways[0] = ways[0].replace("(subject)", f"(subject:{pattern.subject})")
    seen = ["subject", *(f"{alias}{n}" for n, _ in enumerate(pattern.steps) for alias in "se")]
    conditions = [reader.sees(*seen), *(f"s{n}.role IN $roles" for n, _ in enumerate(pattern.steps))]
    among = ""
    if subjects is not None:
        parameters["subjects"] = sorted(subjects)
        among = "UNWIND $subjects AS uid MATCH (subject:Entity {uid: uid}) WITH subject "
    for n, step in enumerate(pattern.steps):
        conditions.extend(_filters(n, step, parameters, reader))
        conditions.extend(f"e{n} <> e{other}" for other in range(n))
        if n:
            conditions.extend(_hulls(n, step, parameters, reader))
    chosen = ", ".join(f"e{n}.uid" for n, _ in enumerate(pattern.steps))
    text = (
        f"{among}MATCH {', '.join(ways)} WHERE {' AND '.join(conditions)} RETURN subject.uid AS uid, "
        f"{reader.value('subject', 'name')} AS name, collect([{chosen}]) AS choices ORDER BY name, uid"
    )
    return text, parameters | {"first_day": FIRST_DAY, "last_day": LAST_DAY}


def _filters(n: int, step: Step, parameters: dict[str, Any], reader: Reader) -> Iterator[str]:
    for m, each in enumerate(step.filters):
        name = f"v{n}_{m}"
        parameters[name] = list(each.values)
        yield _filter(f"e{n}", each, name, reader)


def _filter(event: str, each: Filter, parameter: str, reader: Reader) -> str:
    if each.is_link:
        link = registry.links(Event)[each.field]
        seen = reader.sees("l", "t")
        return f"EXISTS {{ ({event})-[l:{link.type}]->(t:Entity) WHERE t.uid IN ${parameter} AND {seen} }}"
    if registry.properties(Event)[each.field].many:
        return f"any(value IN {reader.value(event, each.field)} WHERE value IN ${parameter})"
    return f"{reader.value(event, each.field)} IN ${parameter}"


def _hulls(n: int, step: Step, parameters: dict[str, Any], reader: Reader) -> Iterator[str]:
    """Yield what the order and the bounds to the step before ask of the earliest and latest days."""
    before_first, before_last = _ends(n - 1, reader)
    first, last = _ends(n, reader)
    yield f"{before_first} <= {last}"
    if step.within:
        parameters[f"within{n}"] = _days(step.within, _LONGEST_MONTH)
        yield f"{first} <= {before_last} + $within{n}"
    if step.at_least:
        parameters[f"at_least{n}"] = _days(step.at_least, _SHORTEST_MONTH)
        yield f"{last} >= {before_first} + $at_least{n}"


def _ends(n: int, reader: Reader) -> tuple[str, str]:
    first, last = (reader.value(f"e{n}", f"date_{end}") for end in ("first", "last"))
    return f"coalesce({first}, $first_day)", f"coalesce({last}, $last_day)"


def _days(length: Duration, month: int) -> int:
    return length.months * month + length.days
