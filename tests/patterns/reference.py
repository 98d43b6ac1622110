"""Worlds, one by one: every choice of days, every order; the plain reference that shares nothing with the solver."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Day = dict[str, int]
"""Day numbers of events and texts, by uid."""


class World(NamedTuple):
    """A day for each event and text, and one strict order of the events."""

    day: Day
    order: tuple[str, ...]


class Rule(NamedTuple):
    """What is asked of the days of some events and texts; with `strictly` the first stands before the second."""

    names: tuple[str, ...]
    holds: Callable[[Day], bool]
    strictly: bool = False


def worlds(rules: Collection[Rule], events: Iterable[str], days: range) -> Iterator[World]:
    """Every world of some events (and of those that the rules name), where only these days are to be had."""
    names = sorted({*events, *(name for rule in rules for name in rule.names)})
    told = tuple(name for name in names if name.startswith("event/"))
    strict = frozenset(rule.names for rule in rules if rule.strictly)
    for day in _placed({}, {name: _alone(name, days, rules) for name in names}, rules):
        for order in _orders(told, tuple(day[event] for event in told), strict):
            yield World(day, order)


def _alone(name: str, days: range, rules: Collection[Rule]) -> list[int]:
    """Return the days that all rules on this one alone allow."""
    allowed = [_allowed(rule, days) for rule in rules if rule.names == (name,)]
    return [day for day in days if all(day in each for each in allowed)]


@lru_cache(maxsize=4096)
def _allowed(rule: Rule, days: range) -> frozenset[int]:
    (name,) = rule.names
    return frozenset(day for day in days if rule.holds({name: day}))


def _placed(day: Day, waiting: dict[str, list[int]], rules: Collection[Rule]) -> Iterator[Day]:
    """Give one of those that wait each of its days in turn; the others keep the days that break no rule with it."""
    if not waiting:
        yield day
        return
    name = min(waiting, key=lambda each: len(waiting[each]))
    for one in waiting[name]:
        now = {**day, name: one}
        left = {each: _fitting(each, days, now, name, rules) for each, days in waiting.items() if each != name}
        yield from _placed(now, left, rules)


def _fitting(name: str, days: Iterable[int], placed: Day, newest: str, rules: Collection[Rule]) -> list[int]:
    """Return those days of one that agree with all rules on it and the newest, as soon as these can be judged."""
    known = {*placed, name}
    judging = [rule for rule in rules if known.issuperset(rule.names) and {name, newest}.issubset(rule.names)]
    if not judging:
        return list(days)
    return [day for day in days if (trial := {**placed, name: day}) and all(rule.holds(trial) for rule in judging)]


@lru_cache(maxsize=4096)
def _orders(
    events: tuple[str, ...], days: tuple[int, ...], strict: frozenset[tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    day = dict(zip(events, days, strict=True))
    return tuple(
        order
        for order in permutations(events)
        if all(day[one] <= day[other] for one, other in pairwise(order))
        and all(order.index(earlier) < order.index(later) for earlier, later in strict)
    )
