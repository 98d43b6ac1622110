"""What a change does to the matches of patterns: each that appears, vanishes, or is surer or less sure than before."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from graph.patterns.outlook import judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.matches import Certainty
    from graph.patterns.outlook import Outlook
    from graph.unit import Unit


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


def compared(unit: Unit, before: Outlook, now: Outlook) -> Iterator[MatchChange]:
    """Yield the matches that are otherwise than in an outlook that is judged; rows that are as then are not judged."""
    same = {key for key, each in now.alone.items() if before.alone.get(key) == each}
    was = {match: time for match, time in before.matching.items() if match[:2] not in same}
    otherwise = {key: each for key, each in now.alone.items() if key not in same}
    is_now = judged(unit, replace(now, alone=otherwise)).matching
    for key in sorted(was.keys() | is_now.keys()):
        if was.get(key) != is_now.get(key):
            yield MatchChange(*key, was.get(key), is_now.get(key))
