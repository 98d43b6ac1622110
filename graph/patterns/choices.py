"""The choices of events that could be a match by the hulls of dates; worlds decide which of them are.

First every step that one event fills, then the runs between them. What no world can have is left out as early as
hulls tell it, so that the number of choices stays near the number of matches.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from graph.time.days import LAST_DAY
from graph.time.trials import Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.patterns.candidates import Candidate, Row
    from graph.patterns.language.model import Pattern, Step
    from graph.patterns.sequence import Choice
    from graph.time.duration import Duration

MOST_OF_A_STEP = 1000
"""Events of one subject that are looked at for one step; with more, nothing is decided."""
MOST_CHOICES = 2000
"""Choices of one subject that are judged; with more, nothing is decided."""
MOST_PLACED = 200_000
"""Steps that are filled on the way to them."""
_LONGEST_MONTH, _SHORTEST_MONTH = 31, 28


class Choices:
    """The choices of one subject; `compares` tells whether an event's links agree with those of other steps' events.

    `until` is the last day that counts, if any.
    """

    def __init__(
        self, pattern: Pattern, row: Row, compares: Callable[[Step, str, Choice], bool], until: int | None = None
    ) -> None:
        self._steps, self._compares = pattern.steps, compares
        self._ends = pattern.until is not None
        self._last_day = LAST_DAY if until is None else until
        self._by_step = row.seats[: len(pattern.steps)]
        self.known = {each.uid: each for seat in row.seats for each in seat}
        """Each event with the hull of its dates, which is the same at every step."""
        self._left = MOST_PLACED
        self._cut = any(len(seat) > MOST_OF_A_STEP for seat in row.seats)

    def all(self) -> list[Choice]:
        """Return every choice that hulls allow; raise Undecided where there are too many."""
        if self._cut:
            raise Undecided
        found = list(islice(self._every(), MOST_CHOICES + 1))
        if len(found) > MOST_CHOICES:
            raise Undecided
        return found

    def _every(self) -> Iterator[Choice]:
        for placed in self._placed((), None):
            runs = [self._runs(n, placed) if step.repeat else [placed[n]] for n, step in enumerate(self._steps)]
            yield from product(*runs)

    def _placed(self, chosen: Choice, before: Candidate | None) -> Iterator[Choice]:
        """Fill, one after the other, the steps that one event fills; runs stay empty for now."""
        n = len(chosen)
        if n == len(self._steps):
            if all(
                self._compares(step, events[0], chosen)
                for step, events in zip(self._steps, chosen, strict=True)
                if events
            ):
                yield chosen
            return
        step = self._steps[n]
        if not step.plain:
            yield from self._placed((*chosen, ()), before)
        if step.absent or step.repeat:
            return
        used = {event for events in chosen for event in events}
        for each in self._by_step[n]:
            self._left -= 1
            if self._left < 0:
                raise Undecided
            if (
                each.uid not in used
                and (before is None or before.first <= each.last)
                and self._bounded(n, each, chosen)
            ):
                yield from self._placed((*chosen, (each.uid,)), each)

    def _bounded(self, n: int, event: Candidate, chosen: Choice) -> bool:
        """Tell whether the hulls allow the bounds of the nth step, as far as what they count from is known."""
        for bound in self._steps[n].bounds:
            base = self._base(n, bound.after, chosen)
            if base is None:
                continue
            if bound.kind == "within" and event.first > base.last + longest(bound.length):
                return False
            if bound.kind == "at_least" and event.last < base.first + shortest(bound.length):
                return False
        return True

    def _base(self, n: int, after: str, chosen: Choice) -> Candidate | None:
        """Return the one event that a bound counts from; None where that is none, or a run that isn't chosen yet."""
        for m in reversed(range(n)):
            if after and self._steps[m].id != after:
                continue
            if self._steps[m].repeat:
                return None
            if chosen[m]:
                return self.known[chosen[m][0]]
        return None

    def _runs(self, n: int, placed: Choice) -> list[tuple[str, ...]]:
        """Return the sets of events that can be the run between what stands on both sides."""
        step = self._steps[n]
        if step.repeat is None:
            return []
        before = [self.known[events[0]] for events in placed[:n] if events]
        after = [self.known[events[0]] for events in placed[n + 1 :] if events]
        used = {event for events in placed for event in events}
        pool = [
            each
            for each in self._by_step[n]
            if each.uid not in used
            and not (before and each.last < before[-1].first)
            and not (after and each.first > after[0].last)
            and self._compares(step, each.uid, placed)
        ]
        alone = not any(other.repeat for m, other in enumerate(self._steps) if m != n)
        cut = self._ends and n == len(self._steps) - 1
        sure = {
            each.uid
            for each in pool
            if alone
            and not cut
            and not each.perhaps
            and each.last <= self._last_day
            and not step.repeat.each
            and not step.when
            and (not before or before[-1].last < each.first)
            and (not after or each.last < after[0].first)
        }
        least, most = step.repeat.least, step.repeat.most
        runs = self._subsets(pool, sure, step.repeat.each)
        return [run for run in runs if len(run) >= least and (most is None or len(run) <= most)]

    def _subsets(self, pool: list[Candidate], sure: set[str], each: Duration | None) -> list[tuple[str, ...]]:
        """Return every part of a pool that holds all that is sure, no gap inside being too long by hulls."""
        parts: list[tuple[Candidate, ...]] = [()]
        for n, event in enumerate(pool):
            more = [(*part, event) for part in parts if not part or each is None or _joins(part, event, each, pool[:n])]
            parts = more if event.uid in sure else [*parts, *more]
            if len(parts) > MOST_CHOICES:
                raise Undecided
        return [tuple(one.uid for one in part) for part in parts]


def _joins(part: tuple[Candidate, ...], event: Candidate, each: Duration, seen: list[Candidate]) -> bool:
    """Tell whether hulls let an event be of one run with a part: near enough, nothing that fits surely between."""
    if not any(event.first <= one.last + longest(each) for one in part):
        return False
    return not any(
        part[0].last < other.first and other.last < event.first
        for other in seen
        if other not in part and not other.perhaps
    )


def longest(length: Duration) -> int:
    """Return the most days that a length of time can have."""
    return length.months * _LONGEST_MONTH + length.days


def shortest(length: Duration) -> int:
    """Return the fewest days that a length of time can have."""
    return length.months * _SHORTEST_MONTH + length.days
