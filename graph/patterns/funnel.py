"""How many subjects reach each step: those that match the pattern up to it.

A stage ends at each step that an event must fill, and at one that is absent at the pattern's end; steps that are
optional, absent or may be empty don't narrow the way by themselves and are judged with the next stage. What holds for
the whole pattern, `max_span` and `until`, holds at every stage, so that nobody reaches a step without the one before.
A comparison counts once both of its steps are there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from graph import access
from graph.patterns import candidates, subjects
from graph.patterns.judging import Judge, decided
from graph.patterns.statistics import Stage, Tally, tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Unit
    from graph.patterns.answer import Answer
    from graph.patterns.model import Pattern
    from graph.patterns.question import Question


def funnel(unit: Unit, pattern: Pattern, question: Question, answer: Answer) -> tuple[Stage, ...]:
    """Return how many reach each step; the last one is told by the answer to the whole pattern."""
    *before, last = stages(pattern)
    told = Stage(pattern.steps[last].id, tally(answer.matches), len(answer.undecided))
    return (*(_reached(unit, until(pattern, n), question) for n in before), told)


def stages(pattern: Pattern) -> list[int]:
    """Return the numbers of the steps at which a stage ends."""
    last = len(pattern.steps) - 1
    return [n for n, step in enumerate(pattern.steps) if step.required or (step.absent and n == last)]


def until(pattern: Pattern, n: int) -> Pattern:
    """Return the pattern up to and with its nth step."""
    kept = pattern.steps[: n + 1]
    ids = {step.id for step in kept}
    steps = (replace(step, comparisons=tuple(c for c in step.comparisons if c.step in ids)) for step in kept)
    return replace(pattern, steps=tuple(steps))


def _reached(unit: Unit, pattern: Pattern, question: Question) -> Stage:
    found = Counter(_surest(unit, pattern, question))
    return Stage(pattern.steps[-1].id, Tally(found["certain"], found["possible"]), found["undecided"])


def _surest(unit: Unit, pattern: Pattern, question: Question) -> Iterator[str]:
    """Yield how sure the surest match of each subject is."""
    reader = access.reader(unit, question.level)
    rows = candidates.rows(unit, pattern, reader, question)
    for known in subjects.known(unit, pattern, question, reader, rows):
        if not known.history.worlds.exist():
            continue
        judged = decided(Judge(pattern, known.row, known.history, known.linked, question.last_day))
        times = {each.time for each in judged} if judged is not None else {"undecided"}
        yield from sorted(times)[:1]
