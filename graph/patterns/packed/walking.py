"""Events that codes alone don't tell: those that fill a step by what they are linked to, or that befell others.

They are walked to, and told as the numbers that packed histories hold (see `graph.store.packed`), so that both can be
counted together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.patterns import filling
from graph.patterns.befalling import Befalling
from graph.store import event_codes, packed
from graph.store.packed import PACKED, UNPACKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.language.model import Pattern, Step
    from graph.patterns.predicates import Predicates
    from graph.patterns.question import Question

DOUBTED = -1
"""The number of an event that befell others of whom something is in doubt: worlds are to be asked."""


class Walking:
    """Writes Cypher about a subject with a packed history; numbers are `whole` ones or those of codes.

    What befell others is told by its day alone, and by whether it fills the step for sure.
    """

    def __init__(self, pattern: Pattern, question: Question, filters: Predicates, *, whole: bool) -> None:
        self._subject, self._filters, self._whole = pattern.subject, filters, whole
        self._count = event_codes.count() if whole else event_codes.codes()
        self._befalling = Befalling(pattern, question, filters)

    def listed(self, step: Step) -> str:
        """Return Cypher for the list of all events that fill a step for the subject."""
        return f"COLLECT {{ {self._way(step, '(subject)')} WITH e, {self._number(step)} AS y RETURN y }}"

    def begun(self, step: Step, name: str) -> Iterator[str]:
        """Yield Cypher for every subject that has such events, with its packed history and, by name, their list."""
        # Whoever has a packed history is for everybody to see; who has no events at all need not be.
        seen = self._filters.reader.sees("subject")
        yield f"{self._way(step, f'(subject:{self._subject})')} AND NOT subject:{UNPACKED} AND {seen}"
        yield f"WITH subject, e, {self._number(step)} AS y"
        yield f"WITH subject, coalesce(subject.{self._list}, []) AS packed, collect(y) AS {name}"

    def surely(self, step: Step, y: str) -> str:
        """Return Cypher that is true of an event that befell others and fills the step for sure."""
        return f"{y} % {self._count} = 0" if step.unknown else "true"

    @property
    def _list(self) -> str:
        return packed.WHOLE if self._whole else PACKED

    def _way(self, step: Step, subject: str) -> str:
        way = self._befalling.of_others(step.of, subject) if step.of else self._befalling.itself(subject)
        return f"{way} AND {' AND '.join(filling.asked(self._filters, step))}"

    def _number(self, step: Step) -> str:
        """Return Cypher for the number of an event; one may befall several others, of whom one tells its day."""
        if not step.of:
            parts = self._filters.parameter(event_codes.parts())
            return f"e.date_first * {self._count} + {packed.number(parts, whole=self._whole)}"
        number = f"e.date_first * {self._count} + CASE WHEN {filling.unsure(self._filters, step)} THEN 1 ELSE 0 END"
        return f"max(CASE WHEN other.{PACKED} IS NULL THEN {DOUBTED} ELSE {number} END)"
