"""A pattern asked of packed histories (see `graph.packed`) in Cypher: who can match, how many matches there are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graph import event_codes
from graph.packed import PACKED, UNPACKED
from graph.patterns.choices import MOST_CHOICES, longest, shortest
from graph.patterns.coded import codes, is_own
from graph.patterns.model import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.beginning import Beginning
    from graph.patterns.model import Pattern
    from graph.patterns.predicates import Predicates
    from graph.patterns.question import Question


class Packing:
    """Writes Cypher about packed histories into one statement, whose parameters are those of `filters`."""

    def __init__(self, pattern: Pattern, question: Question, filters: Predicates) -> None:
        self._pattern, self._question, self._filters = pattern, question, filters
        self._own = {n: step for n, step in enumerate(pattern.steps) if is_own(step)}
        self._count = event_codes.count()

    def ways(self) -> dict[int, int]:
        """Return the numbers of the steps that are looked for, each with how many codes fit it."""
        return {n: len(codes(step)) for n, step in self._own.items()}

    def subjects(self, begin: Beginning) -> str:
        """Return Cypher for the subjects whose packed history holds events for all steps, in order, within bounds."""
        return "\n".join([*self._seated(begin), *self._hulls(), "RETURN subject"])

    def counted(self, begin: Beginning) -> str:
        """Return Cypher for how many matches there are, how many of them certain; `tells_all` must hold.

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
            f"WITH subject, subject.{PACKED} AS packed",
            f"WITH subject, packed, {self._many()} AS many",
            *self._unwound(begin.step),
            f"WITH {', '.join(counted)} RETURN found, certain, untold, COUNT {{ (:{UNPACKED}) }} AS unpacked",
        ]
        return "\n".join(lines)

    def _many(self) -> str:
        """Return Cypher that is true of a subject with more choices than are judged; few events can't have so many."""
        few = self._filters.parameter(int(MOST_CHOICES ** (1 / len(self._own))))
        sizes = " * ".join(f"size({self._fitting(n)})" for n in self._own)
        return f"CASE WHEN size(packed) <= {few} THEN false ELSE {sizes} > {MOST_CHOICES} END"

    def _begun(self, begin: Beginning) -> Iterator[str]:
        """Yield Cypher for subjects with a packed history: for all, or for those of few events that fit one step."""
        subject = f"(subject:{self._pattern.subject})"
        if begin.few:
            yield f"MATCH (e:Event) WHERE {self._filters.indexed('e', self._own[begin.step])}"
            yield f"MATCH (e)-[:{SUBJECT.upper()}]->{subject} WHERE subject.{PACKED} IS NOT NULL WITH DISTINCT subject"
        else:
            yield f"MATCH {subject} WHERE subject.{PACKED} IS NOT NULL"

    def _seated(self, begin: Beginning) -> Iterator[str]:
        """Yield Cypher that gives each subject a column for each step, with the packed events that fit it."""
        first, others = begin.step, [n for n in self._own if n != begin.step]
        yield from self._begun(begin)
        yield f"WITH subject, subject.{PACKED} AS packed"
        yield f"WITH subject, packed, {self._fitting(first)} AS x{first} WHERE size(x{first}) > 0"
        if others:
            columns = ", ".join(f"{self._fitting(n)} AS x{n}" for n in others)
            yield f"WITH subject, x{first}, {columns} WHERE {' AND '.join(f'size(x{n}) > 0' for n in others)}"

    def _fitting(self, n: int, *more: str) -> str:
        """Return Cypher for the packed events that fit a step, and of which more is true."""
        step = self._own[n]
        # A list takes the database longer to look through, the longer it is; a map's keys are always texts.
        fit = self._filters.parameter({str(code): True for code in codes(step)})
        asked = [*more, f"{fit}[toString(y % {self._count})]"]
        asked += [f"({' OR '.join(self._in_days(*days) for days in when.days.ranges)})" for when in step.when]
        if self._question.last_day is not None:
            asked.append(f"y < {self._filters.parameter((self._question.last_day + 1) * self._count)}")
        return f"[y IN packed WHERE {' AND '.join(asked)}]"

    def _in_days(self, first: int, last: int) -> str:
        ends = (self._filters.parameter(day * self._count) for day in (first, last + 1))
        return "(y >= {} AND y < {})".format(*ends)

    def _hulls(self) -> Iterator[str]:
        """Yield what order and bounds ask of neighbours."""
        for before, n in pairwise(self._own):
            if self._own[n].plain:
                asked = f"x <> y AND {self._after('x', 'y', before, n)}"
                others = ", ".join(f"x{m}" for m in self._own if m != n)
                yield f"WITH subject, {others}, [y IN x{n} WHERE any(x IN x{before} WHERE {asked})] AS x{n}"
                yield f"WHERE size(x{n}) > 0"

    def _unwound(self, begin: int) -> Iterator[str]:
        """Yield Cypher that makes a row of each choice that keeps order and bounds, from one step on to both sides."""
        done: list[int] = []
        for n in self._outwards(begin):
            neighbours = [pair for pair in pairwise(self._own) if n in pair and not {*pair} - {n, *done}]
            names = {m: f"y{m}" for m in done} | {n: "y"}
            asked = [self._after(names[one], names[other], one, other) for one, other in neighbours]
            asked += [f"y <> y{m}" for m in done if set(codes(self._own[m])) & set(codes(self._own[n]))]
            yield f"UNWIND CASE WHEN many THEN [0] ELSE {self._fitting(n, *asked)} END AS y{n}"
            done.append(n)

    def _outwards(self, begin: int) -> Iterator[int]:
        """Yield all steps from one on to both sides; what a bound ties to those before leaves the fewest choices."""
        yield begin
        steps = list(self._own)
        before, after = steps[: steps.index(begin)], steps[steps.index(begin) + 1 :]
        tied = bool(self._own[begin].bounds)
        while before or after:
            if before and (tied or not (after and self._own[after[0]].bounds)):
                yield (last := before.pop())
                tied = bool(self._own[last].bounds)
            else:
                yield after.pop(0)

    def _after(self, x: str, y: str, before: int, n: int) -> str:
        """Return Cypher that is true of two packed events if the second may follow the first, as neighbours."""
        day, later = f"{x} / {self._count}", f"{y} / {self._count}"
        asked = [f"{day} <= {later}"]
        between = self._pattern.steps[before + 1 : n]
        if self._own[before].plain and all(step.absent for step in between):
            for bound in self._own[n].bounds:
                if not bound.after and bound.kind == "within":
                    asked.append(f"{later} <= {day} + {self._filters.parameter(longest(bound.length))}")
                elif not bound.after:
                    asked.append(f"{later} >= {day} + {self._filters.parameter(shortest(bound.length))}")
        return " AND ".join(asked)

    def _certain(self) -> str:
        """Return Cypher that is true where no two events are of one day, so that every world has them in this order."""
        days = (f"y{one} / {self._count} < y{other} / {self._count}" for one, other in pairwise(self._own))
        return " AND ".join(["NOT many", *days])
