"""A pattern asked of packed histories (see `graph.store.packed`) in Cypher: who can match."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.patterns.language.model import SUBJECT
from graph.patterns.packed.coded import asks_further, codes, is_own
from graph.patterns.packed.line import Line
from graph.store.packed import PACKED, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.beginning import Beginning
    from graph.patterns.language.model import Pattern, Step
    from graph.patterns.predicates import Predicates
    from graph.patterns.question import Question


class Packing:
    """Writes Cypher about packed histories into one statement, whose parameters are those of `filters`."""

    def __init__(self, pattern: Pattern, question: Question, filters: Predicates) -> None:
        self._pattern, self._filters = pattern, filters
        self._numbers = [n for n, step in enumerate(pattern.steps) if is_own(step)]
        self._own = list(bounded(pattern, self._numbers))
        self._whole, self._until = asks_further(pattern), question.last_day
        self._line = Line(self._own, filters, self._until, whole=self._whole)

    def ways(self) -> dict[int, int]:
        """Return the numbers of the steps that are looked for, each with how many codes fit it."""
        return {n: len(codes(self._pattern.steps[n])) for n in self._numbers}

    def subjects(self, begin: Beginning) -> str:
        """Return Cypher for the subjects whose packed history holds events for all steps, in order, within bounds."""
        first = self._numbers.index(begin.step)
        others = [n for n, _ in enumerate(self._own) if n != first]
        lines = [*self.begun(begin), f"WITH subject, packed, {self._fitting(first)} WHERE size(x{first}) > 0"]
        if others:
            columns, there = ", ".join(map(self._fitting, others)), " AND ".join(f"size(x{n}) > 0" for n in others)
            lines.append(f"WITH subject, x{first}, {columns} WHERE {there}")
        return "\n".join([*lines, *self._hulls(), "RETURN subject"])

    def begun(self, begin: Beginning) -> Iterator[str]:
        """Yield Cypher for subjects with a packed history: for all, or for those of few events that fit one step."""
        subject, listed = f"(subject:{self._pattern.subject})", PACKED
        if begin.few:
            yield f"MATCH (e:Event) WHERE {self._filters.indexed('e', self._pattern.steps[begin.step])}"
            yield f"MATCH (e)-[:{SUBJECT.upper()}]->{subject} WHERE subject.{PACKED} IS NOT NULL WITH DISTINCT subject"
        else:
            yield f"MATCH {subject} WHERE subject.{PACKED} IS NOT NULL"
        if self._whole:
            yield f"WITH subject WHERE {self._may()}"
            listed = WHOLE
        yield f"WITH subject, subject.{listed} AS packed"

    def _may(self) -> str:
        """Return what codes alone, which the database reads sooner, ask of a subject."""
        line = Line(self._own, self._filters, self._until)
        return " AND ".join(f"any(y IN subject.{PACKED} WHERE {line.fits(n)})" for n, _ in enumerate(self._own))

    def _fitting(self, n: int) -> str:
        return f"[y IN packed WHERE {self._line.fits(n)}] AS x{n}"

    def _hulls(self) -> Iterator[str]:
        """Yield what order and bounds ask of neighbours."""
        for before, n in pairwise(range(len(self._own))):
            if self._own[n].plain:
                asked = f"x <> y AND {self._line.follows(n, 'x', 'y')}"
                others = ", ".join(f"x{m}" for m, _ in enumerate(self._own) if m != n)
                yield f"WITH subject, {others}, [y IN x{n} WHERE any(x IN x{before} WHERE {asked})] AS x{n}"
                yield f"WHERE size(x{n}) > 0"


def bounded(pattern: Pattern, numbers: list[int]) -> Iterator[Step]:
    """Yield steps of a pattern, with those bounds that count from the one before among them."""
    steps = pattern.steps
    for before, n in zip([None, *numbers], numbers, strict=False):
        tied = before is not None and steps[before].plain and all(each.absent for each in steps[before + 1 : n])
        yield replace(steps[n], bounds=tuple(bound for bound in steps[n].bounds if tied and not bound.after))
