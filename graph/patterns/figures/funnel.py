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
from graph.patterns.figures.statistics import Stage, Tally
from graph.patterns.figures.summarizing import tally
from graph.patterns.judging import Judge, outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.answer import Answer
    from graph.patterns.language.model import Pattern
    from graph.patterns.question import Question
    from graph.patterns.subjects import Known
    from graph.unit import Unit


def funnel(unit: Unit, pattern: Pattern, question: Question, answer: Answer) -> tuple[Stage, ...]:
    """Return how many reach each step; the last one is told by the answer to the whole pattern."""
    *before, last = stages(pattern)
    found: dict[int, Counter[str]] = {n: Counter() for n in before}
    for known in _reaching(unit, pattern, question, before):
        for n in before:
            found[n].update(_surest(pattern, n, known, question.last_day))
    reached = (_stage(pattern.steps[n].id, times) for n, times in found.items())
    return (*reached, Stage(pattern.steps[last].id, tally(answer.matches), len(answer.undecided)))


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


def _stage(step: str, times: Counter[str]) -> Stage:
    return Stage(step, Tally(times["certain"], times["possible"]), times["undecided"])


def _reaching(unit: Unit, pattern: Pattern, question: Question, before: list[int]) -> Iterator[Known]:
    """Yield what is known of all who may reach the first stage, with what may fill the steps of all stages."""
    if not before:
        return
    reader = access.reader(unit, question.level)
    rows = candidates.rows(unit, pattern, reader, question, before[0] + 1)
    yield from subjects.known(unit, pattern, question, reader, subjects.in_parts(rows))


def _surest(pattern: Pattern, n: int, known: Known, last_day: int | None) -> Iterator[str]:
    """Yield how sure a subject's surest match of the pattern up to a step is."""
    seats = (*known.row.seats[: n + 1], *known.row.seats[len(pattern.steps) :])
    judged = outcome(Judge(until(pattern, n), replace(known.row, seats=seats), known.history, known.linked, last_day))
    if judged != "inconsistent":
        times = {judged} if isinstance(judged, str) else {each.time for each in judged}
        yield from sorted(times)[:1]
