"""Which matches of several patterns there are among some subjects, and how sure: to be compared before and after."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from graph import access
from graph.patterns import candidates, concerned, undoubted
from graph.patterns.history import histories
from graph.patterns.judging import decided
from graph.patterns.matching import judges
from graph.patterns.question import Question
from graph.patterns.subjects import in_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from graph.patterns.candidates import Row
    from graph.patterns.history import History
    from graph.patterns.judging import Judged
    from graph.patterns.matches import Certainty
    from graph.patterns.model import Pattern
    from graph.patterns.statements import Statement
    from graph.unit import Unit

Matching = tuple[str, str, tuple[tuple[str, str], ...]]
"""A match by what makes it the same one: the pattern's name, the subject, each step with its event."""


@dataclass(frozen=True, slots=True)
class MatchChange:
    """A match and how sure it is before and after; None where it is none."""

    pattern: str
    subject: str
    steps: tuple[tuple[str, str], ...]
    before: Certainty | None
    after: Certainty | None

    @property
    def change(self) -> Literal["appears", "vanishes", "becomes certain", "becomes possible"]:
        """What happens to it."""
        if self.before is None:
            return "appears"
        if self.after is None:
            return "vanishes"
        return "becomes certain" if self.after == "certain" else "becomes possible"

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        steps = [{"step": step, "event": event} for step, event in self.steps]
        return asdict(self) | {"change": self.change, "steps": steps}


@dataclass(frozen=True, slots=True)
class Outlook:
    """All matches among some subjects, each with how sure it is; `torn` are the subjects without any world."""

    matching: dict[Matching, Certainty]
    torn: dict[str, tuple[Statement, ...]]


def outlook(unit: Unit, patterns: list[Pattern], subjects: Collection[str]) -> Outlook:
    """Return what the patterns find among these subjects for who sees all, as things stand in this unit of work."""
    if not subjects:
        return Outlook({}, {})
    reader = access.reader(unit, access.ALL)
    known = histories(unit, undoubted.doubted(unit, subjects), reader)
    torn = {uid: said for uid, history in known.items() if (said := history.contradiction())}
    matching: dict[Matching, Certainty] = {}
    asked = set(subjects) - torn.keys()
    for pattern in concerned.fillable(unit, patterns, asked):
        question = Question(reader.level, subjects=asked)
        rows = candidates.rows(unit, pattern, reader, question)
        for judge in judges(unit, pattern, question, reader, in_parts(rows), partial(_told, known)):
            for each in decided(judge) or ():
                matching[_key(pattern, judge.row.uid, each)] = each.time
    return Outlook(matching, torn)


def _told(known: Mapping[str, History], unit: Unit, pattern: Pattern, rows: Sequence[Row]) -> Mapping[str, History]:
    """Return the histories that are known beside those that are made of candidates: nobody asks for citations here."""
    return {**undoubted.histories(unit, pattern, rows), **known}


def _key(pattern: Pattern, subject: str, judged: Judged) -> Matching:
    named = zip(pattern.steps, judged.choice, strict=True)
    return pattern.name, subject, tuple((step.id, event) for step, events in named for event in sorted(events))


def compared(before: dict[Matching, Certainty], after: dict[Matching, Certainty]) -> Iterator[MatchChange]:
    """Yield each match that appears, vanishes, or is surer or less sure than before."""
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield MatchChange(*key, before.get(key), after.get(key))
