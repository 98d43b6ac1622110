"""Which items stand around one: its parts, what links lead to and from, and what its events are linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.events import Event

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.access import Reader
    from graph.unit import Unit

MOST = 5_000
"""Items that are looked at around one; more are no picture, and are told."""

_PARTS = """
UNWIND $uids AS uid MATCH (:Entity {uid: uid})<-[r]-(m:Entity)
WHERE any(label IN labels(m) WHERE label + ' ' + type(r) IN $belonging) AND %s
RETURN DISTINCT m.uid AS uid ORDER BY uid
"""
_NEAR = (
    "UNWIND $uids AS uid MATCH (:Entity {uid: uid})-[r]-(m:Entity) WHERE %s RETURN DISTINCT m.uid AS uid ORDER BY uid"
)
_LED_TO = (
    "UNWIND $uids AS uid MATCH (:Entity {uid: uid})-[r]->(m:Entity) WHERE %s RETURN DISTINCT m.uid AS uid ORDER BY uid"
)


def around(unit: Unit, reader: Reader, uid: str) -> tuple[list[str], int]:
    """Return the uids of an item and of all that stands around it, the nearest first, and how many are beyond."""
    sees = reader.sees("r", "m")
    parts = _parts(unit, reader, uid)
    near = _uids(unit, _NEAR % sees, parts)
    events = [uid] if _is_event(uid) else list(filter(_is_event, near))
    found = list(dict.fromkeys((*parts, *near, *_uids(unit, _LED_TO % sees, events[:MOST]))))
    return found[:MOST], max(len(found) - MOST, 0)


def of_events(unit: Unit, reader: Reader, events: Collection[str]) -> list[str]:
    """Return the uids of events and of what they are linked to; of other events only these."""
    linked = _uids(unit, _LED_TO % reader.sees("r", "m"), events)
    return list(dict.fromkeys((*events, *(uid for uid in linked if not _is_event(uid)))))


def _parts(unit: Unit, reader: Reader, uid: str) -> list[str]:
    """Return an item and what belongs to it at any depth: who asks for the whole means its parts too."""
    belonging = [f"{label} {link}" for label, link in registry.belonging()]
    found, more = {uid: None}, [uid]
    while more:
        rows = unit.run(_PARTS % reader.sees("r", "m"), uids=more, belonging=belonging)
        more = [row["uid"] for row in rows if row["uid"] not in found]
        found |= dict.fromkeys(more)
    return list(found)


def _uids(unit: Unit, text: str, uids: Iterable[str]) -> list[str]:
    return [row["uid"] for row in unit.run(text, uids=list(uids))]


def _is_event(uid: str) -> bool:
    return issubclass(registry.class_of(uid), Event)
