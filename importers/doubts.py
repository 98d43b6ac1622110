"""What reads well in case files and may still be a slip: warnings, which refuse nothing.

Judged over all files that are read together; what only the graph knows is not asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.actors import Person
from graph.ontology.events import Event
from graph.ontology.sources import Source
from graph.problems import Problem, path_text
from graph.time.edtf import days_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.claims import Claim
    from graph.ontology.entity import Entity
    from graph.problems import At
    from graph.time.days import Days
    from importers.casefile import CaseFile
    from importers.document import Document

NO_PLACE = "a place (at, from or to), if the source tells one"
NO_EVENT = "an event with this person in it"
NOT_USED = "a claim that cites this source, or speaks of it"
PLACES = ("at", "from", "to")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning about an item: what is wanted of it, and the part of a file that it is about."""

    uid: str
    expected: str
    document: Document
    at: At

    def problem(self) -> Problem:
        """Return the warning with its place, for which the file is read once more."""
        return Problem(self.document.place(self.at), path_text(self.at), self.uid, self.expected, severity="warning")


def doubts(cases: list[CaseFile]) -> list[Doubt]:
    """Return the warnings about what the files say together."""
    doubting = _Doubting(cases)
    return [*doubting.without_place(), *doubting.without_event(), *doubting.not_used(), *doubting.impossible()]


class _Doubting:
    def __init__(self, cases: list[CaseFile]) -> None:
        self.said: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in {claim.uid: claim for case in cases for claim in case.claims}.values():
            self.said[claim.about, claim.field].append(claim)
        self.first: dict[str, CaseFile] = {}
        for case in cases:
            for uid in case.items:
                self.first.setdefault(uid, case)

    def declared(self, cls: type[Entity]) -> Iterator[str]:
        """Yield the uids of a class that the files have items of, each once."""
        yield from (uid for uid in self.first if uid.startswith(f"{cls.prefix}/"))

    def doubt(self, uid: str, expected: str, *field: str) -> Doubt:
        """Return the warning about an item, where it is declared first."""
        case = self.first[uid]
        return Doubt(uid, expected, case.document, (*case.items[uid][:-1], *field))

    def without_place(self) -> Iterator[Doubt]:
        for uid in self.actual():
            if not any(self.said.get((uid, link)) for link in PLACES):
                yield self.doubt(uid, NO_PLACE)

    def actual(self) -> Iterator[str]:
        """Yield the events that are not only planned, feared or denied."""
        for uid in self.declared(Event):
            if all(claim.value == "actual" for claim in self.said.get((uid, "modality"), ())):
                yield uid

    def without_event(self) -> Iterator[Doubt]:
        links = registry.links(Event)
        taking_part = {
            claim.target
            for (about, field), claims in self.said.items()
            if field in links and about.startswith(f"{Event.prefix}/")
            for claim in claims
        }
        yield from (self.doubt(uid, NO_EVENT) for uid in self.declared(Person) if uid not in taking_part)

    def not_used(self) -> Iterator[Doubt]:
        used = {
            uid
            for (about, _), claims in self.said.items()
            for claim in claims
            for uid in claim.mentions()
            if uid != about
        }
        yield from (self.doubt(uid, NOT_USED) for uid in self.declared(Source) if uid not in used)

    def impossible(self) -> Iterator[Doubt]:
        """Tell dates that an asserted order, or the day of the text that tells them, leaves no day for."""
        for uid in self.actual():
            own = self.dates(uid, "date")
            earlier = {claim.target for claim in self.said.get((uid, "follows"), ())}
            for other in sorted(earlier):
                if _all_before(own, self.dates(other, "date")):
                    yield self.doubt(uid, f"a date not before that of {other}, which it follows", "date")
            for source in sorted({claim.source for claim in self.said.get((uid, "date"), ()) if claim.source}):
                if _all_before(self.dates(source, "published"), own):
                    yield self.doubt(uid, f"a date not after the publication of {source}, which tells it", "date")

    def dates(self, uid: str, field: str) -> list[Days]:
        return [days_of(str(claim.value)) for claim in self.said.get((uid, field), ())]


def _all_before(these: Iterable[Days], those: Iterable[Days]) -> bool:
    """Tell whether every day of these is before every day of those; false where either has none."""
    last, first = max((days.last for days in these), default=0), min((days.first for days in those), default=0)
    return 0 < last < first
