"""The order in which events stand: by their days, and one without a day where asserted order puts it."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from graph.ontology.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.subgraph import Node, Tie

AFTER = (Event.follows.name, Event.consequence_of.name, Event.appeals.name, Event.decides.name)
"""Links that lead from an event to one before it."""

_LAST = "~"


def in_order(nodes: Sequence[Node], ties: Iterable[Tie]) -> list[Node]:
    """Return the nodes, events in the order of time; what doesn't bear on it stands as it stood."""
    events = {node.uid: node for node in nodes if node.kind == Event.__name__}
    before: dict[str, set[str]] = {uid: set() for uid in events}
    for tie in ties:
        if tie.link in AFTER and tie.start in events and tie.end in events:
            before[tie.start].add(tie.end)
    places = {uid: n for n, uid in enumerate(_ordered(events, before))}
    return sorted(nodes, key=lambda node: places.get(node.uid, -1))


def _ordered(events: dict[str, Node], before: dict[str, set[str]]) -> list[str]:
    """Return the uids of events, the earliest that nothing need precede first."""
    days = _days(events, before)
    places = {uid: (days[uid], events[uid].latest or _LAST, n) for n, uid in enumerate(events)}
    sorter = TopologicalSorter(before)
    try:
        sorter.prepare()
    except CycleError:  # sources assert what can't all be
        return sorted(events, key=places.__getitem__)
    ordered: list[str] = []
    ready: set[str] = set()
    while sorter.is_active():
        ready.update(sorter.get_ready())
        first = min(ready, key=places.__getitem__)
        ready.remove(first)
        ordered.append(first)
        sorter.done(first)
    return ordered


def _days(events: dict[str, Node], before: dict[str, set[str]]) -> dict[str, str]:
    """Return the day that each event is placed by: its own, else that of the first which it precedes, else the last."""
    found = {uid: node.earliest for uid, node in events.items() if node.earliest}
    changed = True
    while changed:
        changed = False
        for uid, earlier in before.items():
            for each in earlier if uid in found else ():
                if not events[each].earliest and found[uid] < found.get(each, _LAST):
                    found[each] = found[uid]
                    changed = True
    return {uid: found.get(uid, _LAST) for uid in events}
