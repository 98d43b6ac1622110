"""What a pattern finds in a history of claims, by trying every choice of events in every world: a plain reference."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, NamedTuple

from tests.patterns.reference import Rule, worlds
from tests.patterns.told import Told, apart, before
from tests.time.reference import after

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tests.patterns.random_claims import History
    from tests.patterns.told import Point


class Step(NamedTuple):
    """One step of a pattern: the kind of its event, and bounds from the step before."""

    kind: str
    within: str = ""
    at_least: str = ""


class Found(NamedTuple):
    """A match: whether it is certain, and the least and greatest number of days from each step to the next."""

    time: str
    gaps: tuple[tuple[int, int | None], ...]


class Answers:
    """What a pattern finds in one history; `inconsistent` if what bears on the subject's events has no world."""

    def __init__(self, told: History, kinds: dict[str, str], steps: tuple[Step, ...]) -> None:
        self.kinds, self.steps = kinds, steps
        self.days = told.days(*(bound for step in steps for bound in step[1:] if bound))
        self.claims, self.events = Told(told.claims, self.days), set(told.events)
        self.points = self.claims.points(told.events)
        if not self.exists([]):
            self.events = bearing(told.own, self.points)
            self.points = self.claims.points(sorted(self.events))
        self.inconsistent = not self.exists([])

    def exists(self, asked: list[Rule], days: range | None = None) -> bool:
        return any(True for _ in worlds([*self.points.values(), *asked], self.events, days or self.days))

    def matches(self) -> dict[tuple[str, ...], Found]:
        """Return each choice of events that is a match in some world."""
        return {
            choice: Found(self._time(choice), tuple(self._gap(choice, pair) for pair in pairwise(choice)))
            for choice in permutations(self.kinds, len(self.steps))
            if [self.kinds[event] for event in choice] == [step.kind for step in self.steps]
            and self.exists([rule for rule, _ in self._asked(choice)])
        }

    def _asked(self, choice: tuple[str, ...]) -> Iterator[tuple[Rule, Rule]]:
        """Yield what the steps ask of a choice, each with what denies it."""
        for pair, step in zip(pairwise(choice), self.steps[1:], strict=True):
            yield before(*pair), before(*reversed(pair))
            if step.within:
                yield bound(pair, step.within, (-1, 0)), bound(pair, step.within, (1,))
            if step.at_least:
                yield bound(pair, step.at_least, (0, 1)), bound(pair, step.at_least, (-1,))

    def _time(self, choice: tuple[str, ...]) -> str:
        """A match is certain where no world denies it, whatever a source that doubts its own date may mean."""
        firm = [rule for point, rule in self.points.items() if not self._doubted(point)]
        denied = any(
            any(True for _ in worlds([*firm, denial], self.events, self.days)) for _, denial in self._asked(choice)
        )
        told_in = {
            name for event in choice if ("date", event) in self.points for name in self.points["date", event].names
        }
        doubted = any(self._doubted(point) for point in self.points if point[-1] in told_in)
        return "possible" if denied or doubted else "certain"

    def _doubted(self, point: Point) -> bool:
        copied = ("retrieved", "republished") if not self.claims.of(point[1], "published") else ()
        telling = {"date": ("date",), "written": copied or ("published",)}
        return self.claims.doubted(point[1], *telling.get(point[0], ()))

    def _gap(self, choice: tuple[str, ...], pair: tuple[str, str]) -> tuple[int, int | None]:
        """Return the least and greatest number of days; none where more days to be had would make it greater."""
        asked = [rule for rule, _ in self._asked(choice)]
        wide = range(self.days.start - 9, self.days.stop + 9)
        spans = [range(len(days) + 1) for days in (self.days, wide)]
        least = bisect_left(spans[0], True, key=lambda n: self.exists([*asked, apart(*pair, range(n + 1))]))
        most, wider = (
            bisect_left(span, True, key=lambda n: not self.exists([*asked, apart(*pair, range(n, len(wide)))], days))
            - 1
            for span, days in zip(spans, (self.days, wide), strict=True)
        )
        return least, most if most == wider else None


def bound(pair: tuple[str, str], length: str, sides: Collection[int]) -> Rule:
    """Return the rule that the later day lies before (-1), on (0) or after (1) the one so long after the earlier."""
    earlier, later = pair

    def holds(day: dict[str, int]) -> bool:
        end = after(date.fromordinal(day[earlier]), length).toordinal()
        return (day[later] > end) - (day[later] < end) in sides

    return Rule(pair, holds)


def bearing(own: Collection[str], points: dict[Point, Rule]) -> set[str]:
    """Return the events before and after these by order, what gaps and texts tie to them, and what bears on it all."""
    ways = {(event, way) for event in own for way in ("back", "on")}
    while True:
        reached = {step for point, rule in points.items() for way in ways for step in _onward(point, rule, *way)} - ways
        if not reached:
            return {event for event, _ in ways if event.startswith("event/")}
        ways |= reached


def _onward(point: Point, rule: Rule, name: str, way: str) -> set[tuple[str, str]]:
    if name not in rule.names or point[0] in ("time", "written"):
        return set()
    if point[0] == "follows":
        _, later, earlier = point
        return {(later, "back"): {(earlier, "back")}, (earlier, "on"): {(later, "on")}}.get((name, way), set())
    return {(other, either) for other in rule.names for either in ("back", "on")}
