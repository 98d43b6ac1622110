"""The one order in which events are told, whoever tells them.

Asserted order comes before dates: an event stands after all that it is said to follow. Where that leaves several, the
one with the earliest day comes first; one without a date stands before what is said to follow it, else last.
"""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Day = tuple[int, int]
"""The day by which an event is placed, and what decides between events of one day."""


def in_order(days: Mapping[str, Day], asserted: Collection[tuple[str, str]]) -> list[str]:
    """Return events in order, of which some are said to be earlier than others; those of a circle as their days are."""
    placed = _brought_forward(days, asserted)
    places = {uid: (*placed[uid], uid) for uid in days}
    after: dict[str, set[str]] = defaultdict(set)
    for one, other in asserted:
        after[one].add(other)
    waits = dict.fromkeys(days, 0)
    for other in (each for several in after.values() for each in several):
        waits[other] += 1
    ready = [places[uid] for uid, number in waits.items() if not number]
    heapify(ready)
    order: dict[str, None] = {}
    while len(order) < len(days):
        event = heappop(ready)[-1] if ready else min(places[uid] for uid in days if uid not in order)[-1]
        if event in order:
            continue
        order[event] = None
        for other in after[event]:
            waits[other] -= 1
            if waits[other] <= 0:
                heappush(ready, places[other])
    return list(order)


def _brought_forward(days: Mapping[str, Day], asserted: Collection[tuple[str, str]]) -> dict[str, Day]:
    """Return the days with those of events that must precede an earlier one brought before it."""
    placed = dict(days)
    while earlier := {one: placed[other] for one, other in asserted if placed[other] < placed[one]}:
        placed |= earlier
    return placed


def circle(asserted: Iterable[tuple[str, str]]) -> list[str]:
    """Return events of which each is said to be earlier than the next, the first again as last; none without circle."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for earlier, later in asserted:
        sorter.add(later, earlier)
    try:
        sorter.prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []
