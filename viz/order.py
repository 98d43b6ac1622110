"""The order in which the events of a picture stand, by what it shows of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph.ontology.events import Event
from graph.time.days import LAST_DAY
from graph.time.ordering import in_order as ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.pictured.subgraph import Node, Tie

AFTER = (Event.follows.name, Event.consequence_of.name, Event.appeals.name, Event.decides.name)
"""Links that lead from an event to one before it."""


def in_order(nodes: Sequence[Node], ties: Iterable[Tie]) -> list[Node]:
    """Return the nodes, events in the order of time; what doesn't bear on it stands as it stood."""
    events = {node.uid: node for node in nodes if node.kind == Event.__name__}
    asserted = {
        (tie.end, tie.start)
        for tie in ties
        if tie.link in AFTER and tie.start != tie.end and {tie.start, tie.end} <= events.keys()
    }
    days = {uid: (_day(node.earliest or node.latest), _day(node.latest)) for uid, node in events.items()}
    places = {uid: n for n, uid in enumerate(ordered(days, asserted))}
    return sorted(nodes, key=lambda node: places.get(node.uid, -1))


def _day(iso: str | None) -> int:
    return date.fromisoformat(iso).toordinal() if iso else LAST_DAY
