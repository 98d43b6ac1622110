"""A set of days, kept as ranges of day numbers: what one dated claim allows for one event.

A day number is `datetime.date.toordinal()`: 1 is 0001-01-01. The calendar's ends stand for "no bound".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST_DAY = date.min.toordinal()
LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which something may have happened: `ranges` (both ends included), in order, not touching.

    `doubtful` says that the source itself doubts (EDTF `?`, `%`): true in some worlds at most.
    """

    ranges: tuple[tuple[int, int], ...]
    doubtful: bool = False

    @property
    def first(self) -> int:
        """The earliest day that is allowed."""
        return self.ranges[0][0]

    @property
    def last(self) -> int:
        """The latest day that is allowed."""
        return self.ranges[-1][1]

    @property
    def exact(self) -> bool:
        """Whether one day, not doubted, is all that is allowed."""
        return self.first == self.last and not self.doubtful

    def earliest(self) -> str | None:
        """Return the first day as YYYY-MM-DD; None where nothing bounds it, not even a year of a July."""
        first = date.fromordinal(self.first)
        return None if first.year == date.min.year else first.isoformat()

    def latest(self) -> str | None:
        """Return the last day as YYYY-MM-DD; None where nothing bounds it."""
        last = date.fromordinal(self.last)
        return None if last.year == date.max.year else last.isoformat()


ANY_DAY = Days(((FIRST_DAY, LAST_DAY),))
"""An event without a date: nothing bounds it."""


def union(many: list[Days]) -> Days:
    """Return the days that any of `many` allows; doubtful where one of them is."""
    if len(many) == 1:
        return many[0]
    merged: list[tuple[int, int]] = []
    for first, last in sorted(span for days in many for span in days.ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return Days(tuple(merged), any(days.doubtful for days in many))
