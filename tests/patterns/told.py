"""What claims tell of the time of events, by the design's words: the plain reference that shares no reading.

What is told falls into points, each of which can be left out: when an event or a text is dated, an order, the gap
of an order, an order of two times of one day.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from tests.patterns.reference import Rule
from tests.time import reference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.claims.claim import Claim

Point = tuple[str, ...]
"""("date", event), ("written", text), or "follows", "gap" or "time" with the later event and the earlier."""
DATES = ("date", "relative_date")
NOT_STATED = "not stated"

means, allows, lies_by = (
    cache(lambda said, *days, judge=judge: judge(said, *map(date.fromordinal, days)))
    for judge in (reference.means, reference.allows, reference.lies_by)
)


class Clock(NamedTuple):
    """A time of the one day that an event may be of."""

    day: int
    time: str
    zone: str
    sources: set[str]

    def is_sooner(self, other: Clock) -> bool:
        """Tell whether the time is certainly the sooner one: of one known scale, or told by one source."""
        if self.day != other.day:
            return False
        if NOT_STATED in (self.zone, other.zone) and not (self.zone == other.zone and self.sources & other.sources):
            return False
        mine, others = (reference.instants(date.fromordinal(self.day), *each[1:3]) for each in (self, other))
        return max(mine) < min(others)


class Told:
    """What live claims tell of the events among them; only `days` are to be had."""

    def __init__(self, claims: Iterable[Claim], days: range) -> None:
        self.claims, self.days = tuple(claims), days

    def points(self, events: Collection[str]) -> dict[Point, Rule]:
        """Return what is told of some events, each point with what it asks."""
        dated = {event: said for event in events if (said := self.of(event, *DATES))}
        texts = {text_of(claim) for said in dated.values() for claim in said if claim.field == "relative_date"}
        found: dict[Point, Rule] = {("date", event): _dated(event, said) for event, said in dated.items()}
        found |= {("written", text): rule for text in texts if (rule := self._written(text))}
        for earlier, later in permutations(events, 2):
            found |= self._order(earlier, later)
            one, other = self._clock(earlier), self._clock(later)
            if one and other and one.is_sooner(other):
                found["time", later, earlier] = before(earlier, later)
        return found

    def of(self, about: str, *fields: str) -> list[Claim]:
        """Return the claims on some fields of an item."""
        return [claim for claim in self.claims if claim.about == about and claim.field in fields]

    def doubted(self, about: str, *fields: str) -> bool:
        """Tell whether a source doubts what is said of a day."""
        return any(str(claim.value)[-1] in "?%" for claim in self.of(about, *fields))

    def _values(self, about: str, field: str) -> set[str]:
        return {str(claim.value) for claim in self.of(about, field)}

    def _written(self, text: str) -> Rule | None:
        """A text is of a day of its publication; where none is told, of none after its copies."""
        if published := self._values(text, "published"):
            return Rule((text,), lambda day: any(allows(each, day[text]) for each in published))
        copied = [said for field in ("retrieved", "republished") if (said := self._values(text, field))]
        ends = [max(day for day in self.days for each in said if allows(each, day)) for said in copied]
        return Rule((text,), lambda day: day[text] <= min(ends)) if ends else None

    def _order(self, earlier: str, later: str) -> dict[Point, Rule]:
        said = [claim for claim in self.of(later, "follows") if claim.target == earlier]
        attitudes = {attitude for claim in said for attitude in self._values(claim.uid, "attitude")}
        opposed = any(claim.target == later for claim in self.of(earlier, "follows"))
        if not said or opposed or attitudes & {"denies", "disputes"}:
            return {}
        found: dict[Point, Rule] = {("follows", later, earlier): before(earlier, later)}
        gaps = {json.loads(claim.qualifiers)["gap"] for claim in said if claim.qualifiers}
        if len(gaps) == 1:
            (gap,) = gaps
            found["gap", later, earlier] = Rule((earlier, later), lambda day: lies_by(gap, day[earlier], day[later]))
        return found

    def _clock(self, event: str) -> Clock | None:
        """Return the time of an event if all claims agree on it, on its zone, and on the one day that it may be of."""
        dates, times, zones = (self._values(event, field) for field in ("date", "time", "time_zone"))
        if len(dates) != 1 or len(times) != 1 or len(zones) > 1:
            return None
        if self.of(event, "relative_date") or self.doubted(event, "date"):
            return None
        allowed = [day for day in self.days for stated in dates if allows(stated, day)]
        sources = {claim.source for claim in self.of(event, "time") if claim.source}
        return Clock(allowed[0], times.pop(), "".join(zones) or NOT_STATED, sources) if len(allowed) == 1 else None


def text_of(claim: Claim) -> str:
    """Return the text by whose day a claim tells; without a source it is one of its own."""
    return claim.source or claim.uid


def before(earlier: str, later: str) -> Rule:
    """Return the rule that one event stands before another."""
    return Rule((earlier, later), lambda day: day[earlier] <= day[later], strictly=True)


def apart(one: str, other: str, days: Collection[int]) -> Rule:
    """Return the rule that so many days lie between two events."""
    return Rule((one, other), lambda day: day[other] - day[one] in days)


def _dated(event: str, said: list[Claim]) -> Rule:
    """An event is of a day that any of its claims allows."""
    stated = {str(claim.value) for claim in said if claim.field == "date"}
    told = {(text_of(claim), str(claim.value)) for claim in said if claim.field == "relative_date"}
    return Rule(
        (event, *sorted({text for text, _ in told})),
        lambda day: (
            any(allows(each, day[event]) for each in stated)
            or any(means(words, day[text], day[event]) for text, words in told)
        ),
    )
