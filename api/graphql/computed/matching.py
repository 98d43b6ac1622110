"""Who matches a pattern: the answer of `handover match`, with the graph's own items in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from api.graphql.computed import reasons, tallies
from api.graphql.computed.tables import Table, Told
from graph.errors import UsageError
from graph.patterns import library, pages, reading
from graph.patterns.explaining import explain
from graph.patterns.matching import match
from graph.patterns.question import Question
from graph.problems import Place, Problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.graphql.context import Context
    from graph.engine import Engine
    from graph.patterns.answer import Answer, Counts
    from graph.patterns.matches import Match, NearMiss
    from graph.patterns.model import Pattern

_MATCH = (
    Told("subject", "Entity", "Who matches; null where the graph has nothing of it now."),
    Told("time", "String!", "certain, where it holds in every world that the claims allow; else possible."),
    Told("because", "[String!]!", "Why it is possible only: time, identity, unknown_field, claims."),
    Told("standing", "standings", "The weakest standing that it rests on."),
    Told("under", "[Entity]!", "Whose claims it rests on."),
    Told("steps", "[MatchedStep!]!", "What fills each step."),
    Told("gaps", "[MatchedGap!]!", "The days from each filled step to the next."),
)

TABLES = (
    Table("PatternInfo", "A pattern that ships.", (
        Told("name", "String!", "What it is asked for by."),
        Told("title", "String!", "What it finds."),
        Told("means", "String", "What a match means, and what it doesn't."),
        Told("steps", "[String!]!", "The ids of its steps."),
    )),
    Table("Matching", "Who matches a pattern.", (
        Told("pattern", "String!", "The pattern's name."),
        Told("title", "String!", "What it finds."),
        Told("clocks", "MatchClocks!", "Until when things count."),
        Told("counts", "MatchCounts!", "How many matches there are, on a first page too."),
        Told("total_count", "Int!", "How many there are, certain or not."),
        Told("matches", "[Match!]!", "The matches, by the subject's name."),
        Told("near_misses", "[NearMiss!]", "Who is one step short, the nearest first; null unless asked for."),
        tallies.STATISTICS,
        reasons.EXPLANATION,
        Told("inconsistent", "[Entity]!", "Whose claims can't all be true, so that nothing is matched."),
        Told("undecided", "[Entity]!", "Who has too many events that could match."),
    )),
    Table("MatchClocks", "Until when things count; null for until now.", (
        Told("happened_by", "String", "Events until then."),
        Told("known_by", "String", "What was published or known by then."),
        Told("recorded_by", "String", "What our graph said then."),
    )),
    Table("MatchCounts", "How many matches there are.", (
        Told("certain", "Int!", "That hold in every world."),
        Told("possible", "Int!", "That hold in some worlds only."),
    )),
    Table("Match", "One choice of events that fill the steps.", _MATCH),
    Table("NearMiss", "What would be a match but for one thing.", (
        *_MATCH, Told("failed", "[MatchFailure!]!", "What failed."),
    )),
    Table("MatchFailure", "The one condition that failed.", (
        Told("step", "String", "At which step; null for the whole pattern."),
        Told("condition", "String!", "What was asked."),
        Told("by", "String", "By how many days it is off, or: not stated."),
        Told("known_instead", "String", "What the graph has in its place."),
    )),
    Table("MatchedStep", "A step in one match.", (
        Told("step", "String!", "Its id."),
        Told("state", "String!", "filled, absent or unfilled."),
        Told("alternative", "String", "The alternative that fits."),
        Told("events", "[MatchedEvent!]!", "What fills it, in order."),
    )),
    Table("MatchedEvent", "An event that fills a step, as the match saw it.", (
        Told("uid", "String!", "Its uid."),
        Told("kind", "String", "Its kind."),
        Told("date", "String", "Its date in EDTF."),
        Told("citations", "[MatchedCitation!]!", "Where it stands."),
        Told("uid", "Event", "The event itself, as the graph has it now.", "event"),
    )),
    Table("MatchedCitation", "A place in a source.", (
        Told("source", "Source", "The source."),
        Told("locator", "String", "Where in it."),
        Told("standing", "standings", "How well the source stands behind it."),
        Told("by", "Entity", "Whose claim it is."),
    )),
    Table("MatchedGap", "The days from one step to a later one, over all worlds that have the match.", (
        Told("from", "String!", "The earlier step."),
        Told("to", "String!", "The later step."),
        Told("min_days", "Int!", "The fewest."),
        Told("max_days", "Int", "The most; null where nothing bounds them."),
    )),
)  # fmt: skip

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
