"""What imports have made of a pattern's answer since some time: the daily question of somebody who monitors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from graph.errors import UsageError
from graph.patterns import costly
from graph.patterns.matching import found
from graph.patterns.question import EVERYTHING
from graph.store import past

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine
    from graph.patterns.answer import Answer
    from graph.patterns.language.model import Pattern
    from graph.patterns.matches import Match
    from graph.patterns.question import Question
    from graph.unit import Unit

Change = Literal["appears", "becomes certain", "becomes possible", "says something else"]
Key = tuple[str, tuple[tuple[str, ...], ...]]
"""What makes a match the same one: the subject, and the events of each step."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A match that is new, or differs from what it was: in certainty, dates, gaps, sources or standing."""

    match: Match
    change: Change

    def as_json(self) -> dict[str, Any]:
        """Return the match as plain data, with what has changed of it."""
        return self.match.as_json() | {"change": self.change}


@dataclass(frozen=True, slots=True)
class Since:
    """The answer as it is, what of it is new since a batch began or before a date, and what was a match then."""

    answer: Answer
    since: str
    changed: tuple[Changed, ...]
    undone: tuple[Match, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data: an answer whose matches are only those that changed."""
        counts = Counter(each.match.time for each in self.changed)
        return self.answer.as_json() | {
            "new_since": self.since,
            "counts": {"certain": counts["certain"], "possible": counts["possible"]},
            "matches": [each.as_json() for each in self.changed],
            "undone": [match.as_json() for match in self.undone],
        }


def new_since(engine: Engine, pattern: Pattern, when: str, question: Question = EVERYTHING) -> Since:
    """Return what imports and undos have made of an answer since before a batch or a date.

    UsageError if there is no such batch or date, if too much has happened since, or a past graph is asked about.
    """
    if question.recorded_by:
        raise UsageError("what is new is asked of the graph as it is now", way_out="leave --recorded-by out")

    def work(unit: Unit) -> Answer:
        return found(unit, pattern, question)

    with costly.explained(engine, pattern, question):
        then = past.looked_at(engine, when, work, before=True)
    now = costly.asked(engine, pattern, question, work)
    earlier = {_key(match): match for match in then.matches}
    later = {_key(match) for match in now.matches}
    undone = tuple(match for key, match in earlier.items() if key not in later)
    return Since(now, when, tuple(_changed(earlier, now)), undone)


def _changed(earlier: dict[Key, Match], now: Answer) -> Iterator[Changed]:
    for match in now.matches:
        before = earlier.get(_key(match))
        if before is None:
            yield Changed(match, "appears")
        elif before.time != match.time:
            yield Changed(match, "becomes certain" if match.time == "certain" else "becomes possible")
        elif before != match:
            yield Changed(match, "says something else")


def _key(match: Match) -> Key:
    return match.uid, tuple(tuple(event.uid for event in step.events) for step in match.steps)
