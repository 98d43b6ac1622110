"""The solver of worlds against a reference that enumerates every day and every order."""

from __future__ import annotations

from datetime import date
from itertools import permutations, product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.time.conditions import Asked, AtLeast, AtMost, Before, denial
from graph.time.days import Days, union
from graph.time.duration import Duration
from graph.time.worlds import Worlds

if TYPE_CHECKING:
    from collections.abc import Iterator

EVENTS = ("a", "b", "c", "d")
START = 738_000

World = tuple[dict[str, int], tuple[str, ...]]


def holds(condition: Asked, world: World) -> bool:
    days, order = world
    match condition:
        case Before(earlier, later):
            return order.index(earlier) < order.index(later)
        case AtLeast(earlier, later, length, plus):
            return days[later] >= length.after(days[earlier]) + plus
        case AtMost(earlier, later, length, plus):
            return days[later] <= length.after(days[earlier]) + plus


def enumerated(days: dict[str, Days], asserted: list[Asked]) -> Iterator[World]:
    """Every world, one by one: each choice of days, each strict order that agrees with it."""
    allowed = [[d for first, last in each.ranges for d in range(first, last + 1)] for each in days.values()]
    for choice in product(*allowed):
        day = dict(zip(days, choice, strict=True))
        for order in permutations(days):
            in_order = [day[event] for event in order]
            if in_order == sorted(in_order) and all(holds(c, (day, order)) for c in asserted):
                yield day, order


@st.composite
def some_days(draw: st.DrawFn) -> Days:
    chosen = draw(st.sets(st.integers(START, START + 6), min_size=1, max_size=3))
    return union([Days(((day, day),)) for day in chosen])


@st.composite
def conditions(draw: st.DrawFn, names: tuple[str, ...]) -> Asked:
    earlier, later = draw(st.permutations(names))[:2]
    if draw(st.booleans()):
        return Before(earlier, later)
    length, plus = Duration(0, draw(st.integers(0, 4))), draw(st.integers(-2, 2))
    return AtLeast(earlier, later, length, plus) if draw(st.booleans()) else AtMost(earlier, later, length, plus)


@st.composite
def histories(draw: st.DrawFn) -> tuple[dict[str, Days], list[Asked], list[Asked]]:
    names = EVENTS[: draw(st.integers(2, 4))]
    days = {name: draw(some_days()) for name in names}
    asserted = draw(st.lists(conditions(names), max_size=4))
    return days, asserted, draw(st.lists(conditions(names), min_size=1, max_size=3))


@settings(max_examples=400, deadline=None)
@given(histories())
def test_worlds_agree_with_enumeration(history: tuple[dict[str, Days], list[Asked], list[Asked]]) -> None:
    days, asserted, asked = history
    every = list(enumerated(days, asserted))
    worlds = Worlds(days, asserted)
    assert worlds.exist() == bool(every)
    assert worlds.some(*asked) == any(all(holds(c, world) for c in asked) for world in every)
    assert worlds.all(*asked) == all(all(holds(c, world) for c in asked) for world in every)
    meeting = [day["b"] - day["a"] for day, order in every if all(holds(c, (day, order)) for c in asked)]
    if meeting:
        assert worlds.gap("a", "b", *asked) == (min(meeting), max(meeting))


@given(histories())
def test_a_denial_holds_exactly_where_the_condition_does_not(
    history: tuple[dict[str, Days], list[Asked], list[Asked]],
) -> None:
    days, _, asked = history
    for world in enumerated(days, []):
        assert all(holds(condition, world) != holds(denial(condition), world) for condition in asked)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2019, 12, 1), date(2020, 4, 1)), st.integers(1, 2), st.integers(0, 90), st.integers(-3, 3))
def test_lengths_in_months_count_by_the_calendar(first: date, months: int, width: int, plus: int) -> None:
    start = first.toordinal()
    days = {"a": Days(((start, start + 10),)), "b": Days(((start + width, start + width + 10),))}
    for condition in (AtLeast("a", "b", Duration(months, 0), plus), AtMost("a", "b", Duration(months, 0), plus)):
        found = [world for world in enumerated(days, []) if holds(condition, world)]
        assert Worlds(days).some(condition) == bool(found)


def test_circle_of_lengths_that_no_days_meet_ends() -> None:
    days = {"a": Days(((1, 3_000_000),)), "b": Days(((1, 3_000_000),))}
    circle = (AtLeast("a", "b", Duration(0, 7)), AtMost("a", "b", Duration(0, 5)))
    assert not Worlds(days, circle).exist()


def test_neither_step_by_step_certain_nor_step_by_step_possible() -> None:
    """5 May, some day from 1 to 10 May, 3 May: each step may follow the one before, yet it is no sequence."""
    days = {"a": Days(((5, 5),)), "b": Days(((1, 10),)), "c": Days(((3, 3),))}
    worlds = Worlds(days)
    assert worlds.some(Before("a", "b"))
    assert worlds.some(Before("b", "c"))
    assert not worlds.some(Before("a", "b"), Before("b", "c"))
