"""What a pattern means, one world at a time: a plain reference of the design's table, sharing nothing with the matcher.

A pattern is the plain data that a file has. A history is small: its worlds are enumerated once, and each choice of
events is looked at in each of them.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise, permutations, product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Choice = tuple[tuple[str, ...], ...]
World = dict[str, tuple[int, int]]
"""The day of each event, and its place in the strict order."""


@dataclass(frozen=True)
class Happened:
    """An event: the days that it may be of (None: any), its fields, and whether it befell a relative."""

    kind: str
    days: frozenset[int] | None
    ground: str = ""
    to: frozenset[str] = frozenset()
    relative: bool = False


@dataclass
class History:
    """A subject's events by name, and pairs of which the first comes before the second."""

    events: dict[str, Happened]
    orders: frozenset[tuple[str, str]] = frozenset()
    far: int = field(default=40)

    @cached_property
    def worlds(self) -> list[World]:
        """Return every world; an event that may be of any day is tried on all that can make a difference."""
        known = [day for event in self.events.values() for day in event.days or ()] or [738000]
        anywhere = range(min(known) - self.far, max(known) + self.far + 1)
        allowed = [sorted(event.days) if event.days is not None else anywhere for event in self.events.values()]
        return [
            world for days in product(*allowed) for world in self._ordered(dict(zip(self.events, days, strict=True)))
        ]

    def _ordered(self, days: dict[str, int]) -> Iterator[World]:
        if any(days[one] > days[other] for one, other in self.orders):
            return
        by_day = [[name for name in days if days[name] == day] for day in sorted(set(days.values()))]
        for arranged in product(*(permutations(names) for names in by_day)):
            order = {name: n for n, name in enumerate(name for names in arranged for name in names)}
            if all(order[one] < order[other] for one, other in self.orders):
                yield {name: (days[name], order[name]) for name in days}


def after(day: int, length: str) -> int:
    """Return the day so long after another: months by the calendar, then days."""
    found = re.fullmatch(r"P(?:(\d+)M)?(?:(\d+)D)?", length)
    assert found
    months, days = (int(part or 0) for part in found.groups())
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal() + days


