"""The order of two times of one day: told only where both are of one clock, or of zones that the calendar knows.

A time to the minute is any second of that minute. Where a zone puts its clocks back, an hour comes twice, and
times in it may be either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytz  # type: ignore[import-untyped]  # the driver brings it; zoneinfo needs data that a slim system lacks

NOT_STATED = "not stated"
EXPECTED = "a time zone by its IANA name, such as Europe/Minsk, or: not stated"

_TO_THE_MINUTE = 5
"""Characters of HH:MM."""


def zone_of(text: str) -> str:
    """Return a zone's name as the database of zones spells it; ValueError says what was expected."""
    if text != NOT_STATED and text not in pytz.all_timezones_set:
        raise ValueError(EXPECTED)
    return text


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of a day in a zone; `sources` are those that state it, which matters where no zone is stated."""

    day: int
    time: str
    zone: str
    sources: frozenset[str]


def is_earlier(one: TimeOfDay, other: TimeOfDay) -> bool:
    """Tell whether the first time is certainly the earlier one; False where that can't be told."""
    if NOT_STATED in (one.zone, other.zone):
        told = one.zone == other.zone and bool(one.sources & other.sources)
        return told and _span(one)[1] < _span(other)[0]
    try:
        return _instants(one)[1] < _instants(other)[0]
    except OverflowError:
        return False


def _span(told: TimeOfDay) -> tuple[datetime, datetime]:
    """Return the first and the last second that a time may mean."""
    start = datetime.combine(datetime.fromordinal(told.day), time.fromisoformat(told.time))
    return start, start + timedelta(seconds=59 if len(told.time) == _TO_THE_MINUTE else 0)


def _instants(told: TimeOfDay) -> tuple[datetime, datetime]:
    """Return the span in UTC, as wide as the clocks' changes make it."""
    zone = pytz.timezone(told.zone)
    either = [zone.localize(end, is_dst=dst).astimezone(UTC) for end in _span(told) for dst in (True, False)]
    return min(either), max(either)
