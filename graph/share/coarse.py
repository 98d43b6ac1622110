"""Dates as exact as a profile lets them be: a date says which day, month or year, never more."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

from graph.time.days import FIRST_DAY, LAST_DAY
from graph.time.edtf import NotADate, span_of

if TYPE_CHECKING:
    from graph.share.profile import Precision

Bounds = tuple[str | None, str | None]
"""The ISO days between which something lies, None where nothing bounds it."""

_SHOWN = {"month": len("2022-09"), "year": len("2022")}
_OPEN = ".."


def dated(text: str, precision: Precision) -> str:
    """Return an EDTF date at a precision; "" for what is none, or says nothing any more."""
    try:
        days = span_of(text)
    except NotADate:
        return ""
    if precision == "day":
        return text
    lasts = "/" in text
    start = "" if days.first == FIRST_DAY else _cut(days.first, precision)
    end = "" if days.last == LAST_DAY else _cut(days.last, precision)
    if start == end:
        return f"{start}?" if start and days.doubtful else start
    return f"{start or _OPEN}/{end or _OPEN}" if lasts else f"[{start}..{end}]"


def _cut(day: int, precision: Precision) -> str:
    return date.fromordinal(day).isoformat()[: _SHOWN[precision]]


def between(bounds: Bounds, precision: Precision) -> Bounds:
    """Return bounds widened to the first and last day of what a precision tells apart."""
    earliest, latest = (_day(text) for text in bounds)
    return _iso(_first(earliest, precision)), _iso(_last(latest, precision))


def _first(day: date | None, precision: Precision) -> date | None:
    if day is None or precision == "day":
        return day
    return day.replace(day=1) if precision == "month" else day.replace(month=1, day=1)


def _last(day: date | None, precision: Precision) -> date | None:
    if day is None or precision == "day":
        return day
    month = day.month if precision == "month" else 12
    return day.replace(month=month, day=calendar.monthrange(day.year, month)[1])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def gap(start: Bounds, end: Bounds) -> tuple[int, int | None]:
    """Return the days from one thing to a later one that their bounds alone allow."""
    (low, high), (first, last) = ([_day(text) for text in bounds] for bounds in (start, end))
    return max((first - high).days, 0) if first and high else 0, max((last - low).days, 0) if last and low else None