class Answers:
    """What a pattern finds in a history; `by` is the last day whose events count."""

    def __init__(self, pattern: dict[str, Any], history: History, by: int | None = None) -> None:
        self.steps, self.pattern, self.history, self.by = pattern["steps"], pattern, history, by

    def matches(self) -> dict[Choice, str]:
        """Return each choice that is a match in some world: certain if in every one, whatever fields may be."""
        found = {}
        for choice in self._choices():
            verdicts = [self._match(choice, world) for world in self.history.worlds]
            if any(verdicts):
                sure = all(verdicts) and not any(self._unknown(n, name, choice) for n, name in placed(choice))
                found[choice] = "certain" if sure else "possible"
        return found

    def _choices(self) -> Iterator[Choice]:
        ways = [list(self._fillings(step)) for step in self.steps]
        for choice in product(*ways):
            used = [name for names in choice for name in names]
            if len(used) == len(set(used)) and all(self._compares(n, name, choice) for n, name in placed(choice)):
                yield choice

    def _fillings(self, step: dict[str, Any]) -> Iterator[tuple[str, ...]]:
        fitting = [name for name in self.history.events if self._fits(step, name)]
        if step.get("absent"):
            yield ()
        elif "repeat" in step:
            least, most = step["repeat"].get("min", 1), step["repeat"].get("max", len(fitting))
            for size in range(least, min(most, len(fitting)) + 1):
                yield from combinations(fitting, size)
        else:
            yield from [()] if step.get("optional") else []
            yield from ((name,) for name in fitting)

    def _fits(self, step: dict[str, Any], name: str) -> bool:
        event = self.history.events[name]
        may = {"unknown": step.get("unknown")}
        ways = [way | may for way in step.get("any_of", [{}])]
        return (
            event.relative is ("of" in step) and self._has(event, step) and any(self._has(event, way) for way in ways)
        )

    @staticmethod
    def _has(event: Happened, asked: dict[str, Any]) -> bool:
        unknown = asked.get("unknown") == "possible" and not event.ground
        if "kind" in asked and event.kind != asked["kind"]:
            return False
        if "ground" in asked and event.ground != asked["ground"] and not unknown:
            return False
        refused = asked.get("not", {}).get("ground")
        return refused is None or (bool(event.ground) and event.ground != refused) or unknown

    def _unknown(self, n: int, name: str, choice: Choice) -> bool:
        step, event = self.steps[n], self.history.events[name]
        asked = {"ground", "not", "any_of"} & step.keys()
        return bool(asked and not event.ground) or None in self._compared(n, name, choice)

    def _compares(self, n: int, name: str, choice: Choice) -> bool:
        may = self.steps[n].get("unknown") == "possible"
        return all(verdict or (verdict is None and may) for verdict in self._compared(n, name, choice))

    def _compared(self, n: int, name: str, choice: Choice) -> Iterator[bool | None]:
        for kind in ("same", "different"):
            for other in self.steps[n].get(kind, {}).values():
                for theirs in choice[self._number(other.removesuffix(".to"))]:
                    own, there = self.history.events[name].to, self.history.events[theirs].to
                    yield bool(own & there) is (kind == "same") if own and there else None

    def _number(self, step: str) -> int:
        return [each["id"] for each in self.steps].index(step)

    def _match(self, choice: Choice, world: World) -> bool:
        if not self._sound(choice, world):
            return False
        for n, step in enumerate(self.steps):
            if step.get("optional") and not choice[n]:
                for name in self._others(step, choice):
                    filled = (*choice[:n], (name,), *choice[n + 1 :])
                    if self._compares(n, name, filled) and self._sound(filled, world):
                        return False
        return True

    def _others(self, step: dict[str, Any], choice: Choice) -> list[str]:
        """Return what fits a step beside the events of a choice."""
        used = {name for names in choice for name in names}
        return [name for name in self.history.events if name not in used and self._fits(step, name)]

    def _sound(self, choice: Choice, world: World) -> bool:
        filled = [names for names in choice if names]
        ordered = all(world[a][1] < world[b][1] for one, other in pairwise(filled) for a in one for b in other)
        counted = all(self._counts(name, world) for names in filled for name in names)
        return (
            ordered
            and counted
            and all(self._step(n, choice, world) for n in range(len(self.steps)))
            and self._spans(filled, world)
            and not self._ended(filled, choice, world)
        )

    def _counts(self, name: str, world: World) -> bool:
        return self.by is None or world[name][0] <= self.by

    def _step(self, n: int, choice: Choice, world: World) -> bool:
        step = self.steps[n]
        if step.get("absent"):
            return not any(self._stands(n, name, choice, world) for name in self._others(step, choice))
        if choice[n] and not self._bounded(n, choice[n], choice, world):
            return False
        return "repeat" not in step or self._is_run(n, choice, world)

    def _bounded(self, n: int, names: tuple[str, ...], choice: Choice, world: World) -> bool:
        """Tell whether the first of some events keeps a step's bounds to the last of those that these count from."""
        first = min(world[name][0] for name in names)
        for kind in ("within", "at_least"):
            bound = self.steps[n].get(kind)
            if bound is None:
                continue
            length, base = (
                (bound["length"], choice[self._number(bound["after"])])
                if isinstance(bound, dict)
                else (bound, self._before(n, choice))
            )
            if base:
                end = after(max(world[name][0] for name in base), length)
                if (first > end) if kind == "within" else (first < end):
                    return False
        return True

    @staticmethod
    def _before(n: int, choice: Choice) -> tuple[str, ...]:
        return next((names for names in reversed(choice[:n]) if names), ())

    def _between(self, n: int, name: str, choice: Choice, world: World) -> bool:
        later = next((names for names in choice[n + 1 :] if names), ())
        return all(world[one][1] < world[name][1] for one in self._before(n, choice)) and all(
            world[name][1] < world[one][1] for one in later
        )

    def _in_reach(self, n: int, name: str, choice: Choice, world: World) -> bool:
        """Tell whether an event stands between a step's neighbours, before the search has ended."""
        if not (self._counts(name, world) and self._between(n, name, choice, world)):
            return False
        until = self.pattern.get("until")
        if until is None or n < len(self.steps) - 1:
            return True
        ends = (end for end in self._others(until, choice) if end != name and self._counts(end, world))
        return not any(self._between(n, end, choice, world) and world[end][1] < world[name][1] for end in ends)

    def _stands(self, n: int, name: str, choice: Choice, world: World) -> bool:
        """Tell whether an event stands where none may be."""
        before = self.steps[n].get("before")
        return (
            self._compares(n, name, choice)
            and self._in_reach(n, name, choice, world)
            and self._bounded(n, (name,), choice, world)
            and (before is None or world[name][0] < date.fromisoformat(before).toordinal())
        )

    def _is_run(self, n: int, choice: Choice, world: World) -> bool:
        """Tell whether the events of a step are all that belongs together there."""
        each = self.steps[n]["repeat"].get("each")
        run = sorted(choice[n], key=lambda name: world[name][1])
        others = [
            name
            for name in self._others(self.steps[n], choice)
            if self._compares(n, name, choice) and self._in_reach(n, name, choice, world)
        ]
        if not each or not run:
            return not others
        near = all(world[other][0] <= after(world[one][0], each) for one, other in pairwise(run))
        return near and not any(self._joins(name, run, each, world) for name in others)

    @staticmethod
    def _joins(name: str, run: list[str], each: str, world: World) -> bool:
        day, first, last = world[name][0], world[run[0]], world[run[-1]]
        if world[name][1] < first[1]:
            return first[0] <= after(day, each)
        return world[name][1] < last[1] or day <= after(last[0], each)

    def _spans(self, filled: list[tuple[str, ...]], world: World) -> bool:
        span = self.pattern.get("max_span")
        return not span or all(world[b][0] <= after(world[a][0], span) for a in filled[0] for b in filled[-1] if a != b)

    def _ended(self, filled: list[tuple[str, ...]], choice: Choice, world: World) -> bool:
        until = self.pattern.get("until")
        return until is not None and any(
            self._counts(name, world)
            and any(world[one][1] < world[name][1] for one in filled[0])
            and any(world[name][1] < world[one][1] for one in filled[-1])
            for name in self._others(until, choice)
        )


def placed(choice: Choice) -> Iterator[tuple[int, str]]:
    """Yield the events of a choice with the numbers of their steps."""
    return ((n, name) for n, names in enumerate(choice) for name in names)
