"""How Cypher gets from a subject to what befell it: to its own events, those of a group it is in, those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology.actors import PersonGroup
from graph.patterns.language.model import SUBJECT
from graph.time.days import FIRST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.language.model import Of, Pattern, Step
    from graph.patterns.predicates import Predicates
    from graph.patterns.question import Question

_ONLY_PERHAPS = ("alleged", "inferred")
"""Standings of a membership that name nobody for certain."""


class Befalling:
    """Writes the ways from a subject to events `e`, each by its tie `s`, as far as the question lets them count."""

    def __init__(self, pattern: Pattern, question: Question, filters: Predicates) -> None:
        self._question, self._filters, self._reader = question, filters, filters.reader
        self._link = pattern.through.upper()
        self._in_groups = pattern.subject == "Person" and pattern.through == SUBJECT

    def own(self) -> Iterator[str]:
        """Yield ways that return `e`, `s` and, as `identity`, whether it befell the subject only perhaps."""
        yield f"{self.itself('(subject)')} RETURN e, s, false AS identity"
        if self._in_groups:
            some = "s.number IS NOT NULL AND s.number < coalesce(s.out_of, g.size, s.number + 1)"
            perhaps = f"({some}) OR coalesce(m.standing IN {list(_ONLY_PERHAPS)}, false)"
            yield f"{self._group('(subject)')} RETURN e, s, {perhaps} AS identity"

    def of_others(self, of: Of, subject: str = "(subject)") -> str:
        """Return the way to what befell those whom the subject is linked to."""
        ends = ("<-", "-") if of.backwards else ("-", "->")
        asked = self._counts("o", "other")
        if of.roles:
            asked += f" AND o.role IN {self._filters.parameter(list(of.roles))}"
        return f"MATCH {subject}{ends[0]}[o:{of.link}]{ends[1]}(other:Entity)<-[s:{self._link}]-(e:Event) WHERE {asked}"

    def of_step(self, step: Step, subject: str) -> Iterator[str]:
        """Yield the ways to all whose events can fill a step, but for what the step asks of them."""
        if step.of:
            yield self.of_others(step.of, subject)
            return
        yield self.itself(subject)
        if self._in_groups:
            yield self._group(subject)

    def itself(self, subject: str) -> str:
        """Return the way to the events of the subject itself."""
        return f"MATCH {subject}<-[s:{self._link}]-(e:Event) WHERE {self._counts()}"

    def _group(self, subject: str) -> str:
        member = f"{subject}-[m:MEMBER_OF]->(g:{PersonGroup.__name__})"
        return f"MATCH {member}<-[s:{self._link}]-(e:Event) WHERE {self._counts('m', 'g')}"

    def _counts(self, *way: str) -> str:
        """Return what is asked of every event, its tie, and what is met on the way."""
        asked = [self._reader.sees("s", "e", *way), *self._filters.standing("s")]
        if self._question.last_day is not None:
            first, last_day = self._reader.value("e", "date_first"), self._filters.parameter(self._question.last_day)
            asked.append(f"coalesce({first}, {FIRST_DAY}) <= {last_day}")
        return " AND ".join(asked)
