"""Conditions put together with and, or and not; `graph.time.trials` tells whether worlds have it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.time.conditions import AtLeast, AtMost, Before, denial

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.time.conditions import Asked


@dataclass(frozen=True, slots=True)
class Every:
    """Every part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """Exactly one of the first parts holds in each world, and with it the second one does."""

    cases: tuple[tuple[Formula, Formula], ...]


Formula = Every | Some | Cases | Before | AtLeast | AtMost
"""`Every(())` always holds, `Some(())` never."""
ALWAYS, NEVER = Every(()), Some(())


def both(parts: Iterable[Formula]) -> Every:
    """Return the formula that all parts hold."""
    return Every(tuple(parts))


def either(parts: Iterable[Formula]) -> Some:
    """Return the formula that some part holds."""
    return Some(tuple(parts))


def no(formula: Formula) -> Formula:
    """Return the formula that holds where the given one doesn't."""
    match formula:
        case Every(parts):
            return either(no(part) for part in parts)
        case Some(parts):
            return both(no(part) for part in parts)
        case Cases(cases):
            return Cases(tuple((case, no(then)) for case, then in cases))
        case _:
            return denial(formula)


def held(formula: Formula) -> Iterator[Asked]:
    """Yield the conditions that hold wherever the formula does, as far as no part has to be chosen."""
    match formula:
        case Every(parts):
            for part in parts:
                yield from held(part)
        case Some((only,)):
            yield from held(only)
        case Some() | Cases():
            return
        case condition:
            yield condition
