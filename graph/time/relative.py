"""Dates that a text tells by its own day: "last September" in a text of an unknown day.

The text's day is an anchor that all its relative dates share. None of them lies after it. What a form means:

- `today`, `yesterday`, `3 days ago`: that day;
- `this week`, `last week`, `2 weeks ago`: that week, whatever day a week begins on, or seven days counted back;
- `this month`, `last month`, `2 months ago`, the same of `year`: that calendar month or year;
- `in January`, `this summer`: the latest that had begun;
- `last September`, `last summer`: the one that ended in the year before, or this year's where it is over.

Seasons are three calendar months; summer is June to August.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.time.days import FIRST_DAY, LAST_DAY, Days, union

if TYPE_CHECKING:
    from collections.abc import Iterable

EXPECTED = "a date told by the text's own day, such as last September, in January, last month, yesterday or 3 days ago"

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_NAMES = "January February March April May June July August September October November December"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
_UNITS = "week|month|year"
FORM = (
    rf"today|yesterday|(\d{{1,4}}) (day|{_UNITS})s? ago|(last|this) ({_UNITS})"
    rf"|(last|in|this) ({'|'.join((*_MONTHS, *_SEASONS))})"
)
_FORM = re.compile(FORM, re.ASCII)
_DAY = {"today": 0, "yesterday": 1}
_YEAR, _SEASON = 12, 3
"""Months."""


def _month_starts(month: int) -> int:
    """Return the first day of a month counted from January of year 0, kept within the calendar's ends."""
    if month <= _YEAR:
        return FIRST_DAY
    return LAST_DAY + 1 if month // _YEAR > date.max.year else date(month // _YEAR, month % _YEAR + 1, 1).toordinal()


def _month_of(day: int) -> int:
    on = date.fromordinal(day)
    return on.year * _YEAR + on.month - 1


@dataclass(frozen=True, slots=True)
class Ago:
    """A day, week, month or year, so many of them before the text's own."""

    count: int
    unit: str

    def first(self, anchor: int) -> int:
        """Return the first day meant by a text of the day `anchor`."""
        if self.unit in ("day", "week"):
            return anchor - self.count if self.unit == "day" else anchor - 7 * self.count - 6
        return _month_starts(self._month(anchor))

    def last(self, anchor: int) -> int:
        """Return the last day meant; before `FIRST_DAY` where there is none."""
        if self.unit in ("day", "week"):
            return anchor - self.count if self.unit == "day" else min(anchor, anchor - 7 * self.count + 6)
        return min(anchor, _month_starts(self._month(anchor) + (_YEAR if self.unit == "year" else 1)) - 1)

    def meant_from(self, day: int) -> int:
        """Return the first day from `day` on that can be meant by a text of any day."""
        return day

    def _month(self, anchor: int) -> int:
        month = _month_of(anchor)
        return month - self.count if self.unit == "month" else (month // _YEAR - self.count) * _YEAR


@dataclass(frozen=True, slots=True)
class Named:
    """A month or season of each year, from calendar month `start` (1 to 12); with `over` it ended before the text."""

    start: int
    length: int
    over: bool

    def first(self, anchor: int) -> int:
        """Return the first day meant by a text of the day `anchor`."""
        year = date.fromordinal(anchor).year
        if self.over:
            return _month_starts(self._of(year - 1 - (self.start + self.length - 2) // _YEAR))
        return _month_starts(self._latest(anchor))

    def last(self, anchor: int) -> int:
        """Return the last day meant; before `FIRST_DAY` where there is none."""
        return min(anchor, _month_starts(self._latest(anchor) + self.length) - 1)

    def meant_from(self, day: int) -> int:
        """Return the first day from `day` on that can be meant by a text of any day."""
        since = (_month_of(max(day, FIRST_DAY)) - self.start + 1) % _YEAR
        return day if since < self.length else _month_starts(_month_of(day) + _YEAR - since)

    def _of(self, year: int) -> int:
        return year * _YEAR + self.start - 1

    def _latest(self, anchor: int) -> int:
        """Return the first month of the latest that had begun or, with `over`, had ended before the text's day."""
        now = _month_of(anchor) - (self.length if self.over else 0)
        return now - (now - self.start + 1) % _YEAR


Relative = Ago | Named


@lru_cache(maxsize=1024)
def relative_of(text: str) -> Relative:
    """Return what a relative date means; ValueError says what was expected."""
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(EXPECTED)
    count, unit, recent, whole, which, name = found.groups()
    if unit:
        return Ago(int(count), unit)
    if whole:
        return Ago(int(recent == "last"), whole)
    if name:
        start, length = (_MONTHS[name], 1) if name in _MONTHS else (_SEASONS[name], _SEASON)
        return Named(start, length, over=which == "last")
    return Ago(_DAY[text], "day")


def written(published: Iterable[Days], copied: Iterable[Days]) -> Days:
    """Return the days that a text may be of: those of its publication, else none after a copy was made."""
    if known := list(published):
        return union(known)
    copies = list(copied)
    last = min((days.last for days in copies), default=LAST_DAY)
    return Days(((FIRST_DAY, last),), any(days.doubtful for days in copies))


def meant(told: Relative, text: Days) -> Days:
    """Return the earliest and latest day that a relative date can mean in a text of one of these days, and between."""
    first = told.meant_from(max(told.first(text.first), FIRST_DAY))
    return Days(((first, max(first, told.last(text.last))),), text.doubtful)
