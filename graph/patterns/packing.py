"""A pattern asked of packed histories (see `graph.packed`) in Cypher: who can match, how many matches there are."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.packed import PACKED, UNPACKED, WHOLE
from graph.patterns.choices import MOST_CHOICES
from graph.patterns.coded import asks_further, codes, is_own
from graph.patterns.line import Line
from graph.patterns.model import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.patterns.beginning import Beginning
    from graph.patterns.model import Pattern, Step
    from graph.patterns.predicates import Predicates
    from graph.patterns.question import Question


class Packing:
    """Writes Cypher about packed histories into one statement, whose parameters are those of `filters`.

    `loose` is the step that need not be filled, where one is, whether it is to be filled in this pattern or not.
    """

    def __init__(self, pattern: Pattern, question: Question, filters: Predicates, loose: int | None = None) -> None:
        self._pattern, self._filters, self._loose = pattern, filters, loose
        self._numbers = [n for n, step in enumerate(pattern.steps) if is_own(step)]
        self._own = list(_own(pattern, self._numbers))
        self._whole, self._until = asks_further(pattern), question.last_day
        self._line = self._of(self._own)
        self._gap = None if loose is None else self._of([pattern.steps[loose]])

    def _of(self, steps: Sequence[Step]) -> Line:
        return Line(steps, self._filters, self._until, whole=self._whole)

    def ways(self) -> dict[int, int]:
        """Return the numbers of the steps that are looked for, each with how many codes fit it."""
        return {n: len(codes(self._pattern.steps[n])) for n in self._numbers}

    def subjects(self, begin: Beginning) -> str:
        """Return Cypher for the subjects whose packed history holds events for all steps, in order, within bounds."""
        first = self._numbers.index(begin.step)
        others = [n for n, _ in enumerate(self._own) if n != first]
        lines = [*self._begun(begin), f"WITH subject, packed, {self._fitting(first)} WHERE size(x{first}) > 0"]
        if others:
            columns, there = ", ".join(map(self._fitting, others)), " AND ".join(f"size(x{n}) > 0" for n in others)
            lines.append(f"WITH subject, x{first}, {columns} WHERE {there}")
        return "\n".join([*lines, *self._hulls(), "RETURN subject"])

    def counted(self, begin: Beginning) -> str:
        """Return Cypher for how many matches there are, how many of them certain; see `coded.counted` for of what.

        Of subjects with more choices than are judged it returns the uids, as `untold`, and counts nothing. `unpacked`
        is how many have no packed history.
        """
        counted = (
            "sum(CASE WHEN many THEN 0 ELSE 1 END) AS found",
            f"sum(CASE WHEN {self._certain()} THEN 1 ELSE 0 END) AS certain",
            "collect(DISTINCT CASE WHEN many THEN subject.uid END) AS untold",
        )
        lines = [
            *self._begun(begin),
            f"WITH subject, packed, {self._many()} AS many",
            *self._unwound(self._numbers.index(begin.step)),
            *([f"WITH * WHERE many OR {self._nothing_falls('<')}"] if self._is_empty else []),
            f"WITH {', '.join(counted)} RETURN found, certain, untold, COUNT {{ (:{UNPACKED}) }} AS unpacked",
        ]
        return "\n".join(lines)

    def _begun(self, begin: Beginning) -> Iterator[str]:
        """Yield Cypher for subjects with a packed history: for all, or for those of few events that fit one step."""
        subject, listed = f"(subject:{self._pattern.subject})", PACKED
        if begin.few:
            yield f"MATCH (e:Event) WHERE {self._filters.indexed('e', self._pattern.steps[begin.step])}"
            yield f"MATCH (e)-[:{SUBJECT.upper()}]->{subject} WHERE subject.{PACKED} IS NOT NULL WITH DISTINCT subject"
        else:
            yield f"MATCH {subject} WHERE subject.{PACKED} IS NOT NULL"
        if self._whole:
            yield f"WITH subject WHERE {self._may()}"
            listed = WHOLE
        yield f"WITH subject, subject.{listed} AS packed"

    def _may(self) -> str:
        """Return what codes alone, which the database reads sooner, ask of a subject."""
        line = Line(self._own, self._filters, self._until)
        steps = (n for n, number in enumerate(self._numbers) if number != self._loose)
        return " AND ".join(f"any(y IN subject.{PACKED} WHERE {line.fits(n)})" for n in steps)

    def _fitting(self, n: int) -> str:
        return f"[y IN packed WHERE {self._line.fits(n)}] AS x{n}"

    def _hulls(self) -> Iterator[str]:
        """Yield what order and bounds ask of neighbours."""
        for before, n in pairwise(range(len(self._own))):
            if self._own[n].plain:
                asked = f"x <> y AND {self._line.follows(n, 'x', 'y')}"
                others = ", ".join(f"x{m}" for m, _ in enumerate(self._own) if m != n)
                yield f"WITH subject, {others}, [y IN x{n} WHERE any(x IN x{before} WHERE {asked})] AS x{n}"
                yield f"WHERE size(x{n}) > 0"

    def _many(self) -> str:
        """Return Cypher that is true of a subject with more choices than are judged; few events can't have so many."""
        sizes = [
            f"({int(number == self._loose)} + size([y IN packed WHERE {self._line.fits(n)}]))"
            for n, number in enumerate(self._numbers)
        ]
        if self._gap and self._is_empty:
            sizes.append(f"(1 + size([y IN packed WHERE {self._gap.fits(0)}]))")
        few = self._filters.parameter(int(MOST_CHOICES ** (1 / len(sizes))) - 1)
        return f"CASE WHEN size(packed) <= {few} THEN false ELSE {' * '.join(sizes)} > {MOST_CHOICES} END"

    @property
    def _is_empty(self) -> bool:
        """Whether there is a step where no event may fall."""
        return self._loose is not None and self._pattern.steps[self._loose].absent

    def _nothing_falls(self, before: str) -> str:
        """Return Cypher that is true where no other event is by day `before` the next step and after the one before."""
        assert self._gap  # noqa: S101  asked where there is one
        assert self._loose is not None  # noqa: S101  the same
        after = sum(n < self._loose for n in self._numbers)
        asked = [self._gap.fits(0, "z"), *(f"z <> y{n}" for n, _ in enumerate(self._own))]
        asked += [f"{self._line.day(f'y{after - 1}')} {before} {self._line.day('z')}"] if after else []
        asked += [f"{self._line.day('z')} {before} {self._line.day(f'y{after}')}"] if after < len(self._own) else []
        return f"none(z IN packed WHERE {' AND '.join(asked)})"

    def _unwound(self, begin: int) -> Iterator[str]:
        """Yield Cypher that makes a row of each choice that keeps order and bounds, from one step on to both sides."""
        done: list[int] = []
        for n in (begin, *self._line.outwards(begin)):
            yield f"UNWIND CASE WHEN many THEN [0] ELSE [y{n} IN packed WHERE {self._line.placed(n, done)}] END AS y{n}"
            done.append(n)

    def _certain(self) -> str:
        """Return Cypher that is true where no two events are of one day, so that every world has them in this order.

        Where nothing may fall between two, nothing that could stand there is of their days either.
        """
        days = [self._line.day(f"y{n}") for n, _ in enumerate(self._own)]
        asked = ["NOT many", *(f"{one} < {other}" for one, other in pairwise(days)), *self._surely()]
        return " AND ".join([*asked, self._nothing_falls("<=")] if self._is_empty else asked)

    def _surely(self) -> Iterator[str]:
        """Yield what is true of events that fill their steps whatever is not stated of them."""
        for n, step in enumerate(self._own):
            if step.unknown:
                yield self._of([replace(step, unknown=False)]).fits(0, f"y{n}")


def _own(pattern: Pattern, numbers: list[int]) -> Iterator[Step]:
    """Yield steps of a pattern, with those bounds that count from the one before among them."""
    steps = pattern.steps
    for before, n in zip([None, *numbers], numbers, strict=False):
        tied = before is not None and steps[before].plain and all(each.absent for each in steps[before + 1 : n])
        yield replace(steps[n], bounds=tuple(bound for bound in steps[n].bounds if tied and not bound.after))
