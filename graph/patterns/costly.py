"""A pattern that takes too long to answer: which of its steps make it so, and what would narrow them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from graph import access
from graph.errors import QueryTimeout
from graph.patterns import beginning
from graph.store import past

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.engine import Engine
    from graph.patterns.language.model import Pattern, Step
    from graph.patterns.question import Question
    from graph.unit import Unit

T = TypeVar("T")

SECONDS = 60
"""How long an answer may take; then it is stopped, and nothing of it runs on in the database."""

_WAY_OUT = (
    "let the step that fits most ask for more (a ground, a link, a date), or bound the days with within; "
    "a pattern of the most telling step alone is quick to ask"
)


def asked(engine: Engine, pattern: Pattern, question: Question, work: Callable[[Unit], T]) -> T:
    """Return what `work` finds in the graph that the question is about; QueryTimeout says what takes too long."""
    with explained(engine, pattern, question):
        if question.recorded_by:
            return past.looked_at(engine, question.recorded_by, work)
        return engine.read(work, timeout=SECONDS)


@contextmanager
def explained(engine: Engine, pattern: Pattern, question: Question) -> Iterator[None]:
    """Let a QueryTimeout within say what makes the pattern costly."""
    try:
        yield
    except QueryTimeout as error:
        counted = engine.read(
            lambda unit: beginning.fitting(unit, pattern, access.reader(unit, question.level)), timeout=10
        )
        most = sorted(counted.items(), key=lambda each: -each[1])
        fits = ", ".join(f"{step} fits {count:,}" for step, count in most)
        besides = "".join(f"; {reason}" for step in pattern.steps for reason in _reasons(step))
        said = f"the pattern {pattern.name} takes too long to answer: of all events, {fits}{besides}"
        raise QueryTimeout(said, way_out=_WAY_OUT) from error


def _reasons(step: Step) -> Iterator[str]:
    """Yield what makes a step look at more than the events that fit it."""
    if step.unknown:
        yield f"{step.id} looks at every event (unknown: possible)"
    if step.repeat and step.repeat.most is None:
        yield f"{step.id} is repeated without max"
