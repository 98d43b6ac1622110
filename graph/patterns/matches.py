"""What is told of one match, or of what is one step short of one: its events, gaps, citations, and how sure it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

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
