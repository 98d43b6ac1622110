"""EDTF (ISO 8601-2) to the set of days it allows.

`[a..b]` and `[a,b]` are one day somewhere in them; `a/b` lasted, and counts from its beginning. `~`
widens by 3 days, one month or one year at the precision written; `?` and `%` make it doubtful (`%`
widens as well). Forms that say no more than a day, month or year are read here; the `edtf` library
judges the rest of the standard's single dates (seasons, qualified parts). What can't be read exactly
is refused: a wrong day does harm.
"""

from __future__ import annotations

import calendar
import re
from contextlib import redirect_stdout
from datetime import date
from functools import lru_cache
from io import StringIO

import edtf

from graph.time.days import FIRST_DAY, LAST_DAY, Days, union

EXPECTED = "an EDTF date, such as 2022-09-26, 2022-09, 2022-09-26~, [2022-01-28..2022-02-01] or 2022-03/2022-05"

_YEAR = 12
"""Months."""
_CALENDAR = re.compile(r"(\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?", re.ASCII)
_DECADE = re.compile(r"(\d{3})X|(\d{2})XX", re.ASCII)
_WINTER = re.compile(r"\d{4}\??-24", re.ASCII)
_MONTHS_WIDER = {"month": 1, "year": 12}
_DAYS_WIDER = 3
"""What `~` adds on both sides of a month or a year, and of a day."""


class NotADate(ValueError):
    """Text that is no EDTF date, or one whose days can't be told exactly."""


def _month(year: int, month: int) -> tuple[int, int]:
    return date(year, month, 1).toordinal(), date(year, month, calendar.monthrange(year, month)[1]).toordinal()


def _widened(first: int, last: int, precision: str) -> tuple[int, int]:
    """Apply `~`: by days at the precision of a day, else by the calendar, whole months kept."""
    if precision == "day":
        return max(first - _DAYS_WIDER, FIRST_DAY), min(last + _DAYS_WIDER, LAST_DAY)
    start, end = date.fromordinal(first), date.fromordinal(last)
    low = start.year * _YEAR + start.month - 1 - _MONTHS_WIDER[precision]
    high = end.year * _YEAR + end.month - 1 + _MONTHS_WIDER[precision]
    return (
        _month(low // _YEAR, low % _YEAR + 1)[0] if low >= _YEAR else FIRST_DAY,
        _month(high // _YEAR, high % _YEAR + 1)[1] if high // _YEAR <= date.max.year else LAST_DAY,
    )


def _plain(text: str) -> tuple[int, int, str] | None:
    """Return first day, last day and precision of YYYY[-MM[-DD]], XX and decades included; else None."""
    if found := _CALENDAR.fullmatch(text):
        year, month, day = found[1], found[2], found[3]
        if month in (None, "XX") and day in (None, "XX"):
            return date(int(year), 1, 1).toordinal(), date(int(year), 12, 31).toordinal(), "year"
        if month != "XX" and int(month) <= _YEAR:
            if day in (None, "XX"):
                return (*_month(int(year), int(month)), "month")
            only = date(int(year), int(month), int(day)).toordinal()
            return only, only, "day"
    if found := _DECADE.fullmatch(text):
        prefix, years = (found[1], 10) if found[1] else (found[2], 100)
        start = int(prefix) * years
        return date(start, 1, 1).toordinal(), date(start + years - 1, 12, 31).toordinal(), "year"
    return None


def _by_library(text: str) -> tuple[int, int, str]:
    """Let the library read a single date; it prints, and fails with whatever comes, on some valid ones."""
    try:
        with redirect_stdout(StringIO()):
            read = edtf.parse_edtf(text)
            first, last = read.lower_strict(), read.upper_strict()
        ends = date(*first[:3]).toordinal(), date(*last[:3]).toordinal()
    except Exception as error:
        raise NotADate(EXPECTED) from error
    if type(read).__name__ not in ("Season", "PartialUncertainOrApproximate") or "~" in text or "%" in text:
        raise NotADate(EXPECTED)
    return (*ends, "month")


def _single(text: str) -> Days:
    bare = text.rstrip("?~%")
    mark = text[len(bare) :]
    if len(mark) > 1:
        raise NotADate(EXPECTED)
    if _WINTER.fullmatch(bare):
        raise NotADate("the months of that winter, such as [2021-12..2022-02], since it lies in two years")
    try:
        first, last, precision = _plain(bare) or _by_library(bare)
    except ValueError as error:
        raise NotADate(EXPECTED) from error
    if mark in ("~", "%"):
        first, last = _widened(first, last, precision)
    doubtful = mark in ("?", "%") or "?" in bare
    return Days(((first, last),), doubtful)


def _one_of(inner: str) -> Days:
    """Read `a..b`, `a`, `..b`, `a..` and lists of them: one of these days, not known which."""
    spans = []
    for part in inner.split(","):
        start, dots, end = part.strip().partition("..")
        low = _single(start) if start else None
        high = (_single(end) if end else None) if dots else low
        if low is None and high is None:
            raise NotADate(EXPECTED)
        first, last = low.first if low else FIRST_DAY, high.last if high else LAST_DAY
        if first > last:
            raise NotADate(f"the earlier date first: {part.strip()!r} ends before it begins")
        spans.append(Days(((first, last),), any(end.doubtful for end in (low, high) if end)))
    return union(spans)


def _beginning(start: str, end: str, text: str) -> Days:
    """Read `a/b`: something that lasted, dated by when it began."""
    begun = _single(start) if start not in ("", "..") else Days(((FIRST_DAY, LAST_DAY),))
    ended = _single(end) if end not in ("", "..") else None
    if ended is None:
        if begun.ranges == ((FIRST_DAY, LAST_DAY),):
            raise NotADate(EXPECTED)
        return begun
    if begun.first > ended.last or (begun.first > ended.first and begun.last > ended.last):
        raise NotADate(f"the earlier date first: {text!r} ends before it begins")
    return Days(((begun.first, min(begun.last, ended.last)),), begun.doubtful or ended.doubtful)


@lru_cache(maxsize=65536)
def days_of(text: str) -> Days:
    """Return the days that an EDTF date allows; raise NotADate, which says what was expected."""
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text[1:-1])
    start, slash, end = text.partition("/")
    return _beginning(start, end, text) if slash else _single(text)


def span_of(text: str) -> Days:
    """Return the days that an EDTF date covers: of `a/b`, all from a to b. Who asks for a date asks for these."""
    start, slash, end = text.partition("/")
    if not slash:
        return days_of(text)
    first = FIRST_DAY if start in ("", "..") else days_of(start).first
    return Days(((first, LAST_DAY if end in ("", "..") else days_of(end).last),))
