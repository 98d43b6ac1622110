"""From days to points: where a day stands on the axis of a timeline, and which days are marked on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain, count, takewhile
from typing import TYPE_CHECKING

from graph.time.days import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int | None, ...]
"""Days from the first to the last; None where nothing bounds it at that end."""

_ROOM, _BEYOND = 30, 4
"""What part of the days that are told lies before them and after them: of the axis, and where a span is open."""
_MOST_MARKS = 8
_DAYS = (1, 2, 7, 14, 30, 90, 180, 365, 730, 1825, 3650, 7300, 18250, 36500, 182500, 365000)
_DATES = (1, 2, 7)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 6000, 24000)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `left` on, `wide` points long, that holds the days from `first` to `last`.

    `counted` days are told as so many before or after the one that rows are laid under.
    """

    left: float
    wide: float
    first: int
    last: int
    counted: bool

    def x(self, day: int) -> float:
        """Return where a day stands."""
        return self.left + (day - self.first) / max(self.last - self.first, 1) * self.wide

    def marks(self) -> list[tuple[int, str]]:
        """Return the days that are marked, with what stands at each; none on an axis of no day."""
        if self.first == self.last:
            return []
        by_date = chain(map(self._by_dates, _DATES), map(self._by_months, _MONTHS))
        steps = map(self._by_days, _DAYS) if self.counted else by_date
        return next((marks for marks in steps if len(marks) <= _MOST_MARKS), [])

    def _by_days(self, step: int) -> list[tuple[int, str]]:
        first = -(-self.first // step)
        days = takewhile(lambda day: day <= self.last, (n * step for n in count(first)))
        return [(day, f"{day:+} {'day' if abs(day) == 1 else 'days'}" if day else "day 0") for day in days]

    def _by_dates(self, step: int) -> list[tuple[int, str]]:
        """Return days of the calendar; each seventh is a Monday, as the first day of all is."""
        days = range(self.first + (FIRST_DAY - self.first) % step, self.last + 1, step)
        return [(day, date.fromordinal(day).isoformat()) for day in days]

    def _by_months(self, step: int) -> list[tuple[int, str]]:
        return list(self._months(step))

    def _months(self, step: int) -> Iterator[tuple[int, str]]:
        start = date.fromordinal(self.first)
        for month in count((start.year * 12 + start.month - 1) // step * step, step):
            if month // 12 < date.min.year:
                continue
            if month // 12 > date.max.year:
                return
            day = date(month // 12, month % 12 + 1, 1)
            if day.toordinal() > self.last:
                return
            if day.toordinal() >= self.first:
                yield day.toordinal(), f"{day:%Y-%m}" if step < 12 else f"{day:%Y}"


def around(spans: Iterable[Span], left: float, wide: float, *, counted: bool) -> Scale:
    """Return the axis that holds all days of these spans with some room at its ends; of none, one of no day.

    Where a span is open, what lies beyond gets more room: it may have been long before, or after, any day that is told.
    """
    known = [span for span in spans if any(day is not None for day in span)]
    days = sorted(day for span in known for day in span if day is not None)
    if not days:
        return Scale(left, wide, 0, 0, counted=True)
    long = days[-1] - days[0]
    opened = (any(span[end] is None for span in known) for end in (0, -1))
    before, after = (max(long // (_BEYOND if beyond else _ROOM), 1) for beyond in opened)
    first, last = days[0] - before, days[-1] + after
    if not counted:
        first, last = max(first, FIRST_DAY), min(last, LAST_DAY)
    return Scale(left, wide, first, last, counted)
