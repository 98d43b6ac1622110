"""What a step asks of an event `e` and of its tie `s` to whom it befell, in Cypher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.time.days import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.language.model import Step
    from graph.patterns.predicates import Predicates


def asked(filters: Predicates, step: Step) -> Iterator[str]:
    """Yield what is true of each event that may fill the step."""
    judge = filters.may_pass if step.unknown else filters.passes
    yield f"({judge('e', step.filters)})"
    yield filters.any_passes("e", step.alternatives, perhaps=step.unknown)
    yield from lies(filters, step)
    if step.roles:
        yield f"s.role IN {filters.parameter(list(step.roles))}"


def lies(filters: Predicates, step: Step) -> Iterator[str]:
    """Yield what the step asks of the hull of an event's dates."""
    first, last = (filters.reader.value("e", f"date_{end}") for end in ("first", "last"))
    for when in step.when:
        yield f"coalesce({first}, {FIRST_DAY}) <= {filters.parameter(when.days.last)}"
        yield f"coalesce({last}, {LAST_DAY}) >= {filters.parameter(when.days.first)}"


def unsure(filters: Predicates, step: Step) -> str:
    """Return Cypher that is true of an event that fills the step only if an empty field is what it asks for."""
    if not step.unknown:
        return "false"
    sure = f"({filters.passes('e', step.filters)}) AND {filters.any_passes('e', step.alternatives)}"
    return f"NOT coalesce({sure}, false)"
