"""What the case files say of each passage of a document, from the marks and from what claims cite.

A claim belongs to the document whose locator it has: the one that quotes its source, else the source. It
belongs to the passage whose mark is its locator, or the longest beginning of it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graph.claims.claim import ATTITUDE
from graph.problems import Problem, path_text
from importers.marks import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.claims.claim import Citation, Claim
    from graph.problems import At
    from importers.casefile import CaseFile
    from importers.marks import LeftOut, Mark

Section = tuple[str, ...]
"""A mark's section as the words by which locators are compared."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One marked passage: what it says, and how much of that is claimed."""

    section: str
    statements: int
    claims: int
    items: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One document; its claims and items count those of no passage as well."""

    source: str
    name: str
    claims: int
    items: int
    passages: tuple[Passage, ...]

    @property
    def statements(self) -> int:
        """How many statements the marked passages make."""
        return sum(passage.statements for passage in self.passages)

    @property
    def left_out(self) -> int:
        """How many things are left out."""
        return sum(len(passage.left_out) for passage in self.passages)

    def summary(self) -> str:
        """Say in a line how the document is covered."""
        claims = f"{self.claims:,} claims on {self.items:,} items"
        if not self.passages:
            return f"no passage is marked, {claims}"
        said = f"{self.statements:,} statements in {len(self.passages):,} passages"
        return f"{said}, {claims}, {self.left_out:,} left out"

    def as_json(self) -> dict[str, Any]:
        """Return the reading as plain data, for `--format json`."""
        counts = {"statements": self.statements, "claims": self.claims, "items": self.items, "left_out": self.left_out}
        passages = [asdict(passage) for passage in self.passages]
        return {"source": self.source, "name": self.name, **counts, "passages": passages}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How documents are covered; `gaps` are passages that nothing covers, and citations of no passage."""

    readings: tuple[Reading, ...]
    gaps: tuple[Problem, ...]


def coverage(cases: list[CaseFile]) -> Coverage:
    """Count what the files claim of each document, passage by passage."""
    counts = _Counts(cases)
    readings = tuple(counts.reading(source) for source in counts.documents())
    gaps = sorted([*counts.unmarked(), *counts.unfilled(), *counts.astray()], key=lambda gap: gap.place)
    return Coverage(readings, tuple(gaps))


def document(cited: Citation | Claim) -> str:
    """Return the uid of the document that a locator is in."""
    return cited.quoted_in or cited.source


class _Counts:
    def __init__(self, cases: list[CaseFile]) -> None:
        self.cases = cases
        self.claims = {claim.uid: claim for case in cases for claim in case.claims}
        self.marks: dict[str, dict[Section, Mark]] = {}
        for mark in (mark for case in cases for mark in case.marks):
            self.marks.setdefault(mark.source, {})[words(mark.section)] = mark
        self.by_passage: dict[tuple[str, Section], list[Claim]] = {}
        for claim in self.claims.values():
            if claim.source:
                self.by_passage.setdefault((document(claim), self.section(claim)), []).append(claim)

    def documents(self) -> list[str]:
        """List the marked documents in the order of their marks, then those that are only cited."""
        cited = sorted({source for source, _ in self.by_passage})
        return list(dict.fromkeys((*self.marks, *cited)))

    def section(self, cited: Citation | Claim) -> Section:
        """Return the section of the mark that a locator belongs to; () if there is none."""
        marked, found = self.marks.get(document(cited), {}), words(cited.locator)
        return next((found[:size] for size in range(len(found), 0, -1) if found[:size] in marked), ())

    def items(self, claims: Iterable[Claim]) -> int:
        """Count what claims are about; an attitude is about what the claim is about that it is taken to."""
        return len({self.claims[c.about].about if c.field == ATTITUDE else c.about for c in claims})

    def reading(self, source: str) -> Reading:
        names = sorted(str(c.value) for c in self.claims.values() if c.about == source and c.field == "name")
        cited = [claim for (of, _), claims in self.by_passage.items() if of == source for claim in claims]
        passages = tuple(self.passage(mark) for mark in self.marks.get(source, {}).values())
        return Reading(source, names[0] if names else source, len(cited), self.items(cited), passages)

    def passage(self, mark: Mark) -> Passage:
        claims = self.by_passage.get((mark.source, words(mark.section)), [])
        return Passage(mark.section, mark.statements, len(claims), self.items(claims), mark.left_out)

    def unfilled(self) -> Iterator[Problem]:
        """Tell the marks with statements that no claim cites and nothing leaves out."""
        for case in self.cases:
            for mark in case.marks:
                if mark.statements and not mark.left_out and not self.passage(mark).claims:
                    expected = "a claim that cites this passage, or what of it is left out and why"
                    yield self._gap(case, mark.at, mark.section, expected)

    def astray(self) -> Iterator[Problem]:
        """Tell each locator of a claim that belongs to no mark, once per file."""
        of_claims = {
            (source, claim.locator) for source in self.marks for claim in self.by_passage.get((source, ()), ())
        }
        for case in self.cases:
            told: set[tuple[str, str]] = set()
            for citation, at in case.reader.cited.items():
                cited = (document(citation), citation.locator)
                if cited in of_claims and cited not in told:
                    told.add(cited)
                    expected = f"a locator in a passage of {cited[0]} that is marked under reading"
                    yield self._gap(case, at, citation.locator, expected)

    def unmarked(self) -> Iterator[Problem]:
        """Tell each document that is cited and has no marks at all, once."""
        told: set[str] = set()
        for case in self.cases:
            for citation, at in case.reader.cited.items():
                cited = document(citation)
                if cited not in self.marks and cited not in told:
                    told.add(cited)
                    yield self._gap(case, at, cited, "a document whose passages are marked under reading")

    def _gap(self, case: CaseFile, at: At, value: str, expected: str) -> Problem:
        return Problem(case.document.place(at), path_text(at), value, expected, severity="warning")
