"""What is known of the order of a subject's events: the days that claims allow, asserted order, gaps.

A history holds every event of the subject and every event that asserted order connects to one of them,
since order may run through events that are not the subject's. Orders that are asserted both ways oppose
each other and count for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.time.days import ANY_DAY, Days, union
from graph.time.duration import Duration, duration_of
from graph.time.edtf import days_of
from graph.time.worlds import AtLeast, AtMost, Before, Condition, Worlds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.engine import Unit

_EVENTS = """
UNWIND $subjects AS subject
MATCH (:Entity {uid: subject})<-[:SUBJECT]-(own:Event) WHERE own.modality <> 'did_not_happen'
MATCH (own)-[:FOLLOWS*0..]-(e:Event) WHERE e.modality <> 'did_not_happen'
WITH DISTINCT subject, e
RETURN subject, collect({
  uid: e.uid, kind: e.kind, date: e.date,
  dates: [(e)-[:HAS_CLAIM]->(c:Claim {field: 'date'}) | c.value],
  claims: [(e)-[:HAS_CLAIM]->(c:Claim) | [c.field, c.standing, c.source, c.locator, c.by]],
  follows: [(e)-[f:FOLLOWS]->(earlier:Event) | [earlier.uid, f.gap]]
}) AS events
"""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as a history knows it; `claims` are rows of field, standing, source, locator, by."""

    uid: str
    kind: str
    date: str | None
    days: Days
    rivals: bool
    claims: tuple[tuple[str | None, ...], ...]


@dataclass(slots=True)
class History:
    """The events of a subject by uid, and the worlds that they allow."""

    events: dict[str, Happening]
    worlds: Worlds = field(repr=False)


def histories(unit: Unit, subjects: Collection[str]) -> dict[str, History]:
    """Return the history of each subject."""
    found = unit.run(_EVENTS, subjects=list(subjects))
    return {row["subject"]: _history(row["events"]) for row in found}


def _history(rows: list[dict[str, Any]]) -> History:
    events = {row["uid"]: _happening(row) for row in rows}
    follows = {(row["uid"], earlier): gap for row in rows for earlier, gap in row["follows"] if earlier in events}
    return History(events, Worlds({uid: event.days for uid, event in events.items()}, list(_asserted(follows))))


def _happening(row: dict[str, Any]) -> Happening:
    dates = set(row["dates"])
    days = union([days_of(date) for date in dates]) if dates else ANY_DAY
    claims = tuple(tuple(claim) for claim in row["claims"])
    return Happening(row["uid"], row["kind"], row["date"], days, len(dates) > 1, claims)


def _asserted(follows: dict[tuple[str, str], str | None]) -> Iterator[Condition]:
    for (later, earlier), gap in follows.items():
        if (earlier, later) in follows:
            continue
        yield Before(earlier, later)
        if gap:
            yield from _gap(earlier, later, duration_of(gap))


def _gap(earlier: str, later: str, told: Duration) -> Iterator[Condition]:
    """Read a gap as whole units that have passed: two months after is before three months have passed."""
    yield AtLeast(earlier, later, Duration(told.months, told.days))
    if told.seconds:
        yield AtMost(earlier, later, Duration(told.months, told.days + 1 + told.seconds // 86_400))
    elif told.days:
        yield AtMost(earlier, later, told)
    else:
        yield AtMost(earlier, later, Duration(told.months + 1, 0), -1)
