"""What claims say of the time of events, as statements that worlds agree with or not.

All claims on an event's day are one statement, since any of them may be the true one. Orders that are
asserted both ways oppose each other and count for nothing, and so does one that a party denies or disputes.
A gap counts unless claims state different ones, a time of day unless claims state another time, zone or day.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

from graph.time.clock import NOT_STATED, TimeOfDay, is_earlier
from graph.time.conditions import Before, Condition
from graph.time.days import ANY_DAY, Days, union
from graph.time.edtf import days_of
from graph.time.gap import gap_of
from graph.time.relative import relative_of, written
from graph.time.worlds import Told, Worlds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

Claim = dict[str, Any]
"""A live claim's fields by name; `target` and `source` are the uids of the nodes that are meant."""
Claims = dict[str, list[Claim]]
"""Live claims by the uid of the event or text that they are about."""

DATES = ("date", "relative_date")
"""Fields whose claims are about an event's day; any of them may be the true one."""
TIMELY = (*DATES, "time", "time_zone", "follows")
"""Fields whose claims tell of time at all."""
OPPOSED_BY = ("denies", "disputes")
"""What a party makes of an asserted order that is then no longer unopposed."""
_COPIED = ("retrieved", "republished")
WRITTEN = ("published", *_COPIED)
"""Fields whose claims tell when a text was written."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What some claims say together of an event's (or a text's) time: days, or conditions; `says` for readers."""

    about: str
    field: str
    says: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    days: Days | None = None
    told: tuple[Told, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def __str__(self) -> str:
        cited = f" ({', '.join(self.sources)})" if self.sources else ""
        return f"{self.about} {self.field} {self.says}{cited}"

    def as_json(self) -> dict[str, Any]:
        """Return what is said, by which claims, as plain data."""
        said = {"about": self.about, "field": self.field, "says": self.says}
        return said | {"claims": list(self.claims), "sources": list(self.sources)}


def statements(events: Claims, texts: Claims) -> list[Statement]:
    """Return all that the claims on events, and on the texts that date some of them, say of time."""
    return [
        *(said for event, claims in events.items() if (said := dated(event, claims))),
        *(said for text, claims in texts.items() if (said := _written(text, claims))),
        *orders(events),
        *_times(events),
    ]


def worlds_of(said: Sequence[Statement], events: Collection[str]) -> Worlds:
    """Return the worlds of events under the statements; what none of these dates may be of any day."""
    days = {each.about: each.days for each in said if each.days}
    told = {each.about: each.told for each in said if each.told}
    undated = {event: ANY_DAY for event in events if event not in days and event not in told}
    anchors = {way.anchor: ANY_DAY for ways in told.values() for way in ways if way.anchor not in days}
    return Worlds(undated | anchors | days, [each for one in said for each in one.conditions], told)


def _statement(about: str, field: str, says: Iterable[str], claims: list[Claim], **what: Any) -> Statement:
    uids = tuple(sorted({claim["uid"] for claim in claims}))
    sources = tuple(sorted({claim["source"] for claim in claims if claim["source"]}))
    return Statement(about, field, ", ".join(sorted(set(says))), uids, sources, **what)


def _of(claims: list[Claim], *fields: str) -> list[Claim]:
    return [claim for claim in claims if claim["field"] in fields]


def text_of(claim: Claim) -> str:
    """Return the text by whose day a claim on a relative date tells; without a source it is one of its own."""
    return str(claim["source"] or claim["uid"])


def dating_texts(claims: list[Claim]) -> set[str]:
    """Return the texts by whose own day some claims date an event."""
    return {text_of(claim) for claim in _of(claims, "relative_date")}


def dated(event: str, claims: list[Claim]) -> Statement | None:
    """Return what the claims on an event say of its day; None where they say nothing."""
    dating = _of(claims, *DATES)
    if not dating:
        return None
    dates = {claim["value"] for claim in _of(claims, "date")}
    told = sorted({(text_of(claim), claim["value"]) for claim in _of(claims, "relative_date")})
    days = union([days_of(date) for date in dates]) if dates else None
    ways = dict.fromkeys(Told(text, relative_of(value)) for text, value in told)
    return _statement(event, "date", (claim["value"] for claim in dating), dating, days=days, told=tuple(ways))


def _written(text: str, claims: list[Claim]) -> Statement | None:
    """Return the days that a text may be of; None where nothing tells."""
    published, copied = _of(claims, "published"), _of(claims, *_COPIED)
    telling = published or copied
    if not telling:
        return None
    bounds = [union([days_of(claim["value"]) for claim in said]) for field in _COPIED if (said := _of(copied, field))]
    days = written([days_of(claim["value"]) for claim in published], bounds)
    says = (f"{claim['field']} {claim['value']}" for claim in telling)
    return _statement(text, "written", says, telling, days=days)


def orders(events: Claims) -> Iterator[Statement]:
    """Yield the asserted orders of events that count, and their gaps."""
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for later, claims in events.items():
        for claim in _of(claims, "follows"):
            if claim["target"] in events:
                told[claim["target"], later].append(claim)
    for (earlier, later), claims in told.items():
        both_ways = earlier != later and (later, earlier) in told
        if both_ways or any(attitude in OPPOSED_BY for claim in claims for attitude in claim["attitudes"]):
            continue
        yield _statement(later, "follows", [earlier], claims, conditions=(Before(earlier, later),))
        yield from _gaps(earlier, later, claims)


def _gaps(earlier: str, later: str, claims: list[Claim]) -> Iterator[Statement]:
    by_gap: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if gap := json.loads(claim["qualifiers"] or "{}").get("gap"):
            by_gap[gap].append(claim)
    if len(by_gap) == 1:
        gap, telling = next(iter(by_gap.items()))
        conditions = gap_of(gap, earlier, later)
        yield _statement(later, "follows", [f"{earlier} by {gap}"], telling, conditions=conditions)


def _times(events: Claims) -> Iterator[Statement]:
    by_day: dict[int, list[tuple[str, TimeOfDay]]] = defaultdict(list)
    for event, claims in events.items():
        if told := _time(claims):
            by_day[told.day].append((event, told))
    for together in by_day.values():
        for (earlier, one), (later, other) in permutations(together, 2):
            if is_earlier(one, other):
                resting = [c for event in (earlier, later) for c in _of(events[event], *DATES, "time", "time_zone")]
                says = [f"{other.time} is after {earlier} {one.time}"]
                yield _statement(later, "time", says, resting, conditions=(Before(earlier, later),))


def _time(claims: list[Claim]) -> TimeOfDay | None:
    """Return the time that all claims agree on, of the one day that all of them allow."""
    times = {claim["value"] for claim in _of(claims, "time")}
    if len(times) != 1:
        return None
    zones, dates = ({claim["value"] for claim in _of(claims, field)} for field in ("time_zone", "date"))
    if len(zones) > 1 or len(dates) != 1 or _of(claims, "relative_date"):
        return None
    days = days_of(dates.pop())
    sources = frozenset(claim["source"] for claim in _of(claims, "time") if claim["source"])
    return TimeOfDay(days.first, times.pop(), next(iter(zones), NOT_STATED), sources) if days.exact else None
