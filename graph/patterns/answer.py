"""What a pattern's answer says: its matches and near misses, how many there are, by which clocks and whose version."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.patterns.figures.statistics import Statistics
    from graph.patterns.matches import Match, NearMiss
    from graph.patterns.ties import Ties

CLOCKS = ("happened_by", "known_by", "recorded_by")
"""Until when an answer counts what happened, what was known, what our graph said; None: until now."""

VERSION = ("by", "standing")
"""Whose version an answer takes, and the weakest standing that counts in it; None: everybody's, any."""


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
