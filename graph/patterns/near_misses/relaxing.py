"""A pattern with one thing left out, in every way there is: who matches one of these is one step short of a match."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from graph.patterns.near_misses.considered import failing, requirements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.candidates import Candidate, Row
    from graph.patterns.language.model import Bound, Comparison, Pattern, Repeat, Step
    from graph.patterns.near_misses.considered import Requirement
    from graph.time.duration import Duration


class Lack(IntEnum):
    """What a near miss lacks, the least first: answers are ranked by it."""

    NOT_STATED = 0
    BOUND = 1
    SPAN = 2
    FIELD = 3
    COMPARISON = 4
    NUMBER = 5
    ENDED = 6
    THERE = 7
    EVENT = 8


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A pattern without one of its conditions; `said` is the condition as the pattern has it, `left` what it is.

    At the nth seat events count that lack the requirement of that number, or, `emptied`, none at all.
    """

    lack: Lack
    n: int
    said: str
    pattern: Pattern
    left: Bound | Comparison | Requirement | Duration | Repeat | None = None
    lacking: int | None = None
    emptied: bool = False

    @property
    def step(self) -> str:
        """The id of the step that the condition stands at; "" for one of the whole pattern."""
        return self.pattern.steps[self.n].id if self.n < len(self.pattern.steps) else ""

    def row(self, row: Row) -> Row:
        """Return a subject's events as far as they count."""
        return replace(row, seats=tuple(tuple(self._seat(m, seat)) for m, seat in enumerate(row.seats)))

    def _seat(self, m: int, seat: tuple[Candidate, ...]) -> Iterator[Candidate]:
        if m == self.n and self.emptied:
            return
        lacking = ((), (self.lacking,)) if m == self.n else ((),)
        yield from (each for each in seat if failing(each) in lacking)


def relaxed(pattern: Pattern) -> Iterator[Relaxed]:
    """Yield the pattern without each of its conditions, the least first."""
    ways = (*_of_steps(pattern), *_of_all(pattern))
    yield from sorted(ways, key=lambda way: (way.lack, way.n))


def _of_steps(pattern: Pattern) -> Iterator[Relaxed]:
    alone = sum(step.required for step in pattern.steps) == 1
    for n, step in enumerate(pattern.steps):
        for bound in step.bounds:
            bounds = tuple(each for each in step.bounds if each is not bound)
            yield Relaxed(Lack.BOUND, n, bound.condition, _with(pattern, n, replace(step, bounds=bounds)), bound)
        for comparison in step.comparisons:
            comparisons = tuple(each for each in step.comparisons if each is not comparison)
            without = _with(pattern, n, replace(step, comparisons=comparisons))
            yield Relaxed(Lack.COMPARISON, n, comparison.condition, without, comparison)
        yield from _of_fields(pattern, n, step)
        if step.absent:
            yield Relaxed(Lack.THERE, n, "absent", pattern, emptied=True)
        elif step.repeat and (step.repeat.least > 1 or step.repeat.most is not None):
            said = f"repeat min {step.repeat.least}" + f" max {step.repeat.most}" * (step.repeat.most is not None)
            any_number = replace(step.repeat, least=min(step.repeat.least, 1), most=None)
            yield Relaxed(Lack.NUMBER, n, said, _with(pattern, n, replace(step, repeat=any_number)), step.repeat)
        if step.required and not alone:
            without = _with(pattern, n, replace(step, optional=True, repeat=None))
            yield Relaxed(Lack.EVENT, n, "event", without, emptied=True)


def _of_fields(pattern: Pattern, n: int, step: Step) -> Iterator[Relaxed]:
    for number, asked in enumerate(requirements(step) if step.plain else ()):
        when = tuple(each for each in step.when if each not in asked.filters)
        yield Relaxed(Lack.FIELD, n, asked.name, _with(pattern, n, replace(step, when=when)), asked, lacking=number)


def _of_all(pattern: Pattern) -> Iterator[Relaxed]:
    end = len(pattern.steps)
    if pattern.max_span:
        without = replace(pattern, max_span=None)
        yield Relaxed(Lack.SPAN, end, f"max_span {pattern.max_span}", without, pattern.max_span)
    if pattern.until:
        yield Relaxed(Lack.ENDED, end, "until", pattern, emptied=True)


def _with(pattern: Pattern, n: int, step: Step) -> Pattern:
    return replace(pattern, steps=(*pattern.steps[:n], step, *pattern.steps[n + 1 :]))
