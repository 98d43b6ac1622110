"""The solver of worlds against a reference that enumerates every day and every order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice, permutations, product
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graph.time.conditions import Asked, AtLeast, AtMost, Before, denial
from graph.time.days import ANY_DAY, Days, union
from graph.time.duration import Duration
from graph.time.relative import relative_of
from graph.time.worlds import Told, Worlds
from tests.time.reference import means

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


def numbers(days: Days) -> list[int]:
    return [day for first, last in days.ranges for day in range(first, last + 1)]


def each_day(days: dict[str, Days]) -> dict[str, set[int]]:
    return {event: {*numbers(each)} for event, each in days.items()}


def enumerated(allowed: dict[str, set[int]], asserted: list[Asked]) -> Iterator[World]:
    """Every world, one by one: each choice of days, each strict order that agrees with it."""
    for choice in product(*(sorted(days) for days in allowed.values())):
        day = dict(zip(allowed, choice, strict=True))
        for order in permutations(allowed):
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
    every = list(enumerated(each_day(days), asserted))
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
    for world in enumerated(each_day(days), []):
        assert all(holds(condition, world) != holds(denial(condition), world) for condition in asked)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2019, 12, 1), date(2020, 4, 1)), st.integers(1, 2), st.integers(0, 90), st.integers(-3, 3))
def test_lengths_in_months_count_by_the_calendar(first: date, months: int, width: int, plus: int) -> None:
    start = first.toordinal()
    days = {"a": Days(((start, start + 10),)), "b": Days(((start + width, start + width + 10),))}
    for condition in (AtLeast("a", "b", Duration(months, 0), plus), AtMost("a", "b", Duration(months, 0), plus)):
        found = [world for world in enumerated(each_day(days), []) if holds(condition, world)]
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


TEXTS = ("text one", "text two")
TURN_OF_MONTH = range(date(2021, 2, 27).toordinal(), date(2021, 3, 5).toordinal())
WORDS = ("today", "yesterday", "3 days ago", "this week", "this month", "in March", "last month", "last February")


@dataclass
class ToldHistory:
    """Events dated by days or by words of a text, either or both in rivalry, and the days that texts may be of."""

    texts: dict[str, Days]
    days: dict[str, Days]
    told: dict[str, list[tuple[str, str]]]
    asserted: list[Asked]
    asked: list[Asked]

    def worlds(self) -> Worlds:
        told = {event: [Told(text, relative_of(words)) for text, words in ways] for event, ways in self.told.items()}
        return Worlds(self.texts | self.days, self.asserted, told)

    def enumerated(self) -> Iterator[World]:
        """Every world, one by one, for each day of each text."""
        for choice in product(*(numbers(each) for each in self.texts.values())):
            written = dict(zip(self.texts, choice, strict=True))
            allowed = {event: self.allowed(event, written) for event in {*self.days, *self.told}}
            yield from enumerated(allowed, self.asserted)

    def allowed(self, event: str, written: dict[str, int]) -> set[int]:
        """The days of an event that any claim on it allows, given the days of the texts."""
        stated = {*numbers(self.days[event])} if event in self.days else set[int]()
        return stated.union(
            day
            for text, words in self.told.get(event, ())
            for day in range(written[text] - 400, written[text] + 1)
            if means(words, date.fromordinal(written[text]), date.fromordinal(day))
        )


def some_days_around(first: int, last: int, most: int) -> st.SearchStrategy[Days]:
    chosen = st.sets(st.integers(first, last), min_size=1, max_size=most)
    return chosen.map(lambda days: union([Days(((day, day),)) for day in days]))


@st.composite
def told_histories(draw: st.DrawFn) -> ToldHistory:
    first, last = TURN_OF_MONTH[0], TURN_OF_MONTH[-1]
    texts = {text: draw(some_days_around(first, last, 2)) for text in TEXTS}
    names = EVENTS[: draw(st.integers(2, 3))]
    days, told = {}, {}
    for name in names:
        ways = draw(st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(WORDS)), max_size=2, unique=True))
        if ways:
            told[name] = ways
        if not ways or draw(st.booleans()):
            days[name] = draw(some_days_around(first - 3, last + 1, 2))
    asserted = draw(st.lists(conditions(names), max_size=3))
    return ToldHistory(texts, days, told, asserted, draw(st.lists(conditions(names), min_size=1, max_size=2)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(told_histories())
def test_worlds_of_relative_dates_agree_with_enumeration(history: ToldHistory) -> None:
    every = list(islice(history.enumerated(), 30_001))
    assume(len(every) <= 30_000)
    worlds = history.worlds()
    assert worlds.exist() == bool(every)
    assert worlds.some(*history.asked) == any(all(holds(c, world) for c in history.asked) for world in every)
    assert worlds.all(*history.asked) == all(all(holds(c, world) for c in history.asked) for world in every)
    meeting = [day["b"] - day["a"] for day, order in every if all(holds(c, (day, order)) for c in history.asked)]
    if meeting:
        assert worlds.gap("a", "b", *history.asked) == (min(meeting), max(meeting))


def test_texts_of_any_day_keep_what_only_order_tells() -> None:
    """Nothing bounds the text: three months ago is before last month whenever it was written."""
    told = {"a": [Told("text", relative_of("3 months ago"))], "b": [Told("text", relative_of("last month"))]}
    worlds = Worlds({"text": ANY_DAY}, told=told)
    assert worlds.all(Before("a", "b"), AtLeast("a", "b", Duration(0, 28)), AtMost("a", "b", Duration(3, 0)))
    assert worlds.gap("a", "b") == (29, 91)
    assert worlds.some(AtLeast("a", "b", Duration(0, 91)))


def test_words_that_no_day_of_a_text_agrees_with_end() -> None:
    told = {"a": [Told("text", relative_of("yesterday"))], "b": [Told("text", relative_of("today"))]}
    assert not Worlds({"text": ANY_DAY}, [AtLeast("a", "b", Duration(0, 2))], told).exist()
