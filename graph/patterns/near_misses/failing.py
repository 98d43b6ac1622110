"""What a near miss fails by: how many days or events it is off, and what its history has instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.patterns import results
from graph.patterns.language.model import DATE, Bound, Comparison, Repeat, When
from graph.patterns.matches import NOT_STATED
from graph.patterns.near_misses.considered import Considered, Requirement, failing
from graph.patterns.near_misses.relaxing import Lack
from graph.patterns.near_misses.stretching import least, stretched, widened
from graph.time.conditions import AtMost, Before
from graph.time.duration import Duration
from graph.time.formula import both, either
from graph.time.trials import Trials, Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph.patterns.candidates import Row
    from graph.patterns.judging import Judge
    from graph.patterns.near_misses.relaxing import Relaxed
    from graph.patterns.sequence import Choice
    from graph.time.formula import Formula


NO_DATE = "no date"


class Shortfall(NamedTuple):
    """What is lacking, by how many days or events at least, and what is there instead as far as a history tells.

    `asked` is an event and what it lacks: the graph can tell what it has instead.
    """

    lack: Lack
    by: int | None = None
    instead: str = ""
    asked: tuple[str, Requirement] | None = None


def shortfall(way: Relaxed, judge: Judge, row: Row, choice: Choice) -> Shortfall:
    """Return what a match of a relaxed pattern lacks; `row` has all events that the pattern itself looks at."""
    match way.left:
        case Bound() as bound:
            return _bound(judge, choice, bound, way.n)
        case Duration() as span:
            return _span(judge, choice, span)
        case Repeat() as repeat:
            return _number(len(choice[way.n]), repeat)
        case Requirement() as asked:
            return _field(way, judge, choice, asked)
        case Comparison() as comparison:
            return Shortfall(way.lack, instead="; ".join(compared(judge, choice, comparison, choice[way.n])))
    return _events(way, judge, row, choice)


def _field(way: Relaxed, judge: Judge, choice: Choice, asked: Requirement) -> Shortfall:
    (event,) = choice[way.n]
    if asked.filters and isinstance(when := asked.filters[0], When) and asked.name == DATE:
        return _date(judge, choice, when, event)
    candidate = judge.candidates[way.step, event]
    empty = isinstance(candidate, Considered) and way.lacking in candidate.empty
    return Shortfall(Lack.NOT_STATED if empty else way.lack, asked=(event, asked))


def _number(number: int, repeat: Repeat) -> Shortfall:
    by = repeat.least - number if number < repeat.least else number - (repeat.most or number)
    return Shortfall(Lack.NUMBER, by, f"{number} event{'s' * (number != 1)}")


def _events(way: Relaxed, judge: Judge, row: Row, choice: Choice) -> Shortfall:
    """Return the events that stand where none may be, or that would fit the step but for their order and bounds."""
    used = {event for events in choice for event in events}
    there = (each for each in row.seats[way.n] if not failing(each))
    others = [each.uid for each in there if each.uid not in used]
    if way.lack is not Lack.EVENT:
        others = [event for event in others if _stands(way, judge, choice, event)]
    return Shortfall(way.lack, instead=", ".join(_shown(judge, others)))


def _shown(judge: Judge, events: Iterable[str]) -> Iterator[str]:
    for event in events:
        yield f"{event} ({judge.history.events[event].date or NO_DATE})"


def compared(judge: Judge, choice: Choice, comparison: Comparison, own: Iterable[str]) -> Iterator[str]:
    """Yield what both sides of a comparison are linked to: these events, and those of the other step."""
    other = next(m for m, step in enumerate(judge.pattern.steps) if step.id == comparison.step)
    for path, events in ((comparison.own, own), (comparison.theirs, choice[other])):
        for event in events:
            yield f"{event}: {', '.join(judge.linked.ends(path, event)) or NOT_STATED}"


def _bound(judge: Judge, choice: Choice, bound: Bound, n: int) -> Shortfall:
    base, events = judge.demands.base(n, bound, choice), choice[n]
    gap = results.gap(judge, choice, ("", base), ("", events))
    return Shortfall(Lack.BOUND, _days(judge, choice, stretched(bound, base, events)), str(gap))


def _span(judge: Judge, choice: Choice, span: Duration) -> Shortfall:
    first, *_, last = (events for events in choice if events)
    gap = results.gap(judge, choice, ("", first), ("", last))

    def longer(by: int) -> Formula:
        return both(AtMost(one, other, span, by) for one in first for other in last)

    return Shortfall(Lack.SPAN, _days(judge, choice, longer), str(gap))


def _date(judge: Judge, choice: Choice, when: When, event: str) -> Shortfall:
    by = _days(judge, choice, widened(when, event))
    return Shortfall(Lack.FIELD, by, judge.history.events[event].date or NO_DATE)


def _days(judge: Judge, choice: Choice, asked: Callable[[int], Formula]) -> int | None:
    return least(judge.history.worlds, both(judge.demands.matches(choice, strict=False)), asked)


def _stands(way: Relaxed, judge: Judge, choice: Choice, event: str) -> bool:
    """Tell whether some world with the match has an event where none may be."""
    match, demands = both(judge.demands.matches(choice, strict=False)), judge.demands
    if way.lack is Lack.THERE:
        where = [*demands.between(way.n, event, choice), *demands.bounds(way.n, (event,), choice)]
    else:
        first, *_, last = (events for events in choice if events)
        where = [either(Before(one, event) for one in first), either(Before(event, one) for one in last)]
    try:
        return Trials().some(judge.history.worlds, both([match, *where]))
    except Undecided:
        return True
