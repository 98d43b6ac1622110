"""Formulas tried in worlds, and what hulls of days tell of them, against a reference that enumerates worlds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.time.conditions import Asked, AtMost, Before, on
from graph.time.days import Days
from graph.time.duration import Duration
from graph.time.formula import Cases, Every, Formula, Some, both, either, no
from graph.time.hulls import by_hulls, left_open
from graph.time.trials import Trials
from graph.time.worlds import Worlds
from tests.time.test_worlds import EVENTS, START, World, conditions, each_day, enumerated, holds, some_days


def has(world: World, formula: Formula) -> bool:
    match formula:
        case Every(parts):
            return all(has(world, part) for part in parts)
        case Some(parts):
            return any(has(world, part) for part in parts)
        case Cases(cases):
            return any(has(world, case) and has(world, then) for case, then in cases)
        case condition:
            return holds(condition, world)


def formulas(names: tuple[str, ...]) -> st.SearchStrategy[Formula]:
    """Conditions put together in any way; a case for each order of two events among them."""

    def more(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
        parts = st.lists(inner, max_size=3)
        orders = st.permutations(names).map(lambda some: (Before(some[0], some[1]), Before(some[1], some[0])))
        cases = st.tuples(orders, inner, inner).map(lambda each: Cases(tuple(zip(each[0], each[1:], strict=True))))
        return parts.map(both) | parts.map(either) | cases | inner.map(no)

    single: st.SearchStrategy[Formula] = conditions(names)
    return st.recursive(single, more, max_leaves=5)


@st.composite
def asked(draw: st.DrawFn) -> tuple[dict[str, Days], list[Asked], Formula]:
    names = EVENTS[: draw(st.integers(2, 3))]
    days = {name: draw(some_days()) for name in names}
    return days, draw(st.lists(conditions(names), max_size=2)), draw(formulas(names))


@settings(max_examples=500, deadline=None)
@given(asked())
def test_trials_and_hulls_agree_with_enumeration(case: tuple[dict[str, Days], list[Asked], Formula]) -> None:
    days, asserted, formula = case
    every = list(enumerated(each_day(days), asserted))
    worlds = Worlds(days, asserted)
    truths = [has(world, formula) for world in every]
    assert Trials().some(worlds, formula) == any(truths)
    assert Trials().all(worlds, formula) == all(truths)
    known = by_hulls(formula, worlds.hull)
    assert known is None or {known} >= set(truths)
    left = left_open([formula, *asserted], worlds.hull)
    assert [has(world, left) for world in every] == truths


@given(st.lists(st.integers(START, START + 40), min_size=3, max_size=3, unique=True), formulas(EVENTS[:3]))
def test_single_days_that_differ_tell_all(days: list[int], formula: Formula) -> None:
    worlds = Worlds({name: Days(((day, day),)) for name, day in zip(EVENTS, days, strict=False)})
    assert by_hulls(formula, worlds.hull) is not None


def test_a_day_of_the_calendar_is_its_own_hull() -> None:
    worlds = Worlds({"a": Days(((START, START),))})
    assert by_hulls(AtMost(on(START + 1), "a"), worlds.hull) is True
    assert by_hulls(AtMost(on(START - 3), "a", Duration(0, 2)), worlds.hull) is False
