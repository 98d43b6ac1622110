"""One subject's choices judged by its history: certain, possible, none, or undecided where there are too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from graph.patterns.choices import Choices
from graph.patterns.sequence import Demands, Pool
from graph.time.hulls import left_open
from graph.time.trials import Trials, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.candidates import Row
    from graph.patterns.history import History
    from graph.patterns.language.model import Pattern, Step
    from graph.patterns.linked import LinkedItems
    from graph.patterns.matches import Certainty, Reason
    from graph.patterns.sequence import Choice
    from graph.time.formula import Formula


Untold = Literal["inconsistent", "undecided"]
"""Why nothing is told of a subject: no world agrees with what is claimed, or telling takes too many trials."""


class Judged(NamedTuple):
    """A choice that is a match, how sure, and why no surer."""

    choice: Choice
    time: Certainty
    because: tuple[Reason, ...]


class Judge:
    """Judges the choices of one subject for a pattern; `until` is the last day that counts, if any."""

    def __init__(
        self, pattern: Pattern, row: Row, history: History, linked: LinkedItems, until: int | None = None
    ) -> None:
        self.pattern, self.row, self.history, self.linked = pattern, row, history, linked
        self._choices = Choices(pattern, row, linked.fits, until)
        self._seats = {step.id: seat for step, seat in zip(pattern.seats(), row.seats, strict=True)}
        self.candidates = {
            (step.id, each.uid): each for step, seat in zip(pattern.seats(), row.seats, strict=True) for each in seat
        }
        self.demands = Demands(pattern, history, self._pool, until)
        compared = any(step.comparisons for step in pattern.seats())
        self._all_fit = not compared and not any(each.perhaps for seat in row.seats for each in seat)

    def judged(self) -> Iterator[Judged]:
        """Yield the matches, in no order; raise Undecided where telling takes too much."""
        for choice in self._choices.all():
            if found := self.judge(choice):
                yield found

    def judge(self, choice: Choice) -> Judged | None:
        """Return how sure a choice is; None if no world has it."""
        matching = self._left_open(choice, strict=False)
        if not Trials().some(self.history.worlds, matching):
            return None
        because = [*self._of_time(choice, matching), *self._because(choice)]
        return Judged(choice, "possible" if because else "certain", tuple(dict.fromkeys(because)))

    def _left_open(self, choice: Choice, *, strict: bool) -> Formula:
        """Return what days alone don't tell of a choice being a match: firm worlds include all others."""
        return left_open(self.demands.matches(choice, strict=strict), self.history.firm.hull)

    def _of_time(self, choice: Choice, matching: Formula) -> Iterator[Reason]:
        """Yield why the choice is not a match in every world; what fits besides, but perhaps, is no matter of time."""
        events = [self.history.events[event] for chosen in choice for event in chosen]
        doubtful = any(event.days.doubtful for event in events)
        if doubtful or not Trials().all(self.history.firm, matching):
            yield "time"
            if any(event.rivals for event in events):
                yield "claims"
        elif not self._all_fit and not Trials().all(self.history.firm, self._left_open(choice, strict=True)):
            perhaps = [each for seat in self.row.seats for each in seat if each.perhaps]
            yield "unknown_field" if any(each.unknown for each in perhaps) or not perhaps else "identity"

    def _because(self, choice: Choice) -> Iterator[Reason]:
        for step, events in zip(self.pattern.steps, choice, strict=True):
            for event in events:
                fitting = self.candidates[step.id, event]
                if fitting.identity:
                    yield "identity"
                if fitting.unknown or self.linked.unknown(step, event, choice):
                    yield "unknown_field"

    def _pool(self, step: Step, choice: Choice) -> Pool:
        """Return what fits a step beside the events of a choice, and with them."""
        used = {event for events in choice for event in events}
        free = [each for each in self._seats[step.id] if each.uid not in used]
        unsure = {each.uid for each in free if each.perhaps}
        if step.comparisons:
            free = [each for each in free if self.linked.fits(step, each.uid, choice)]
            unsure |= {each.uid for each in free if self.linked.unknown(step, each.uid, choice)}
        return Pool(
            tuple(each.uid for each in free if each.uid not in unsure),
            tuple(each.uid for each in free if each.uid in unsure),
        )


def decided(judge: Judge) -> list[Judged] | None:
    """Return a subject's matches; None where telling takes too many trials."""
    try:
        return list(judge.judged())
    except Undecided:
        return None


def outcome(judge: Judge) -> list[Judged] | Untold:
    """Return a subject's matches, or why nothing is told of it."""
    if not judge.history.worlds.exist():
        return "inconsistent"
    judged = decided(judge)
    return "undecided" if judged is None else judged
