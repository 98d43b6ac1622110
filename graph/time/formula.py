"""Conditions put together with and, or and not: whether some world has it all, whether every one has.

A condition and its denial are both bounds that worlds solve together, so a formula needs no more than trying the
parts of each `Some` in turn. What would take too many trials is undecided, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.time.conditions import AtLeast, AtMost, Before, denial

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.time.conditions import Asked
    from graph.time.worlds import Worlds

MOST_TRIALS = 3000
"""How often worlds are asked for one answer."""


class Undecided(Exception):
    """Telling would take more trials than are made."""


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


class Trials:
    """Counts how often worlds are asked, for one answer."""

    def __init__(self, most: int = MOST_TRIALS) -> None:
        self._left = most

    def some(self, worlds: Worlds, formula: Formula) -> bool:
        """Tell whether a world has it; raise Undecided where that takes too many trials."""
        return self._search(worlds, [formula], ())

    def all(self, worlds: Worlds, formula: Formula) -> bool:
        """Tell whether every world has it."""
        return not self.some(worlds, no(formula))

    def _search(self, worlds: Worlds, waiting: list[Formula], held: tuple[Asked, ...]) -> bool:
        choices: list[tuple[Formula, ...]] = []
        pending = list(waiting)
        conditions = list(held)
        while pending:
            match pending.pop():
                case Every(parts):
                    pending.extend(parts)
                case Some(parts) if len(parts) == 1:
                    pending.append(parts[0])
                case Some(parts):
                    choices.append(parts)
                case Cases(cases):
                    choices.append(tuple(both(case) for case in cases))
                case condition:
                    conditions.append(condition)
        if not all(choices) or not self._ask(worlds, conditions):
            return False
        if not choices:
            return True
        first, *others = sorted(choices, key=len)
        later = [Some(parts) for parts in others]
        return any(self._search(worlds, [part, *later], tuple(conditions)) for part in first)

    def _ask(self, worlds: Worlds, conditions: list[Asked]) -> bool:
        if not self._left:
            raise Undecided
        self._left -= 1
        return worlds.some(*dict.fromkeys(conditions))
