"""How long after: the days that a stated gap between two events allows.

A gap counts whole units of the smallest unit written. `P7D` is the seventh day after; `P2M` is at least two
months and less than three, `P2W` at least two weeks and less than three; `PT1H` is the same day or the next.
`P1M/P3M` is at least one month and at most three; either side may be open (`P1M/..`, `../P3M`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.time.conditions import AtLeast, AtMost
from graph.time.duration import Duration, duration_of

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPECTED = "an ISO 8601 duration, or at least/at most, such as P7D, P2M, PT1H, P1M/P3M or P1M/.."

_OPEN = ("", "..")
_DAY = 86_400
"""Seconds."""
_CLOCK = {"H": 3_600, "M": 60, "S": 1}
"""Seconds, by the smallest unit written after the T."""
_ONE_MORE = {"Y": Duration(12, 0), "M": Duration(1, 0), "W": Duration(0, 7)}
"""What must not yet have passed again, by the smallest unit written; a gap in days is exact."""


def gap_of(text: str, earlier: str, later: str) -> tuple[AtLeast | AtMost, ...]:
    """Return what a gap says of two events; ValueError says what was expected."""
    start, slash, end = text.partition("/")
    if not slash:
        return _told(text, earlier, later)
    if start in _OPEN and end in _OPEN:
        raise ValueError(EXPECTED)
    bounds = tuple(_bounds(start, end, earlier, later))
    if len(bounds) == 2 and _about(duration_of(start)) > _about(duration_of(end)):
        raise ValueError(f"the shorter length first: {text}")
    return bounds


def _bounds(start: str, end: str, earlier: str, later: str) -> Iterator[AtLeast | AtMost]:
    if start not in _OPEN:
        yield AtLeast(earlier, later, _least(_read(start)))
    if end not in _OPEN:
        yield AtMost(earlier, later, _most(_read(end)))


def _told(text: str, earlier: str, later: str) -> tuple[AtLeast | AtMost, ...]:
    told = _read(text)
    if "T" in text:
        end = Duration(told.months, told.days, told.seconds + _CLOCK[text[-1]])
        return AtLeast(earlier, later, _least(told)), AtMost(earlier, later, _most(end))
    more = _ONE_MORE.get(text[-1])
    end = Duration(told.months + more.months, told.days + more.days) if more else told
    return AtLeast(earlier, later, told), AtMost(earlier, later, end, -1 if more else 0)


def _least(told: Duration) -> Duration:
    """Return the days that have passed at least: hours count from any time of day."""
    return Duration(told.months, told.days + told.seconds // _DAY)


def _most(told: Duration) -> Duration:
    return Duration(told.months, told.days + -(-told.seconds // _DAY))


def _read(text: str) -> Duration:
    try:
        return duration_of(text)
    except ValueError as error:
        raise ValueError(EXPECTED) from error


def _about(length: Duration) -> float:
    """Return a length in days, near enough to tell the shorter from the longer."""
    return length.months * 30.44 + length.days + length.seconds / _DAY
