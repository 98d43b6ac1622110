"""What keeps an event from following the steps before its own: its place in the order, a bound, a comparison."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from graph.patterns import results
from graph.patterns.judging import Judge, decided
from graph.patterns.matches import Failed
from graph.patterns.near_misses import considered, failing
from graph.patterns.near_misses.stretching import least, stretched
from graph.time.conditions import Before
from graph.time.formula import both
from graph.time.trials import Trials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.language.model import Pattern
    from graph.patterns.sequence import Choice
    from graph.patterns.subjects import Known

EARLIER, ORDER = "earlier steps", "order"
"""Conditions that nobody writes: the steps before are filled, and the event stands after them."""
MOST_WAYS = 100
"""Ways to fill the steps before that an event is held against."""


class Following:
    """Holds one subject's events against the ways in which the steps before can be filled."""

    def __init__(self, pattern: Pattern, known: Known, until: int | None) -> None:
        self._pattern, self._known, self._until = pattern, known, until
        self._ways = cache(self._filled)

    def failed(self, n: int, event: str) -> list[Failed]:
        """Return the fewest conditions that an event fails at the nth step, after any way to fill those before it."""
        if not self._ways(n):
            return [Failed(self._pattern.steps[n].id, EARLIER, None, "")]
        ways = (
            [*self._fails(judge, choice, n, event)] for judge, choice in self._ways(n) if event not in _used(choice)
        )
        return min(ways, key=len, default=[])

    def _filled(self, n: int) -> list[tuple[Judge, Choice]]:
        """Return the choices for the steps before the nth, the earliest first; later steps are left empty."""
        steps = self._pattern.steps
        later = (replace(step, optional=True, absent=False, repeat=None, bounds=()) for step in steps[n:])
        before = replace(self._pattern, steps=(*steps[:n], *later), until=None, max_span=None)
        seats = considered.fitting(self._known.row).seats[:n]
        row = replace(self._known.row, seats=(*seats, *(() for _ in steps[n:])))
        judge = Judge(before, row, self._known.history, self._known.linked, self._until)
        found = sorted(decided(judge) or (), key=lambda each: results.place(judge, each))
        return [(judge, each.choice) for each in found[:MOST_WAYS]]

    def _fails(self, judge: Judge, choice: Choice, n: int, event: str) -> Iterator[Failed]:
        step, worlds = self._pattern.steps[n], self._known.history.worlds
        before = next((events for events in reversed(choice) if events), ())
        follows = both([*judge.demands.plainly(choice), *(Before(one, event) for one in before)])
        if not Trials().some(worlds, follows):
            date = self._known.history.events[event].date or failing.NO_DATE
            yield Failed(step.id, ORDER, None, f"{date}, not after {', '.join(before)}")
            return
        for bound in step.bounds:
            base = judge.demands.base(n, bound, choice)
            asked = stretched(bound, base, (event,))
            if base and not Trials().some(worlds, both([follows, asked(0)])):
                gap = results.gap(judge, (*choice[:n], (event,), *choice[n + 1 :]), ("", base), ("", (event,)))
                instead = f"{gap} after {', '.join(base)}"
                yield Failed(step.id, bound.condition, least(worlds, follows, asked), instead)
        for compared in step.comparisons:
            if not self._known.linked.fits(replace(step, comparisons=(compared,)), event, choice):
                instead = "; ".join(failing.compared(judge, choice, compared, (event,)))
                yield Failed(step.id, compared.condition, None, instead)


def _used(choice: Choice) -> set[str]:
    return {event for events in choice for event in events}
