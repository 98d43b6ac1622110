"""Whether some world has a formula, whether every one has.

A condition and its denial are both bounds that worlds solve together, so a formula needs no more than trying the
parts of each `Some` in turn. What would take too many trials is undecided, never guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.time.formula import Cases, Every, Some, both, no
from graph.time.hulls import by_hulls

if TYPE_CHECKING:
    from graph.time.conditions import Asked
    from graph.time.formula import Formula
    from graph.time.worlds import Worlds

MOST_TRIALS = 3000
"""How often worlds are asked for one answer."""


class Undecided(Exception):
    """Telling would take more trials than are made."""


class Trials:
    """Counts how often worlds are asked, for one answer."""

    def __init__(self, most: int = MOST_TRIALS) -> None:
        self._left = most

    def some(self, worlds: Worlds, formula: Formula) -> bool:
        """Tell whether a world has it; raise Undecided where that takes too many trials."""
        known = by_hulls(formula, worlds.hull)
        return self._search(worlds, [formula], ()) if known is None else known and worlds.exist()

    def all(self, worlds: Worlds, formula: Formula) -> bool:
        """Tell whether every world has it."""
        known = by_hulls(formula, worlds.hull)
        return not self.some(worlds, no(formula)) if known is None else known or not worlds.exist()

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
