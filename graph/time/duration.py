"""ISO 8601 durations: lengths that sources state, and bounds on the gap between two days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from graph.time.days import FIRST_DAY, LAST_DAY

EXPECTED = "an ISO 8601 duration, such as P7D, P2Y6M or PT1H"

_FORM = re.compile(r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; months count by the calendar, hours only tell that order is strict."""

    months: int
    days: int
    seconds: int = 0

    def __str__(self) -> str:
        parts = ((self.months // 12, "Y"), (self.months % 12, "M"), (self.days, "D"))
        written = "".join(f"{number}{unit}" for number, unit in parts if number)
        time = f"T{self.seconds}S" if self.seconds else ""
        return f"P{written}{time}" if written or time else "P0D"

    def after(self, day: int) -> int:
        """Return the day number that lies this long after `day`; hours don't reach the next day."""
        start = date.fromordinal(day)
        years, month = divmod(start.year * 12 + start.month - 1 + self.months, 12)
        if years > date.max.year:
            return LAST_DAY
        length = calendar.monthrange(years, month + 1)[1]
        moved = date(years, month + 1, min(start.day, length)).toordinal() + self.days
        return min(max(moved, FIRST_DAY), LAST_DAY)


def duration_of(text: str) -> Duration:
    """Return the length that an ISO 8601 duration states; ValueError says what was expected."""
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(EXPECTED)
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Duration(years * 12 + months, weeks * 7 + days, hours * 3600 + minutes * 60 + seconds)
