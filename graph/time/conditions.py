"""What a world may be asked for: an order of two events, a bound on the days between them, a day told by a text's.

Each bounds one event's day from below by a rising function of another's, which is what lets `graph.time.worlds`
solve them together.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.time.days import FIRST_DAY, LAST_DAY, Days
from graph.time.duration import Duration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graph.time.relative import Relative

SAME_DAY = Duration(0, 0)

_LONGEST_MONTH = 31
"""Days."""


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


@dataclass(frozen=True, slots=True)
class NotBeforeTold:
    """The event's day is one that the words may mean, and none before the first that they mean on the anchor's day."""

    anchor: str
    event: str
    told: Relative


@dataclass(frozen=True, slots=True)
class NotAfterTold:
    """The event's day is not after the last that the words mean on the anchor's day."""

    anchor: str
    event: str
    told: Relative


Asked = Before | AtLeast | AtMost
"""What may be asked of worlds, and denied."""
Condition = Asked | NotBeforeTold | NotAfterTold


_CALENDAR = "day "


def on(day: int) -> str:
    """Return what stands for a day of the calendar where a condition names an event."""
    return f"{_CALENDAR}{day}"


def day_of(name: str) -> int:
    """Return the day of the calendar that stands where an event might."""
    return int(name.removeprefix(_CALENDAR))


def calendar_days(condition: Asked) -> Iterator[tuple[str, Days]]:
    """Yield the days of the calendar that a condition names, each with itself as the only day allowed."""
    for name in (condition.earlier, condition.later):
        if name.startswith(_CALENDAR):
            day = day_of(name)
            yield name, Days(((day, day),))


def denial(condition: Asked) -> Asked:
    """Return the condition that holds in exactly the worlds where the given one does not."""
    match condition:
        case Before(earlier, later):
            return Before(later, earlier)
        case AtLeast(earlier, later, length, plus):
            return AtMost(earlier, later, length, plus - 1)
        case AtMost(earlier, later, length, plus):
            return AtLeast(earlier, later, length, plus + 1)


def heard(condition: Condition) -> tuple[str, ...]:
    """Return the events (or anchors) by whose earliest days the condition bounds another's."""
    match condition:
        case Before(earlier) | AtLeast(earlier):
            return (earlier,)
        case AtMost(_, later):
            return (later,)
        case NotBeforeTold(anchor, event) | NotAfterTold(anchor, event):
            return anchor, event


def raised(condition: Condition, lower: Mapping[str, int]) -> tuple[str, int]:
    """Return the event whose earliest day the condition bounds from below, and that bound."""
    match condition:
        case Before(earlier, later):
            return later, lower[earlier]
        case AtLeast(earlier, later, length, plus):
            return later, length.after(lower[earlier]) + plus
        case AtMost(earlier, later, length, plus):
            return earlier, _first_reaching(lower[later] - plus, length)
        case NotBeforeTold(anchor, event, told):
            return event, told.meant_from(max(told.first(lower[anchor]), lower[event]))
        case NotAfterTold(anchor, event, told):
            return anchor, first_where(lambda day: told.last(day) >= lower[event], lower[anchor])


def _first_reaching(day: int, length: Duration) -> int:
    """Return the first day from which `length` leads to `day` or beyond."""
    if not length.months:
        return day - length.days
    nearest = max(day - _LONGEST_MONTH * length.months - length.days, FIRST_DAY)
    return first_where(lambda start: length.after(start) >= day, nearest, max(day, FIRST_DAY))


def first_where(holds: Callable[[int], bool], first: int, last: int = LAST_DAY + 1) -> int:
    """Return the first number from `first` on where something holds that never ceases to; else `last`."""
    step = 1
    # Most answers are near: doubling the step finds them sooner than halving the whole calendar.
    while first + step <= last and not holds(first + step - 1):
        first, step = first + step, 2 * step
    return first + bisect_left(range(first, min(first + step - 1, last)), True, key=holds)
