"""Who matches a pattern: the answer of `handover match`, with the graph's own items in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from api.graphql.computed import reasons, tallies
from api.graphql.computed.tables import Told
from graph.errors import UsageError
from graph.patterns import library, pages
from graph.patterns.language import reading
from graph.patterns.matching import match
from graph.patterns.near_misses.explaining import explain
from graph.patterns.question import Question
from graph.problems import Place, Problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.graphql.context import Context
    from graph.engine import Engine
    from graph.patterns.answer import Answer, Counts
    from graph.patterns.language.model import Pattern
    from graph.patterns.matches import Match, NearMiss

PATTERNS = Told("patterns", "[PatternInfo!]!", "The patterns that ship.")
MATCH = Told("match", "Matching!", "Who matches a pattern, by its name or as it stands here.")
ARGUMENTS = {
    "name": ("String", "The name of a pattern that ships."),
    "pattern": ("Data", "A pattern as in a pattern file."),
    "with": ("Data", "Values for the pattern's parameters."),
    "certain": ("Boolean", "Only what holds in every world."),
    "happenedBy": ("String", "Only events until the end of this date (EDTF)."),
    "knownBy": ("String", "Only what was published, or known, by the end of this date (EDTF)."),
    "recordedBy": ("String", "What our graph said after a batch, or at the end of a date."),
    "by": ("String", "One party's version, by its uid, and what nobody signs."),
    "standing": ("standings", "Only what is attested so, or better."),
    "nearMisses": ("Boolean", "Also who is one step short."),
    "explain": reasons.EXPLAIN,
    "first": ("Int", "Only the first so many matches, and near misses; the counts are of all. 0 for the counts alone."),
}


def patterns(_context: Context, _said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every pattern that ships."""
    return [_info(library.pattern(name)) for name in library.names()]


def _info(pattern: Pattern) -> dict[str, Any]:
    steps = [step.id for step in pattern.steps]
    return {"name": pattern.name, "title": pattern.title, "means": pattern.means, "steps": steps}


def matching(context: Context, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return who matches the pattern that is asked for, each part of it to be found when it is asked for."""
    question = Question(
        level=context.level,
        happened_by=said.get("happenedBy") or "",
        known_by=said.get("knownBy") or "",
        recorded_by=said.get("recordedBy") or "",
        by=said.get("by") or "",
        standing=said.get("standing") or "",
    )
    return _Asked(context.engine, _pattern(said), question, said).parts()


class _Asked:
    """A pattern as it is asked of a graph: of a first page nothing is found that nobody selects."""

    def __init__(self, engine: Engine, pattern: Pattern, question: Question, said: Mapping[str, Any]) -> None:
        self._engine, self._pattern, self._question = engine, pattern, question
        self._certain, self._near, self._first = bool(said.get("certain")), bool(said.get("nearMisses")), _first(said)
        self._explain = said.get("explain") or ""

    def parts(self) -> dict[str, Any]:
        """Return the answer's parts by name."""
        return {
            "pattern": self._pattern.name,
            "title": self._pattern.title,
            "clocks": self._question.clocks(),
            "counts": lambda: {"certain": self._counts.certain, "possible": self._counts.possible},
            "total_count": lambda: self._counts.total,
            "matches": lambda: [each.as_json() for each in self._matches()],
            "near_misses": lambda: [each.as_json() for each in self._near_misses()] if self._near else None,
            "statistics": self._statistics,
            "explanation": self._explanation() if self._explain else None,
            "inconsistent": lambda: list(self._counts.inconsistent),
            "undecided": lambda: list(self._counts.undecided),
        }

    @cached_property
    def _whole(self) -> Answer:
        found = match(self._engine, self._pattern, self._question, near_misses=self._near)
        return found.only_certain() if self._certain else found

    @cached_property
    def _counts(self) -> Counts:
        if self._first is None:
            return self._whole.counts
        return pages.count(self._engine, self._pattern, self._question, certain=self._certain)

    def _matches(self) -> tuple[Match, ...]:
        if self._first is None:
            return self._whole.matches
        return pages.first_matches(self._engine, self._pattern, self._first, self._question, certain=self._certain)

    def _near_misses(self) -> tuple[NearMiss, ...]:
        if self._first is None:
            return self._whole.near_misses or ()
        return pages.first_near_misses(self._engine, self._pattern, self._first, self._question, certain=self._certain)

    def _statistics(self) -> dict[str, Any]:
        found = match(self._engine, self._pattern, self._question, statistics=True)
        return tallies.told(found.only_certain() if self._certain else found)

    def _explanation(self) -> dict[str, Any]:
        return reasons.told(explain(self._engine, self._pattern, self._explain, self._question))


def _first(said: Mapping[str, Any]) -> int | None:
    first = said.get("first")
    if first is not None and first < 0:
        raise UsageError(f"`first` can't be {first}", way_out="give 0 or more, or leave it out for all")
    return None if first is None else int(first)


def _pattern(said: Mapping[str, Any]) -> Pattern:
    name, inline, given = said.get("name"), said.get("pattern"), said.get("with")
    if (name is None) is (inline is None):
        raise UsageError("a pattern is asked for by `name` or by `pattern`", way_out="give one of them")
    if name is not None:
        return library.pattern(name, given)
    return reading.read(inline, Problems(lambda _at, _key: Place("pattern")), given, library.pattern)
