"""A pattern to Cypher: each event of a subject is seated at every step that it can fill.

The database leaves out every subject without an event for each required step, and every event that the hulls of
dates keep from its place. A subject's events are gone through once for all steps: planning a statement with a
search for each step took the database far longer than answering it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from graph.patterns import choices, filling
from graph.patterns.befalling import Befalling
from graph.patterns.choices import longest, shortest
from graph.store.packed import PACKED, UNPACKED
from graph.time.days import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.patterns.language.model import Of, Pattern, Step
    from graph.patterns.predicates import Predicates
    from graph.patterns.question import Question


class Seating:
    """Cypher and parameters; a row is a subject (uid, name) and `seats`, lists of events by seat.

    Given `upto`, subjects are left out for what they lack of so many of the first steps only.
    """

    def __init__(self, pattern: Pattern, question: Question, filters: Predicates, upto: int | None = None) -> None:
        self._upto = len(pattern.steps) if upto is None else upto
        self._pattern, self._question, self._filters, self._reader = pattern, question, filters, filters.reader
        self._befalling = Befalling(pattern, question, filters)

    def text(self, begin: int, packed: str | None = None) -> tuple[str, dict[str, Any]]:
        """Return the statement, which begins at a seat, and its parameters.

        `packed` is Cypher that returns those subjects with a packed history that are to be looked at, "" for none;
        None where packed histories are not to be told apart.
        """
        lines = [
            self._begun(begin, packed),
            *self.seated(),
            f"WHERE {' AND '.join(f'size(c{n}) > 0' for n, step in self._asking() if step.required)}",
            *self._hulls(),
        ]
        return "\n".join([*lines, self.returned()]), self._filters.parameters

    def by_name(self, begin: int, packed: str | None) -> tuple[str, dict[str, Any]]:
        """Return a statement for the uids of the subjects that `text` looks at, by name, and its parameters."""
        name = self._reader.value("subject", "name")
        listed = f"WITH subject.uid AS uid, {name} AS name ORDER BY name, uid RETURN collect(uid) AS uids"
        return f"{self._begun(begin, packed)} {listed}", self._filters.parameters

    def _begun(self, begin: int, packed: str | None) -> str:
        return f"{self.subjects((begin,), packed)} WITH DISTINCT subject WHERE {self._reader.sees('subject')}"

    def subjects(self, begin: Iterable[int], packed: str | None = None) -> str:
        """Return Cypher for the subjects that are asked about, else for those with an event of one of these seats."""
        label, asked, seats = self._pattern.subject, self._question.subjects, self._pattern.seats()
        if asked is not None:
            given = self._filters.parameter(sorted(asked))
            sought = f"MATCH (subject:Entity:{label} {{uid: uid}}) USING INDEX SEEK subject:Entity(uid)"
            return f"UNWIND {given} AS uid {sought}"
        subject = f"(subject:{label})" if packed is None else f"(subject:{label}:{UNPACKED})"
        ways = (
            f"{way} AND {' AND '.join(self._asked(seats[n]))} RETURN subject"
            for n in begin
            for way in self._befalling.of_step(seats[n], subject)
        )
        return f"CALL () {{ {' UNION '.join([*ways, *([packed] if packed else [])])} }}"

    def returned(self) -> str:
        """Return Cypher for the columns of a row."""
        name = self._reader.value("subject", "name")
        listed = ", ".join(self._columns())
        undoubted = f"subject.{PACKED} IS NOT NULL OR NOT subject:{UNPACKED} AS undoubted"
        return f"RETURN subject.uid AS uid, {name} AS name, [{listed}] AS seats, {undoubted} ORDER BY name, uid"

    def seated(self) -> Iterator[str]:
        """Yield Cypher that gives a subject a column `c0`, `c1`, ... for each seat; a condition may follow."""
        seats = dict(enumerate(self._pattern.seats()))
        rows = {n: self._row(step) for n, step in seats.items()}
        of = {n: step.of for n, step in seats.items() if step.of}
        collected = (f"COLLECT {{ {self._of_others(each, rows[n])} }} AS r{n}" for n, each in of.items())
        yield f"WITH {', '.join(['subject', *collected])}"
        others = [f"r{n}" for n in of]
        if own := [n for n in rows if n not in of]:
            yield f"OPTIONAL CALL (subject) {{ {' UNION ALL '.join(self._befalling.own())} }}"
            yield f"WITH {', '.join(['subject', *others, *(f'{rows[n]} AS r{n}' for n in own)])}"
            yield f"WITH {', '.join(['subject', *others, *(f'collect(r{n}) AS r{n}' for n in own)])}"
        counted = (f"{self._counted(n)}[..{choices.MOST_OF_A_STEP + 1}] AS c{n}" for n in rows)
        yield f"WITH {', '.join(['subject', *counted])}"

    def _of_others(self, of: Of, row: str) -> str:
        way = self._befalling.of_others(of)
        return f"{way} WITH e, s, false AS identity WITH {row} AS row WHERE row IS NOT NULL RETURN row"

    def _columns(self) -> list[str]:
        return [f"c{n}" for n, _ in enumerate(self._pattern.seats())]

    def _row(self, step: Step) -> str:
        """Return an event as a row, or null if it can't fill the step."""
        return f"CASE WHEN e IS NOT NULL AND {' AND '.join(self._asked(step))} THEN [{', '.join(self._told(step))}] END"

    def _told(self, step: Step) -> Iterator[str]:
        """Yield what is told of an event that can fill a step: see `graph.patterns.candidates.Candidate`."""
        first, last = (self._reader.value("e", f"date_{end}") for end in ("first", "last"))
        yield "e.uid"
        yield f"coalesce({first}, {FIRST_DAY})"
        yield f"coalesce({last}, {LAST_DAY})"
        yield self._alternative(step)
        yield filling.unsure(self._filters, step)
        yield "identity"

    def _counted(self, n: int) -> str:
        """Return Cypher for those rows of a seat that count."""
        return f"r{n}"

    def _alternative(self, step: Step) -> str:
        if not step.alternatives:
            return "''"
        judge = self._filters.may_pass if step.unknown else self._filters.passes
        ways = " ".join(
            f"WHEN {judge('e', way.filters)} THEN {self._filters.parameter(way.id)}" for way in step.alternatives
        )
        return f"CASE {ways} ELSE '' END"

    def _asked(self, step: Step) -> Iterator[str]:
        """Yield what is asked of an event `e` and of its tie `s` to be seated at a step."""
        return filling.asked(self._filters, step)

    def _asking(self) -> Iterator[tuple[int, Step]]:
        """Yield the steps that leave subjects out, with their numbers."""
        return islice(enumerate(self._pattern.steps), self._upto)

    def _hulls(self) -> Iterator[str]:
        """Yield what order and bounds ask of neighbours that are both filled by one event."""
        steps, before = self._pattern.steps, -1
        for n, step in self._asking():
            if not step.required:
                continue
            if before >= 0 and step.plain:
                nearest = all(each.absent for each in steps[before + 1 : n])
                asked = " AND ".join(self._hull(step, nearest=nearest and steps[before].plain))
                fitting = f"[y IN c{n} WHERE any(x IN c{before} WHERE {asked})] AS c{n}"
                others = ", ".join(name for name in ["subject", *self._columns()] if name != f"c{n}")
                yield f"WITH {others}, {fitting} WHERE size(c{n}) > 0"
            before = n

    def _hull(self, step: Step, *, nearest: bool) -> Iterator[str]:
        yield "x[1] <= y[2] AND x[0] <> y[0]"
        for bound in step.bounds if nearest else ():
            if not bound.after and bound.kind == "within":
                yield f"y[1] <= x[2] + {self._filters.parameter(longest(bound.length))}"
            elif not bound.after:
                yield f"y[2] >= x[1] + {self._filters.parameter(shortest(bound.length))}"
