"""The one step that need not be filled, or where nothing may fall, beside events that fill the others, in Cypher."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.language.model import Step
    from graph.patterns.packed.line import Line


class Between:
    """Writes about what falls at a `step`, told by a line of its own, before the nth of other steps in their `line`."""

    def __init__(self, step: Step, gap: Line, n: int, own: list[Step], line: Line) -> None:
        self._step, self._gap, self._n, self._own, self._line = step, gap, n, own, line

    @property
    def size(self) -> str:
        """Return Cypher for how many ways there are at most to fill it or not."""
        return f"(1 + {self._gap.size(0)})"

    def unwound(self) -> str:
        """Return Cypher that keeps choices of the others beside which nothing surely falls.

        What may fall is a choice more of a step that need not be filled: as `filler`, null for none.
        """
        if self._step.absent:
            return f"WITH * WHERE untold OR {self._nothing('<')}"
        fillers = f"[z IN {self._gap.listed(0)} WHERE {self._falls('z', '<=')}]"
        fillers += f" + CASE WHEN {self._nothing('<')} THEN [null] ELSE [] END"
        return f"UNWIND CASE WHEN untold THEN [0] ELSE {fillers} END AS filler"

    def certain(self) -> str:
        """Return Cypher that is true where that is so in every world: nothing is of one day with its neighbours."""
        if self._step.absent:
            return self._nothing("<=")
        filled = " AND ".join(self._ordered("filler", "<")) or "true"
        return f"CASE WHEN filler IS NULL THEN {self._nothing('<=')} ELSE {filled} END"

    def _nothing(self, before: str) -> str:
        return f"none(z IN {self._gap.listed(0)} WHERE {self._falls('z', before)})"

    def _falls(self, z: str, before: str) -> str:
        """Return Cypher that is true of an event that fits, and by day is `before` the next step, after the last."""
        others = (f"{z} <> y{n}" for n, step in enumerate(self._own) if not step.of)
        return " AND ".join([self._gap.fits(0, z), *others, *self._ordered(z, before)])

    def _ordered(self, z: str, before: str) -> Iterator[str]:
        day = self._gap.day(z)
        if self._n:
            yield f"{self._line.day(f'y{self._n - 1}')} {before} {day}"
        if self._n < len(self._own):
            yield f"{day} {before} {self._line.day(f'y{self._n}')}"
