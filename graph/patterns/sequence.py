"""What a choice of events asks of a world, as a formula: order, bounds, runs, absences, and what ends the search.

It says the design's table word by word for one world; `graph.time.trials` tells whether some world, or every one, has
it. Events that fit only perhaps count as absent where a match need only be possible (`strict` False), and as
there where it must be certain.
"""

from __future__ import annotations

from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from graph.time.conditions import AtLeast, AtMost, Before, on
from graph.time.formula import Cases, both, either, no
from graph.time.hulls import left_open
from graph.time.trials import Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from graph.patterns.history import History
    from graph.patterns.language.model import Bound, Pattern, Step
    from graph.time.duration import Duration
    from graph.time.formula import Formula

Choice = tuple[tuple[str, ...], ...]
"""The events of each step of the pattern, in order; () where none fills it."""

_MOST_ORDERS = 120
"""Orders of one run's events that are tried."""


class Pool(NamedTuple):
    """Events that fit a step beside those chosen: `sure` for certain, `perhaps` not."""

    sure: tuple[str, ...]
    perhaps: tuple[str, ...]

    def seen(self, *, strict: bool) -> tuple[str, ...]:
        """Return those that count."""
        return (*self.sure, *self.perhaps) if strict else self.sure


class Demands:
    """The pattern as a question about the worlds of a history; `until` is the last day that counts.

    `pool` gives, for a step and a choice, what else fits there.
    """

    def __init__(
        self,
        pattern: Pattern,
        history: History,
        pool: Callable[[Step, Choice], Pool],
        until: int | None = None,
    ) -> None:
        self._pattern, self._history, self._pool = pattern, history, pool
        self._clock = on(until) if until is not None else ""

    def matches(self, choice: Choice, *, strict: bool) -> Iterator[Formula]:
        """Yield what makes the choice a match: it is sound, and no optional step can be filled besides."""
        yield from self._sound(choice, strict=strict)
        for n, step in enumerate(self._pattern.steps):
            if step.optional and not choice[n]:
                for event in self._pool(step, choice).seen(strict=strict):
                    yield no(self._open(self._sound(_with(choice, n, (event,)), strict=not strict)))

    def _sound(self, choice: Choice, *, strict: bool) -> Iterator[Formula]:
        yield from self.plainly(choice)
        for n, step in enumerate(self._pattern.steps):
            if step.absent:
                yield from (no(there) for there in self._there(n, choice, strict=strict))
            elif step.repeat:
                yield self._run(n, step, choice, strict=strict)
        if self._pattern.until and (ends := self._ends(choice)):
            first, last = ends
            for event in self._pool(self._pattern.until, choice).seen(strict=strict):
                after = either(Before(one, event) for one in first)
                yield no(self._open([after, either(Before(event, one) for one in last), *self._by_clock(event)]))

    def plainly(self, choice: Choice) -> Iterator[Formula]:
        """Yield what a choice asks of its own events: their order, bounds, days and span."""
        blocks = [events for events in choice if events]
        for earlier, later in pairwise(blocks):
            yield from (Before(one, other) for one in earlier for other in later)
        for n, (step, events) in enumerate(zip(self._pattern.steps, choice, strict=True)):
            for event in events:
                yield from self._days(step, event)
            if events:
                yield from self.bounds(n, events, choice)
        if self._pattern.max_span and blocks:
            span = self._pattern.max_span
            yield from (AtMost(one, other, span) for one in blocks[0] for other in blocks[-1] if one != other)

    def _days(self, step: Step, event: str) -> Iterator[Formula]:
        yield from self._by_clock(event)
        for when in step.when:
            yield either(both([AtLeast(on(first), event), AtMost(on(last), event)]) for first, last in when.days.ranges)

    def _by_clock(self, event: str) -> Iterator[Formula]:
        if self._clock:
            yield AtMost(self._clock, event)

    def bounds(self, n: int, events: tuple[str, ...], choice: Choice) -> Iterator[Formula]:
        """Yield what the bounds of a step ask, if these events fill it."""
        for bound in self._pattern.steps[n].bounds:
            if base := self.base(n, bound, choice):
                yield bounded(bound, base, events)

    def base(self, n: int, bound: Bound, choice: Choice) -> tuple[str, ...]:
        """Return the events that a bound of the nth step counts from; () where it counts from none."""
        if bound.after:
            return next(
                events for step, events in zip(self._pattern.steps, choice, strict=True) if step.id == bound.after
            )
        return next((choice[m] for m in reversed(range(n)) if choice[m]), ())

    def between(self, n: int, event: str, choice: Choice) -> Iterator[Formula]:
        """Yield that an event stands between the neighbours of the nth step."""
        before = next((choice[m] for m in reversed(range(n)) if choice[m]), ())
        after = next((choice[m] for m in range(n + 1, len(choice)) if choice[m]), ())
        yield from (Before(one, event) for one in before)
        yield from (Before(event, one) for one in after)

    def _there(self, n: int, choice: Choice, *, strict: bool) -> Iterator[Formula]:
        """Yield, of each event that may stand there, that it falls where none may be."""
        step = self._pattern.steps[n]
        for event in self._pool(step, choice).seen(strict=strict):
            ends = [] if step.before is None else [AtMost(on(step.before - 1), event)]
            in_reach = self._in_reach(n, event, choice, strict=strict)
            yield self._open(chain(in_reach, self.bounds(n, (event,), choice), ends))

    def _in_reach(self, n: int, event: str, choice: Choice, *, strict: bool) -> Iterator[Formula]:
        """Yield that an event stands between a step's neighbours, on days that count, with the search going on."""
        yield from self.between(n, event, choice)
        yield from self._days(self._pattern.steps[n], event)
        yield from self._before_end(n, event, choice, strict=strict)

    def _open(self, parts: Iterable[Formula]) -> Formula:
        """Return that all parts hold, as far as days alone don't tell it; none is worked out once one can't hold."""
        return left_open(parts, self._history.firm.hull)

    def _before_end(self, n: int, event: str, choice: Choice, *, strict: bool) -> Iterator[Formula]:
        """Yield that the search has not ended before an event of the last step."""
        if self._pattern.until and n == len(choice) - 1:
            for end in self._pool(self._pattern.until, choice).seen(strict=not strict):
                if end != event:
                    between = self.between(n, end, choice)
                    yield no(self._open(chain(between, [Before(end, event)], self._by_clock(end))))

    def _run(self, n: int, step: Step, choice: Choice, *, strict: bool) -> Formula:
        """Return that the events of a step are a run, and that nothing more belongs to it."""
        chosen, each = choice[n], step.repeat.each if step.repeat else None
        others = [event for event in self._pool(step, choice).seen(strict=strict) if event not in chosen]
        there = {event: self._open(self._in_reach(n, event, choice, strict=strict)) for event in others}
        if not each or not chosen:
            return both(no(where) for where in there.values())
        orders = list(islice(self._orders(chosen), _MOST_ORDERS + 1))
        if len(orders) > _MOST_ORDERS:
            raise Undecided
        return Cases(tuple((_order(run), both(_chained(run, each, there))) for run in orders))

    def _orders(self, events: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield every order of some events that their days don't exclude."""
        if not events:
            yield ()
        for event in events:
            others = tuple(other for other in events if other != event)
            if not any(self._sooner(other, event) for other in others):
                yield from ((event, *rest) for rest in self._orders(others))

    def _sooner(self, one: str, other: str) -> bool:
        """Tell whether an event is of an earlier day than another in every world."""
        days = self._history.events
        return days[one].days.last < days[other].days.first

    def _ends(self, choice: Choice) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        blocks = [events for events in choice if events]
        return (blocks[0], blocks[-1]) if blocks else None


def bounded(bound: Bound, base: tuple[str, ...], events: tuple[str, ...]) -> Formula:
    """Return that the first of some events keeps a bound to the last of others."""
    if bound.kind == "within":
        return either(AtMost(one, other, bound.length) for one in base for other in events)
    return both(AtLeast(one, other, bound.length) for one in base for other in events)


def _with(choice: Choice, n: int, events: tuple[str, ...]) -> Choice:
    return (*choice[:n], events, *choice[n + 1 :])


def _order(run: Sequence[str]) -> Formula:
    return both(Before(one, other) for one, other in pairwise(run))


def _chained(run: Sequence[str], each: Duration, there: Mapping[str, Formula]) -> Iterator[Formula]:
    """Yield that no gap inside is too long, and that what stands outside stands too far from both ends."""
    yield from (AtMost(one, other, each) for one, other in pairwise(run))
    for event, where in there.items():
        yield no(both([where, AtMost(event, run[0], each), AtMost(run[-1], event, each)]))
