"""The worlds that a history allows, and what holds in all, some or none of them.

A world gives every event one day that some claim on it allows, and all of them one strict order that
agrees with the days and with every asserted order and its gap. Every condition here bounds one event's
day by a rising function of another's. The solutions of such conditions are closed under taking the
earlier of two days for each event, so they have a least one: raising each day only as far as it must
go finds it, or finds that there is none, without ever enumerating days. Days that agree with `Before`
can be put in a strict order whenever the asserted orders alone hold no circle. A date told by a text's
own day bounds both by each other, so the text's day, the anchor, is one more to be found. Only where
claims on an event rival and one of them is told so is each tried in turn.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph.time.conditions import (
    AtLeast,
    AtMost,
    Before,
    NotAfterTold,
    NotBeforeTold,
    calendar_days,
    day_of,
    denial,
    first_where,
    heard,
    raised,
)
from graph.time.days import ANY_DAY, Days
from graph.time.ordering import circle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.time.conditions import Asked, Condition
    from graph.time.relative import Relative

_LEAP_CYCLE = 2922
"""Days. What still moves when all days have had their turn goes round in circles; once it has drifted through all
shapes of the calendar, no later year will stop it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A date told by the day of a text: `anchor` names the text."""

    anchor: str
    told: Relative

    def of(self, event: str) -> tuple[Condition, Condition]:
        """Return the conditions that it puts on an event."""
        return NotBeforeTold(self.anchor, event, self.told), NotAfterTold(self.anchor, event, self.told)


class Worlds:
    """All worlds of a history: the days that its events' claims allow, under its asserted orders and gaps.

    `days` are those of events and anchors; an event that is `told` as well, or told in several ways, is dated
    by any one of these claims.
    """

    def __init__(
        self,
        days: Mapping[str, Days],
        asserted: Iterable[Condition] = (),
        told: Mapping[str, Sequence[Told]] | None = None,
    ) -> None:
        told = told or {}
        self._days = dict(days)
        self._rivals: dict[str, list[tuple[Days, tuple[Condition, ...]]]] = {}
        single: list[Condition] = []
        for event, ways in told.items():
            if len(ways) == 1 and event not in days:
                single.extend(ways[0].of(event))
            else:
                dated = [(days[event], ())] if event in days else []
                self._rivals[event] = [*dated, *((ANY_DAY, way.of(event)) for way in ways)]
            self._days[event] = ANY_DAY
        self._asserted = (*asserted, *single)

    def exist(self) -> bool:
        """Tell whether the history is consistent."""
        return self._exist

    @cached_property
    def _exist(self) -> bool:
        return self.some()

    def hull(self, name: str) -> tuple[int, int]:
        """Return the first and the last day that an event's claims allow, or a day of the calendar by its name."""
        days = self._days.get(name)
        return (days.first, days.last) if days else (day := day_of(name), day)

    def some(self, *conditions: Asked) -> bool:
        """Tell whether all conditions hold together in at least one world."""
        every = (*self._asserted, *conditions)
        calendar = {name: day for condition in conditions for name, day in calendar_days(condition)}
        ordered = [(one.earlier, one.later) for one in every if isinstance(one, Before)]
        return not circle(ordered) and self._agree(every, self._days | calendar, tuple(self._rivals))

    def all(self, *conditions: Asked) -> bool:
        """Tell whether the conditions hold in every world; so they do where there is none."""
        return not any(self.some(denial(condition)) for condition in conditions)

    def gap(self, earlier: str, later: str, *conditions: Asked) -> tuple[int, int]:
        """Return the least and greatest number of days between two events, in the worlds that have the conditions."""
        widest = self._days[later].last - self._days[earlier].first
        narrowest = self._days[later].first - self._days[earlier].last
        if narrowest == widest:
            return widest, widest

        def at_most(days: int) -> bool:
            return self.some(*conditions, AtMost(earlier, later, plus=days))

        def less_than(days: int) -> bool:
            return not self.some(*conditions, AtLeast(earlier, later, plus=days))

        # The ends are near no days at all, or nothing bounds them: halving all that the calendar has takes longer.
        if narrowest < 0 and at_most(-1):
            least = narrowest + bisect_left(range(narrowest, 0), True, key=at_most)
        else:
            least = first_where(at_most, max(narrowest, 0), widest)
        most = first_where(less_than, least + 1, widest + 1) - 1 if less_than(widest) else widest
        return least, most

    def _agree(self, conditions: tuple[Condition, ...], days: Mapping[str, Days], rivals: tuple[str, ...]) -> bool:
        """Tell whether some days agree with the conditions, with one claim for each event that has rivals."""
        if _least(conditions, days) is None:
            return False
        if not rivals:
            return True
        event, *others = rivals
        return any(
            self._agree((*conditions, *bounds), {**days, event: allowed}, tuple(others))
            for allowed, bounds in self._rivals[event]
        )


def _least(conditions: Sequence[Condition], days: Mapping[str, Days]) -> dict[str, int] | None:
    """Return the earliest day of each event under the conditions; None if no days agree with them."""
    lower = {event: allowed.first for event, allowed in days.items()}
    settling = len(lower) * (1 + sum(len(allowed.ranges) for allowed in days.values()))
    listening: dict[str, list[Condition]] = defaultdict(list)
    for condition in conditions:
        for event in heard(condition):
            listening[event].append(condition)
    drifted, waiting = 0, dict.fromkeys(conditions)
    while drifted <= _LEAP_CYCLE:
        moved = _round(waiting, days, lower)
        if moved is None:
            return None
        if not moved:
            return lower
        settling -= 1
        drifted += min(moved.values()) if settling < 0 else 0
        waiting = dict.fromkeys(condition for event in moved for condition in listening[event])
    return None


def _round(conditions: Iterable[Condition], days: Mapping[str, Days], lower: dict[str, int]) -> dict[str, int] | None:
    """Raise each event's earliest day as far as each condition asks; None where no allowed day is left.

    Returns by how many days each event moved that did.
    """
    moved: dict[str, int] = {}
    for condition in conditions:
        event, day = raised(condition, lower)
        if day > lower[event]:
            allowed = _next_allowed(days[event], day)
            if allowed is None:
                return None
            moved[event] = moved.get(event, 0) + allowed - lower[event]
            lower[event] = allowed
    return moved


def _next_allowed(days: Days, day: int) -> int | None:
    """Return the first allowed day that is not before `day`."""
    return next((max(first, day) for first, last in days.ranges if last >= day), None)
