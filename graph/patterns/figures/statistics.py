"""The figures of an answer: how many matches and subjects by what they have in common, how long, how many get how far.

What is certain and what is only possible is never added up. A subject counts once, for certain if any of its matches
is.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from graph.patterns.ties import Item

if TYPE_CHECKING:
    from graph.patterns.matches import Certainty


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are: for certain, and perhaps besides."""

    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class Group:
    """How many matches, and of how many subjects, have in common what `key` says of each column; None: not stated."""

    key: dict[str, Item | str | None]
    matches: Tally
    subjects: Tally

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data, an item as its uid and name."""
        told = {name: asdict(part) if isinstance(part, Item) else part for name, part in self.key.items()}
        return told | {"matches": asdict(self.matches), "subjects": asdict(self.subjects)}


@dataclass(frozen=True, slots=True)
class Spread:
    """How long a gap is in all certain, or all possible, matches that have it; between the same events it counts once.

    `least` and `most` are what no gap can be shorter or longer than, those left out that nothing bounds; `quartiles`
    are of the `exact` ones.
    """

    start: str
    end: str
    time: Certainty
    least: int
    most: int | None
    unbounded: int
    exact: int
    inexact: int
    quartiles: tuple[float, float, float] | None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data, with the names that gaps have."""
        ends = {"from": self.start, "to": self.end, "time": self.time, "min_days": self.least, "max_days": self.most}
        quartiles = list(self.quartiles) if self.quartiles else None
        counts = {"unbounded": self.unbounded, "exact": self.exact, "inexact": self.inexact}
        return ends | counts | {"quartiles": quartiles}


@dataclass(frozen=True, slots=True)
class Stage:
    """How many subjects match the pattern up to and with a step; `undecided` have too many events to tell."""

    step: str
    subjects: Tally
    undecided: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of an answer: groups by the name of what they have in common, gaps, and how many reach each step."""

    counts: dict[str, tuple[Group, ...]]
    gaps: tuple[Spread, ...]
    funnel: tuple[Stage, ...]

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return any((self.gaps, self.funnel, *self.counts.values()))

    def only_certain(self) -> Statistics:
        """Return the figures without what holds in some worlds only."""
        return Statistics(
            {name: tuple(map(_certain, filter(_any_certain, groups))) for name, groups in self.counts.items()},
            tuple(each for each in self.gaps if each.time == "certain"),
            tuple(replace(each, subjects=Tally(each.subjects.certain, 0), undecided=0) for each in self.funnel),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        return {
            "counts": {name: [group.as_json() for group in groups] for name, groups in self.counts.items()},
            "gaps": [each.as_json() for each in self.gaps],
            "funnel": [asdict(each) for each in self.funnel],
        }


def _any_certain(group: Group) -> bool:
    return group.matches.certain > 0


def _certain(group: Group) -> Group:
    return replace(group, matches=Tally(group.matches.certain, 0), subjects=Tally(group.subjects.certain, 0))
