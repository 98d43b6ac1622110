"""Which matches of several patterns there are among some subjects, and how sure: to be compared before and after."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from graph.patterns import candidates
from graph.patterns.history import histories
from graph.patterns.matching import certainty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.access import Reader
    from graph.engine import Unit
    from graph.patterns.answer import Certainty
    from graph.patterns.model import Pattern

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


def outlook(
    unit: Unit, patterns: list[Pattern], subjects: Collection[str], reader: Reader
) -> dict[Matching, Certainty]:
    """Return all matches of the patterns among these subjects, each with how sure it is."""
    rows = {pattern.name: _rows(unit, pattern, subjects, reader) for pattern in patterns} if subjects else {}
    known = histories(unit, {row["uid"] for found in rows.values() for row in found}, reader)
    consistent = {uid for uid, history in known.items() if history.worlds.exist()}
    return {
        (pattern.name, row["uid"], tuple(zip((step.id for step in pattern.steps), choice, strict=True))): time
        for pattern in patterns
        for row in rows.get(pattern.name, [])
        if row["uid"] in consistent
        for choice in row["choices"]
        if (time := certainty(pattern, known[row["uid"]], choice))
    }


def _rows(unit: Unit, pattern: Pattern, subjects: Collection[str], reader: Reader) -> list[dict[str, Any]]:
    text, parameters = candidates.statement(pattern, reader, subjects)
    return unit.run(text, **parameters)


def compared(before: dict[Matching, Certainty], after: dict[Matching, Certainty]) -> Iterator[MatchChange]:
    """Yield each match that appears, vanishes, or is surer or less sure than before."""
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield MatchChange(*key, before.get(key), after.get(key))
