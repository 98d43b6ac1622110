"""By how many days a condition fails: the fewest by which it must give way for some world to agree."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from graph.time.conditions import AtLeast, AtMost, on
from graph.time.days import FIRST_DAY, LAST_DAY
from graph.time.formula import both, either
from graph.time.trials import Trials, Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.patterns.language.model import Bound, When
    from graph.time.formula import Formula
    from graph.time.worlds import Worlds


def stretched(bound: Bound, base: Iterable[str], events: Iterable[str]) -> Callable[[int], Formula]:
    """Return what a bound asks of events that follow others, if it is so many days longer or shorter."""
    pairs = [(one, other) for one in base for other in events]

    def asked(by: int) -> Formula:
        if bound.kind == "within":
            return either(AtMost(*pair, bound.length, by) for pair in pairs)
        return both(AtLeast(*pair, bound.length, -by) for pair in pairs)

    return asked


def widened(when: When, event: str) -> Callable[[int], Formula]:
    """Return what a date asks of an event, if it is so many days wider on both sides."""

    def asked(by: int) -> Formula:
        bounds = (
            (AtLeast(on(one), event, plus=-by), AtMost(on(last), event, plus=by)) for one, last in when.days.ranges
        )
        return either(map(both, bounds))

    return asked


def least(worlds: Worlds, formula: Formula, asked: Callable[[int], Formula]) -> int | None:
    """Return by how many days a condition must give way for some world to have a formula; None if undecided."""

    def holds(by: int) -> bool:
        return Trials().some(worlds, both([formula, asked(by)]))

    try:
        return bisect_left(range(LAST_DAY - FIRST_DAY), True, key=holds)
    except Undecided:
        return None
