"""What reads well in case files and may still be a slip: warnings, which refuse nothing.

Judged over all files that are read together; what only the graph knows is not asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.ontology.actors import Person
from graph.ontology.events import Event
from graph.ontology.sources import Source
from graph.problems import Problem, path_text
from graph.time.edtf import days_of
from graph.time.ordering import circle
from importers.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph.claims.claim import Claim
    from graph.ontology.entity import Entity
    from graph.problems import At
    from graph.time.days import Days
    from importers.casefile import CaseFile

NO_PLACE = "a place (at, from or to), if the source tells one"
NO_EVENT = "an event with this person in it"
NOT_USED = "a claim that cites this source, or speaks of it"
PLACES = ("at", "from", "to")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning about an item: what is wanted of it, and the part of a file that it is about."""

    uid: str
    expected: str
    path: Path
    at: At


def problems(doubted: Iterable[Doubt]) -> list[Problem]:
    """Return warnings with their places, for which each file is read once more."""
    by_file: dict[Path, list[Doubt]] = defaultdict(list)
    for doubt in doubted:
        by_file[doubt.path].append(doubt)
    found: list[Problem] = []
    for path, doubts in by_file.items():
        place = Document(path).place
        found.extend(Problem(place(d.at), path_text(d.at), d.uid, d.expected, severity="warning") for d in doubts)
    return found


def _is(uid: str, cls: type[Entity]) -> bool:
    return uid.startswith(f"{cls.prefix}/")


class Doubting:
    """Takes note of what files say, as far as it makes an item doubtful or settles a doubt."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._first: dict[str, tuple[Path, At]] = {}
        self._with_place: set[str] = set()
        self._not_actual: set[str] = set()
        self._taking_part: set[str] = set()
        self._used: set[str] = set()
        self._dates: dict[str, set[str]] = defaultdict(set)
        self._dated_by: dict[str, set[str]] = defaultdict(set)
        self._follows: dict[str, set[str]] = defaultdict(set)

    def add(self, path: Path, case: CaseFile) -> None:
        """Take note of what a file says."""
        for uid, at in case.items.items():
            if any(_is(uid, cls) for cls in (Event, Person, Source)):
                self._first.setdefault(uid, (path, at))
        for claim in case.claims:
            self._used.update(uid for uid in claim.mentions() if uid != claim.about and _is(uid, Source))
            if _is(claim.about, Event):
                self._note(claim)
            elif claim.field == "published":
                self._dates[claim.about].add(str(claim.value))

    def _note(self, claim: Claim) -> None:
        event, field = claim.about, claim.field
        if _is(claim.target, Person):
            self._taking_part.add(claim.target)
        if field in PLACES:
            self._with_place.add(event)
        if field == "modality" and claim.value != "actual":
            self._not_actual.add(event)
        if field == "follows":
            self._follows[event].add(claim.target)
        if field == "date":
            self._dates[event].add(str(claim.value))
            self._dated_by[event].update({claim.source} - {""})

    def doubts(self) -> list[Doubt]:
        """Return the warnings about all that the files say together."""
        actual = [uid for uid in self._declared(Event) if uid not in self._not_actual]
        return [
            *(self._doubt(uid, NO_PLACE) for uid in actual if uid not in self._with_place),
            *(self._doubt(uid, NO_EVENT) for uid in self._declared(Person) if uid not in self._taking_part),
            *(self._doubt(uid, NOT_USED) for uid in self._declared(Source) if uid not in self._used),
            *(doubt for uid in actual for doubt in self._impossible(uid)),
            *self._circles(),
        ]

    def _declared(self, cls: type[Entity]) -> Iterator[str]:
        return (uid for uid in self._first if _is(uid, cls))

    def _doubt(self, uid: str, expected: str, *field: str) -> Doubt:
        """Return the warning about an item, where it is declared first."""
        path, at = self._first[uid]
        return Doubt(uid, expected, path, (*at[:-1], *field))

    def _impossible(self, uid: str) -> Iterator[Doubt]:
        """Tell dates that an asserted order, or the day of the text that tells them, leaves no day for."""
        own = self._days(uid)
        for other in sorted(self._follows.get(uid, ())):
            if _all_before(own, self._days(other)):
                yield self._doubt(uid, f"a date not before that of {other}, which it follows", "date")
        for source in sorted(self._dated_by.get(uid, ())):
            if _all_before(self._days(source), own):
                yield self._doubt(uid, f"a date not after the publication of {source}, which tells it", "date")

    def _circles(self) -> Iterator[Doubt]:
        """Tell each circle of asserted orders once, at one of its events."""
        told = {(earlier, later) for later, several in self._follows.items() for earlier in several}
        while ring := circle(sorted(told)):
            uid = min(ring)
            turned = [*ring[ring.index(uid) : -1], *ring[: ring.index(uid)], uid]
            said = " follows ".join(reversed(turned))
            yield self._doubt(uid, f"orders that don't go round in a circle, as {said} does", "follows")
            told -= set(pairwise(ring))

    def _days(self, uid: str) -> list[Days]:
        """Return the days of an event, or of a text's publication."""
        return [days_of(date) for date in self._dates.get(uid, ())]


def _all_before(these: Iterable[Days], those: Iterable[Days]) -> bool:
    """Tell whether every day of these is before every day of those; false where either has none."""
    last, first = max((days.last for days in these), default=0), min((days.first for days in those), default=0)
    return 0 < last < first
