"""The worlds that a history allows, and what holds in all, some or none of them.

A world gives every event one day that some claim on it allows, and all of them one strict order that
agrees with the days and with every asserted order and its gap. Every condition here bounds one event's
day by a rising function of another's. The solutions of such conditions are closed under taking the
earlier of two days for each event, so they have a least one: raising each day only as far as it must
go finds it, or finds that there is none, without ever enumerating days. Days that agree with `Before`
can be put in a strict order whenever the asserted orders alone hold no circle.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from graph.time.days import FIRST_DAY, Days
from graph.time.duration import Duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SAME_DAY = Duration(0, 0)

_LEAP_CYCLE = 2922
"""Days. Lengths in months drift by at least a day a round until the calendar has gone through all its shapes."""


@dataclass(frozen=True, slots=True)
class Before:
    """One event stands before another in the order, on the same day or an earlier one."""

    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The later event's day is at least `length`, and `plus` days, after the earlier one's."""

    earlier: str
    later: str
    length: Duration = SAME_DAY
    plus: int = 0


@dataclass(frozen=True, slots=True)
class AtMost:
    """The later event's day is at most `length`, and `plus` days, after the earlier one's."""

    earlier: str
    later: str
    length: Duration = SAME_DAY
    plus: int = 0


Condition = Before | AtLeast | AtMost


def denial(condition: Condition) -> Condition:
    """Return the condition that holds in exactly the worlds where the given one does not."""
    match condition:
        case Before(earlier, later):
            return Before(later, earlier)
        case AtLeast(earlier, later, length, plus):
            return AtMost(earlier, later, length, plus - 1)
        case AtMost(earlier, later, length, plus):
            return AtLeast(earlier, later, length, plus + 1)


class Worlds:
    """All worlds of a history: the days that its events' claims allow, under its asserted orders and gaps."""

    def __init__(self, days: Mapping[str, Days], asserted: Iterable[Condition] = ()) -> None:
        self._days = dict(days)
        self._asserted = tuple(asserted)

    def exist(self) -> bool:
        """Tell whether the history is consistent."""
        return self.some()

    def some(self, *conditions: Condition) -> bool:
        """Tell whether all conditions hold together in at least one world."""
        every = (*self._asserted, *conditions)
        return _orderable(every) and self._least(every) is not None

    def all(self, *conditions: Condition) -> bool:
        """Tell whether the conditions hold in every world; so they do where there is none."""
        return not any(self.some(denial(condition)) for condition in conditions)

    def gap(self, earlier: str, later: str, *conditions: Condition) -> tuple[int, int]:
        """Return the least and greatest number of days between two events, where the conditions hold."""
        widest = self._days[later].last - self._days[earlier].first
        narrowest = self._days[later].first - self._days[earlier].last
        span = range(narrowest, widest + 1)
        least = bisect_left(span, True, key=lambda n: self.some(*conditions, AtMost(earlier, later, plus=n)))
        most = bisect_left(span, True, key=lambda n: not self.some(*conditions, AtLeast(earlier, later, plus=n)))
        return span[least], span[most - 1]

    def _least(self, conditions: tuple[Condition, ...]) -> dict[str, int] | None:
        """Return the earliest day of each event under the conditions; None if no days agree with them."""
        lower = {event: days.first for event, days in self._days.items()}
        ranges = sum(len(days.ranges) for days in self._days.values())
        for _ in range(len(lower) * (ranges + 1) + _LEAP_CYCLE):
            moved = False
            for condition in conditions:
                event, day = _raised(condition, lower)
                if day <= lower[event]:
                    continue
                allowed = _next_allowed(self._days[event], day)
                if allowed is None:
                    return None
                lower[event], moved = allowed, True
            if not moved:
                return lower
        return None


def _raised(condition: Condition, lower: Mapping[str, int]) -> tuple[str, int]:
    """Return the event whose earliest day the condition bounds from below, and that bound."""
    match condition:
        case Before(earlier, later):
            return later, lower[earlier]
        case AtLeast(earlier, later, length, plus):
            return later, length.after(lower[earlier]) + plus
        case AtMost(earlier, later, length, plus):
            return earlier, _earliest_reaching(lower[later] - plus, length)


def _earliest_reaching(day: int, length: Duration) -> int:
    """Return the first day from which `length` leads to `day` or beyond."""
    if not length.months:
        return day - length.days
    span = range(FIRST_DAY, max(day, FIRST_DAY) + 1)
    return span[min(bisect_left(span, day, key=length.after), len(span) - 1)]


def _next_allowed(days: Days, day: int) -> int | None:
    """Return the first allowed day that is not before `day`."""
    return next((max(first, day) for first, last in days.ranges if last >= day), None)


def _orderable(conditions: Iterable[Condition]) -> bool:
    """Tell whether the asserted orders hold no circle."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for condition in conditions:
        if isinstance(condition, Before):
            sorter.add(condition.later, condition.earlier)
    try:
        sorter.prepare()
    except CycleError:
        return False
    return True
