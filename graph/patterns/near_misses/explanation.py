"""What an explanation says: of one subject, for each step, the events that were considered and what each fails."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from graph.patterns.answer import Answer
    from graph.patterns.matches import Failed, Found

Verdict = Literal["certain", "possible", "one step short", "no match", "contradictory", "undecided"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An event of a step's kind, and all that keeps it from filling the step; of one that can, nothing."""

    event: Found
    failed: tuple[Failed, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self.event) | {"fits": not self.failed, "failed": [asdict(each) for each in self.failed]}


@dataclass(frozen=True, slots=True)
class Explained:
    """A step and the events that were considered for it, by day; at one that is `absent` what fits must not be."""

    step: str
    absent: bool
    considered: tuple[Weighed, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"step": self.step, "absent": self.absent, "considered": [each.as_json() for each in self.considered]}


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a pattern considers of one subject; `answer` is the pattern's answer, of this subject alone."""

    uid: str
    name: str
    answer: Answer
    steps: tuple[Explained, ...]

    @property
    def verdict(self) -> Verdict:
        """What it comes to."""
        if self.answer.inconsistent:
            return "contradictory"
        if self.answer.undecided:
            return "undecided"
        if self.answer.matches:
            return "certain" if self.answer.only_certain().matches else "possible"
        return "one step short" if self.answer.near_misses else "no match"

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data: the answer with the subject, the verdict and what was considered."""
        return self.answer.as_json() | {
            "subject": {"uid": self.uid, "name": self.name},
            "verdict": self.verdict,
            "considered": [each.as_json() for each in self.steps],
        }
