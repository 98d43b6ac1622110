"""How many matches there are among subjects of whom nothing is in doubt, in Cypher; see `coded.counted` for of what."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.patterns.choices import MOST_CHOICES, MOST_OF_A_STEP
from graph.patterns.packed import coded
from graph.patterns.packed.between import Between
from graph.patterns.packed.line import PACKED_LIST, Line
from graph.patterns.packed.packing import Packing, bounded
from graph.patterns.packed.walking import DOUBTED, Walking
from graph.store.packed import UNPACKED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.patterns.beginning import Beginning
    from graph.patterns.language.model import Pattern, Step
    from graph.patterns.predicates import Predicates
    from graph.patterns.question import Question


class PackedCount:
    """Writes one statement, whose parameters are those of `filters`."""

    def __init__(self, pattern: Pattern, question: Question, filters: Predicates) -> None:
        self._pattern, self._filters, self._until = pattern, filters, question.last_day
        self._whole = coded.asks_further(pattern)
        self._packing = Packing(pattern, question, filters)
        self._walking = Walking(pattern, question, filters, whole=self._whole)
        self._walked = {n: f"w{n}" for n, step in enumerate(pattern.steps) if coded.is_walked(step)}
        self._numbers = [n for n, step in enumerate(pattern.steps) if step.required]
        self._own = list(bounded(pattern, self._numbers))
        self._line = self._of(self._own, self._numbers)
        self._between = [self._at(n) for n, step in enumerate(pattern.steps) if not step.plain]

    def _at(self, n: int) -> Between:
        step, before = self._pattern.steps[n], sum(number < n for number in self._numbers)
        return Between(step, self._of([step], [n]), before, self._own, self._line)

    def _of(self, steps: Sequence[Step], numbers: Sequence[int] = ()) -> Line:
        lists = [self._walked.get(n, PACKED_LIST) for n in numbers]
        return Line(steps, self._filters, self._until, lists, whole=self._whole)

    def ways(self) -> dict[int, int]:
        """Return the numbers of the subject's own steps that must be filled, each with how many codes fit it."""
        return self._packing.ways()

    def begins(self) -> int:
        """Return the step at which a search begins that goes to events: sooner to the subject's own than to others'."""
        return min((n for n in self._numbers if n in self._walked), key=lambda n: bool(self._pattern.steps[n].of))

    def text(self, begin: Beginning | None) -> str:
        """Return the statement, which begins at a step that packed histories tell; given none, at what it `begins` at.

        It returns how many matches there are, as `found`, and how many of them are certain. Of subjects with more
        choices than are judged, or with events that are in doubt since others are, it returns the uids, as `untold`,
        and counts nothing. `unpacked` is how many have no packed history.
        """
        counted = (
            "sum(CASE WHEN untold THEN 0 ELSE 1 END) AS found",
            f"sum(CASE WHEN {self._certain()} THEN 1 ELSE 0 END) AS certain",
            "collect(DISTINCT CASE WHEN untold THEN subject.uid END) AS untold",
        )
        first = begin.step if begin else self.begins()
        lines = [
            *self._begun(begin),
            f"WITH *, {self._untold()} AS untold",
            *self._unwound(self._numbers.index(first)),
            *(each.unwound() for each in self._between),
            f"WITH {', '.join(counted)} RETURN found, certain, untold, COUNT {{ (:{UNPACKED}) }} AS unpacked",
        ]
        return "\n".join(lines)

    def _begun(self, begin: Beginning | None) -> Iterator[str]:
        """Yield Cypher for subjects, each with its packed history and the lists of what is walked to."""
        walked = dict(self._walked)
        if begin:
            yield from self._packing.begun(begin)
        else:
            first = self.begins()
            yield from self._walking.begun(self._pattern.steps[first], walked.pop(first))
        if walked:
            yield f"WITH * WHERE {' AND '.join(map(self._may, self.ways())) or 'true'}"
            yield f"WITH *, {', '.join(f'{self._listed(n)} AS {name}' for n, name in walked.items())}"

    def _may(self, n: int) -> str:
        """Return Cypher that is true of a packed history with an event that may fill a step, as far as codes tell."""
        return f"any(y IN packed WHERE {self._of([self._pattern.steps[n]]).fits(0)})"

    def _listed(self, n: int) -> str:
        step = self._pattern.steps[n]
        listed = self._walking.listed(step)
        return listed if step.of else f"CASE WHEN {self._may(n)} THEN {listed} ELSE [] END"

    def _untold(self) -> str:
        """Return Cypher that is true of a subject with more choices than are judged, or with events in doubt."""
        sizes = [*(self._line.size(n) for n, _ in enumerate(self._own)), *(each.size for each in self._between)]
        many = f"{' * '.join(sizes)} > {MOST_CHOICES}"
        if others := [name for n, name in self._walked.items() if self._pattern.steps[n].of]:
            return " OR ".join([many, *(f"size({w}) > {MOST_OF_A_STEP} OR {DOUBTED} IN {w}" for w in others)])
        few = self._filters.parameter(int(MOST_CHOICES ** (1 / len(sizes))) - 1)
        return f"CASE WHEN size(packed) <= {few} THEN false ELSE {many} END"

    def _unwound(self, begin: int) -> Iterator[str]:
        """Yield Cypher that makes a row of each choice that keeps order and bounds, from one step on to both sides."""
        done: list[int] = []
        for n in (begin, *self._line.outwards(begin)):
            fitting = f"[y{n} IN {self._line.listed(n)} WHERE {self._line.placed(n, done)}]"
            yield f"UNWIND CASE WHEN untold THEN [0] ELSE {fitting} END AS y{n}"
            done.append(n)

    def _certain(self) -> str:
        """Return Cypher that is true where no two events are of one day, so that every world has them in this order."""
        days = [self._line.day(f"y{n}") for n, _ in enumerate(self._own)]
        ordered = (f"{one} < {other}" for one, other in pairwise(days))
        return " AND ".join(["NOT untold", *ordered, *self._surely(), *(each.certain() for each in self._between)])

    def _surely(self) -> Iterator[str]:
        """Yield what is true of events that fill their steps whatever is not stated of them."""
        for n, step in enumerate(self._own):
            if step.of:
                yield self._walking.surely(step, f"y{n}")
            elif step.unknown:
                yield self._of([replace(step, unknown=False)]).fits(0, f"y{n}")
