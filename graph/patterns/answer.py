"""What a pattern's answer says: each match with its subject, dates, gaps, citations, and how sure it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from graph.patterns.statistics import Statistics
    from graph.patterns.ties import Ties

CLOCKS = ("happened_by", "known_by", "recorded_by")
"""Until when an answer counts what happened, what was known, what our graph said; None: until now."""

VERSION = ("by", "standing")
"""Whose version an answer takes, and the weakest standing that counts in it; None: everybody's, any."""

Certainty = Literal["certain", "possible"]
State = Literal["filled", "absent", "unfilled"]
Reason = Literal["time", "identity", "unknown_field", "claims"]


@dataclass(frozen=True, slots=True, order=True)
class Cited:
    """One place in a source that speaks of an event."""

    source: str
    locator: str
    standing: str
    by: str


@dataclass(frozen=True, slots=True)
class Found:
    """An event that fills a step.

    `earliest` and `latest` are the days between which it must lie by what is said of its date, None where nothing
    bounds it; `exact` says that it is one day, which no source doubts.
    """

    uid: str
    kind: str
    date: str | None
    earliest: str | None
    latest: str | None
    exact: bool
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class FilledStep:
    """A step of the pattern in one match."""

    step: str
    events: tuple[Found, ...]
    state: State = "filled"
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days from one step to a later one, over all worlds in which the match holds; None where nothing bounds them."""

    start: str
    end: str
    min_days: int
    max_days: int | None

    def __str__(self) -> str:
        if self.max_days is None:
            return f"{self.min_days} days or more"
        if self.min_days == self.max_days:
            return "the same day" if not self.min_days else "1 day" if self.min_days == 1 else f"{self.min_days} days"
        return f"{self.min_days} to {self.max_days} days"

    def as_json(self) -> dict[str, Any]:
        """Return the gap with the names that answers have."""
        return {"from": self.start, "to": self.end, "min_days": self.min_days, "max_days": self.max_days}


@dataclass(frozen=True, slots=True)
class Match:
    """One choice of events; `standing` is the weakest that it rests on, `under` whose claims."""

    uid: str
    name: str
    time: Certainty
    because: tuple[Reason, ...]
    standing: str
    under: tuple[str, ...]
    steps: tuple[FilledStep, ...]
    gaps: tuple[Gap, ...]

    @property
    def events(self) -> list[Found]:
        """The events of all steps, in order."""
        return [event for step in self.steps for event in step.events]

    @property
    def last(self) -> Found:
        """The event that completes it."""
        return self.events[-1]

    def as_json(self) -> dict[str, Any]:
        """Return the match as plain data with the names that answers have."""
        return {
            "subject": {"uid": self.uid, "name": self.name},
            "time": self.time,
            "because": list(self.because),
            "standing": self.standing,
            "under": list(self.under),
            "steps": [asdict(step) for step in self.steps],
            "gaps": [gap.as_json() for gap in self.gaps],
        }


NOT_STATED: Literal["not stated"] = "not stated"
"""Stands for how much a field is off that is empty."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The one condition of a pattern that something fails, at a step, or "" for one of the whole pattern.

    `by` is how many days (or events of a run) it is off, at least; "not stated" for an empty field; None where nothing
    can be counted. `known_instead` is what the graph has in its place, "" for nothing.
    """

    step: str
    condition: str
    by: int | Literal["not stated"] | None
    known_instead: str


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What would be a match but for the one thing that failed."""

    match: Match
    failed: tuple[Failed, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as a match with what failed."""
        return self.match.as_json() | {"failed": [asdict(each) for each in self.failed]}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many matches there are, for certain and perhaps besides, and of whom nothing is told (see `Answer`)."""

    certain: int
    possible: int
    inconsistent: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many there are, certain or not."""
        return self.certain + self.possible

    def only_certain(self) -> Counts:
        """Return the counts without what holds in some worlds only."""
        return replace(self, possible=0)


@dataclass(frozen=True, slots=True)
class Answer:
    """All matches of a pattern; `inconsistent` are subjects whose claims no world agrees with.

    `undecided` are subjects with too many events that could match for anything to be told of them. `near_misses`, the
    nearest first, and `statistics` are None where nobody asked for them, `ties` are what the matched events are linked
    to; `version` is whose, and how well attested. Of a first page, `whole` counts all that there is.
    """

    pattern: str
    title: str
    matches: tuple[Match, ...]
    inconsistent: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    clocks: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(CLOCKS))
    version: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(VERSION))
    near_misses: tuple[NearMiss, ...] | None = None
    ties: Ties | None = None
    statistics: Statistics | None = None
    whole: Counts | None = None

    @property
    def counts(self) -> Counts:
        """How many matches there are, on this page and beyond."""
        times = Counter(match.time for match in self.matches)
        return self.whole or Counts(times["certain"], times["possible"], self.inconsistent, self.undecided)

    def only_certain(self) -> Answer:
        """Return the answer without what holds in some worlds only."""
        figures = self.statistics and self.statistics.only_certain()
        near = self.near_misses and tuple(near for near in self.near_misses if near.match.time == "certain")
        matches = tuple(match for match in self.matches if match.time == "certain")
        return replace(self, matches=matches, near_misses=near, statistics=figures)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain data with the names that are fixed for it."""
        counts = self.counts
        near = {} if self.near_misses is None else {"near_misses": [each.as_json() for each in self.near_misses]}
        return {
            "pattern": self.pattern,
            "clocks": self.clocks,
            "version": self.version,
            "counts": {"certain": counts.certain, "possible": counts.possible},
            "matches": [match.as_json() for match in self.matches],
            **near,
            **({} if self.statistics is None else {"statistics": self.statistics.as_json()}),
            "inconsistent": list(self.inconsistent),
            "undecided": list(self.undecided),
        }
