"""What is known of the order of a subject's events: the days that claims allow, asserted order, gaps, times.

A history holds every event of the subject and every one that bears on its day (see `graph.patterns.bearing`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from graph.claims import citations
from graph.ontology.vocabulary import scheme
from graph.patterns import bearing, reach
from graph.patterns.statements import DATES, Statement, dating_texts, statements, worlds_of
from graph.time.contradiction import contradiction
from graph.time.days import ANY_DAY, Days, union
from graph.time.relative import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from graph.access import Reader
    from graph.claims.citations import Cited
    from graph.patterns.bearing import Row
    from graph.patterns.statements import Claim, Claims
    from graph.time.worlds import Worlds
    from graph.unit import Unit


@dataclass(frozen=True)
class Happening:
    """An event as a history knows it; `cited` are the citations of all that is said of it, as they are stored."""

    uid: str
    kind: str
    date: str | None
    days: Days
    rivals: bool
    cited: tuple[str, ...]

    @cached_property
    def citations(self) -> tuple[Cited, ...]:
        """The places in sources where something is said of it; few of those that are looked at are ever told."""
        return tuple(citations.read(self.cited))


@dataclass(slots=True)
class History:
    """The events of a subject by uid, what claims say of their time, and the worlds that they allow.

    `firm` are the worlds of what no source doubts of its own: only what holds in all of these is certain.
    """

    events: dict[str, Happening]
    statements: list[Statement] = field(repr=False)
    worlds: Worlds = field(init=False, repr=False)
    firm: Worlds = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find the worlds of all statements, and of those that are not doubted."""
        self.worlds = worlds_of(self.statements, self.events)
        firm = [said for said in self.statements if not (said.days and said.days.doubtful)]
        self.firm = worlds_of(firm, self.events) if len(firm) < len(self.statements) else self.worlds

    def contradiction(self) -> tuple[Statement, ...]:
        """Return the fewest statements that no world agrees with; none where the history is consistent."""
        return contradiction(self.statements, lambda some: worlds_of(some, self.events).exist())


def histories(
    unit: Unit,
    subjects: Collection[str],
    reader: Reader,
    besides: Mapping[str, Collection[str]] | None = None,
    heard: Callable[[list[Claim]], list[Claim]] = list,
) -> dict[str, History]:
    """Return the history of each subject that anything happened to, from what the reader may see.

    `besides` are events to look at for a subject that didn't happen to it, but to a relative or a group for instance;
    `heard` leaves out what claims on an event's time are not to count.
    """
    own: dict[str, Collection[str]] = dict(bearing.own_events(unit, subjects, reader))
    for subject, more in (besides or {}).items():
        own[subject] = {*own.get(subject, ()), *more}
    every = {event for events in own.values() for event in events}
    known = bearing.bearing(unit, every, reader)
    for row in known.values():
        row["claims"] = heard(row["claims"])
    texts = bearing.texts(unit, known.values(), reader)
    onward = reach.steps({uid: row["claims"] for uid, row in known.items()})
    reached = {subject: sorted(reach.reached(events, onward) & known.keys()) for subject, events in own.items()}
    return {subject: _history([known[uid] for uid in uids], texts) for subject, uids in reached.items()}


def _history(rows: list[Row], texts: Claims) -> History:
    events = {row["uid"]: row["claims"] for row in rows}
    telling = {text for claims in events.values() for text in dating_texts(claims)}
    said = statements(events, {text: claims for text, claims in texts.items() if text in telling})
    dated = {each.about: each for each in said if each.field == "date"}
    written = {each.about: each.days for each in said if each.field == "written" and each.days}
    return History({row["uid"]: _happening(row, dated.get(row["uid"]), written) for row in rows}, said)


def _happening(row: Row, dated: Statement | None, written: dict[str, Days]) -> Happening:
    told = [meant(way.told, written.get(way.anchor, ANY_DAY)) for way in dated.told] if dated else []
    days = union([*told, *([dated.days] if dated and dated.days else [])]) if dated else ANY_DAY
    rivals = bool(dated) and len({claim["value"] for claim in row["claims"] if claim["field"] in DATES}) > 1
    return Happening(row["uid"], row["kind"], _shown(row), days, rivals, tuple(row["citations"] or ()))


def _shown(row: Row) -> str | None:
    """Return the date that the graph shows, or the best attested that is heard where that one isn't."""
    heard = [claim for claim in row["claims"] if claim["field"] == "date"]
    if not heard or row["date"] in (None, *(claim["value"] for claim in heard)):
        return row["date"]  # type: ignore[no-any-return]  # a text of the database
    ranks = ["", *scheme("standings").terms]
    best = min(heard, key=lambda claim: (ranks.index(claim["standing"] or "") or len(ranks), claim["uid"]))
    return best["value"]  # type: ignore[no-any-return]  # a text of the database
