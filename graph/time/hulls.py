"""What the first and last days of events tell of a formula by themselves, before worlds are looked for.

Most events have a day that nobody doubts, and then a formula about them is decided by comparing numbers. What is
told here is so in every world; where days overlap nothing is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.time.conditions import AtLeast, AtMost, Before
from graph.time.formula import NEVER, Cases, Every, Some, both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.time.conditions import Asked
    from graph.time.duration import Duration
    from graph.time.formula import Formula

    Hull = Callable[[str], tuple[int, int]]


def by_hulls(formula: Formula, hull: Hull) -> bool | None:
    """Tell whether every world has a formula (True) or none (False); None where that takes looking for worlds.

    `hull` returns the first and the last day of what a condition names.
    """
    match formula:
        case Every(parts):
            return _all(by_hulls(part, hull) for part in parts)
        case Some(parts):
            return _not(_all(_not(by_hulls(part, hull)) for part in parts))
        case Cases(cases):
            ways = {by_hulls(then, hull) for case, then in cases if by_hulls(case, hull) is not False}
            return ways.pop() if len(ways) == 1 else None
        case condition:
            return _of_days(condition, hull)


def left_open(parts: Iterable[Formula], hull: Hull) -> Formula:
    """Return what is not told of parts that are all to hold; `NEVER` once one can't: the others are not asked."""
    open_parts = []
    for part in parts:
        known = by_hulls(part, hull)
        if known is False:
            return NEVER
        if known is None:
            open_parts.append(part)
    return both(open_parts)


def _of_days(condition: Asked, hull: Hull) -> bool | None:
    (first, last), (other_first, other_last) = hull(condition.earlier), hull(condition.later)
    match condition:
        case Before():
            surely, never = last < other_first, other_last < first
        case AtLeast(_, _, length, plus):
            surely = _moved(last, length) + plus <= other_first
            never = other_last < _moved(first, length) + plus
        case AtMost(_, _, length, plus):
            surely = other_last <= _moved(first, length) + plus
            never = _moved(last, length) + plus < other_first
    return surely or (False if never else None)


def _moved(day: int, length: Duration) -> int:
    """Return the day after a length of time; days alone may lead beyond the calendar's ends."""
    return length.after(day) if length.months else day + length.days


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _all(truths: Iterable[bool | None]) -> bool | None:
    """Return False once a part is False, True if all are True; None otherwise."""
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown = unknown or truth is None
    return None if unknown else True
