"""A pattern to Cypher: for each subject that can match at all, the events that can fill each step.

The database leaves out every subject without an event for each required step, and every event that the hulls of
dates keep from its place. What remains may still fail in all worlds or hold in some only, which
`graph.patterns.matching` decides from the subject's whole history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.actors import PersonGroup
from graph.patterns.model import SUBJECT, Linked, Neither, Values
from graph.patterns.predicates import Predicates
from graph.time.days import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.access import Reader
    from graph.engine import Unit
    from graph.patterns.model import Filter, Pattern, Step
    from graph.patterns.question import Question
    from graph.time.duration import Duration

MOST_OF_A_STEP = 1000
"""Events of one subject that are looked at for one step; with more, nothing is decided."""

_LONGEST_MONTH, _SHORTEST_MONTH = 31, 28
_ONLY_PERHAPS = ("alleged", "inferred")
"""Standings of a membership that name nobody for certain."""

_BELONGING = """
UNWIND $uids AS uid OPTIONAL MATCH (a:Alias {uid: uid}) WITH uid, coalesce(a.of, uid) AS own
MATCH way = (:Entity {uid: own})<-[%s*0..8]-(part:Entity)
WHERE all(r IN relationships(way) WHERE any(label IN labels(startNode(r)) WHERE label + ' ' + type(r) IN $belonging)
  AND %s) AND all(n IN nodes(way) WHERE %s)
RETURN uid, collect(DISTINCT part.uid) AS parts
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that can fill a step: by the hull of its dates, in the first alternative that fits.

    `unknown` says that it fits only if an empty field is what the step asks for, `identity` only if the subject is
    among those of a group whom it befell.
    """

    uid: str
    first: int
    last: int
    alternative: str = ""
    unknown: bool = False
    identity: bool = False

    @property
    def perhaps(self) -> bool:
        """Whether it fits only perhaps."""
        return self.unknown or self.identity


@dataclass(frozen=True, slots=True)
class Row:
    """A subject and, for each seat of the pattern, the events that can fill it."""

    uid: str
    name: str
    seats: tuple[tuple[Candidate, ...], ...]


def rows(unit: Unit, pattern: Pattern, reader: Reader, question: Question) -> list[Row]:
    """Return the subjects that can match, by name."""
    known, begin = belonging(unit, pattern, reader), _beginning(unit, pattern, reader, question)
    text, parameters = Statement(pattern, question, Predicates(reader, known, question.standings)).text(begin)
    return [Row(row["uid"], row["name"], tuple(map(_candidates, row["seats"]))) for row in unit.run(text, **parameters)]


def _beginning(unit: Unit, pattern: Pattern, reader: Reader, question: Question) -> int:
    """Return the number of the step that the search begins at; where the subjects are given, nothing is counted."""
    if question.subjects is None:
        return anchors(unit, pattern, reader)[0]
    return next(n for n, step in enumerate(pattern.steps) if step.required)


def _candidates(listed: list[list[Any]]) -> tuple[Candidate, ...]:
    """Return events by day; one that is the subject's own and its group's is the subject's own."""
    best: dict[str, Candidate] = {}
    for each in sorted((Candidate(*one) for one in listed), key=lambda one: one.identity):
        best.setdefault(each.uid, each)
    return tuple(sorted(best.values(), key=lambda one: (one.first, one.last, one.uid)))


def belonging(unit: Unit, pattern: Pattern, reader: Reader) -> dict[str, list[str]]:
    """Return, for each uid that the pattern names, it and all that belongs to it."""
    named = sorted({uid for step in pattern.seats() for each in step.every_filter() for uid in _uids(each)})
    if not named:
        return {}
    known = registry.belonging()
    types = "|".join(sorted({link for _, link in known}))
    text = _BELONGING % (f":{types}", reader.sees("r"), reader.sees("n"))
    found = unit.run(text, uids=named, belonging=[f"{label} {link}" for label, link in known])
    return {row["uid"]: sorted(row["parts"]) for row in found}


def _uids(each: Filter) -> Iterator[str]:
    if isinstance(each, Linked):
        yield from each.uids
    for inner in each.where if isinstance(each, Linked) else each.filters if isinstance(each, Neither) else ():
        yield from _uids(inner)


def anchors(unit: Unit, pattern: Pattern, reader: Reader) -> list[int]:
    """Return the numbers of the required steps; the search for subjects begins at the first, with the fewest events."""
    required = [n for n, step in enumerate(pattern.steps) if step.required]
    if len(required) == 1:
        return required
    writer = Predicates(reader, {})
    counts = ", ".join(
        f"COUNT {{ MATCH (e:Event) WHERE {_plainly(writer, pattern.steps[n])} }} AS c{n}" for n in required
    )
    counted = unit.run(f"RETURN {counts}", **writer.parameters)[0]
    return sorted(required, key=lambda n: (counted[f"c{n}"], n))


def _plainly(writer: Predicates, step: Step) -> str:
    """Return what an index can answer of a step's filters."""
    values = [each for each in step.filters if isinstance(each, Values) and not each.many]
    narrow = [each for each in values if each.field != "modality"]
    return "true" if step.unknown else writer.passes("e", narrow or values)


class Statement:
    """Cypher and parameters; a row is a subject (uid, name) and `seats`, lists of candidates by seat."""

    def __init__(self, pattern: Pattern, question: Question, filters: Predicates) -> None:
        self._pattern, self._question, self._filters, self._reader = pattern, question, filters, filters.reader

    def text(self, begin: int) -> tuple[str, dict[str, Any]]:
        """Return the statement, which begins at a seat, and its parameters."""
        seats = self._pattern.seats()
        lines = [f"{self.subjects((begin,))} WITH DISTINCT subject WHERE {self._reader.sees('subject')}"]
        kept = ["subject"]
        for n in sorted(range(len(seats)), key=lambda n: (not self._required(n), n != begin, n)):
            lines.append(f"WITH {', '.join(kept)}, {self._collected(seats[n])} AS c{n}")
            kept.append(f"c{n}")
            if self._required(n):
                lines[-1] += f" WHERE size(c{n}) > 0"
        lines.extend(self._hulls(kept))
        return "\n".join([*lines, self.returned()]), self._filters.parameters

    def subjects(self, begin: Iterable[int]) -> str:
        """Return Cypher for the subjects that are asked about, else for those with an event of one of these seats."""
        label, asked, seats = self._pattern.subject, self._question.subjects, self._pattern.seats()
        if asked is not None:
            given = self._filters.parameter(sorted(asked))
            return f"UNWIND {given} AS uid MATCH (subject:{label} {{uid: uid}})"
        ways = (way for n in begin for way in self._ways(seats[n], f"(subject:{label})"))
        return f"CALL () {{ {' UNION '.join(f'{way} RETURN subject' for way in ways)} }}"

    def returned(self) -> str:
        """Return Cypher for the columns of a row."""
        listed = ", ".join(f"c{n}" for n, _ in enumerate(self._pattern.seats()))
        name = self._reader.value("subject", "name")
        return f"RETURN subject.uid AS uid, {name} AS name, [{listed}] AS seats ORDER BY name, uid"

    def _required(self, n: int) -> bool:
        return n < len(self._pattern.steps) and self._pattern.steps[n].required

    def _collected(self, step: Step) -> str:
        ways = list(self._ways(step, "(subject)"))
        parts = " UNION ".join(f"{way} RETURN {self._row(step, group=bool(n))} AS found" for n, way in enumerate(ways))
        return f"COLLECT {{ CALL (subject) {{ {parts} }} RETURN found LIMIT {MOST_OF_A_STEP + 1} }}"

    def _row(self, step: Step, *, group: bool) -> str:
        first, last = (self._reader.value("e", f"date_{end}") for end in ("first", "last"))
        sure = f"({self._filters.passes('e', step.filters)}) AND {self._filters.any_passes('e', step.alternatives)}"
        some = "s.number IS NOT NULL AND s.number < coalesce(s.out_of, g.size, s.number + 1)"
        row = (
            "e.uid",
            f"coalesce({first}, {FIRST_DAY})",
            f"coalesce({last}, {LAST_DAY})",
            self._alternative(step),
            f"NOT coalesce({sure}, false)" if step.unknown else "false",
            f"({some}) OR coalesce(m.standing IN {list(_ONLY_PERHAPS)}, false)" if group else "false",
        )
        return f"[{', '.join(row)}]"

    def _alternative(self, step: Step) -> str:
        if not step.alternatives:
            return "''"
        judge = self._filters.may_pass if step.unknown else self._filters.passes
        ways = " ".join(
            f"WHEN {judge('e', way.filters)} THEN {self._filters.parameter(way.id)}" for way in step.alternatives
        )
        return f"CASE {ways} ELSE '' END"

    def _asked(self, step: Step) -> Iterator[str]:
        """Yield what a step asks of an event `e` and of its tie `s` to the subject."""
        judge = self._filters.may_pass if step.unknown else self._filters.passes
        yield f"({judge('e', step.filters)})"
        yield self._filters.any_passes("e", step.alternatives, perhaps=step.unknown)
        yield from self._lies(step)
        if step.roles:
            yield f"s.role IN {self._filters.parameter(list(step.roles))}"

    def _ways(self, step: Step, subject: str) -> Iterator[str]:
        """Yield how an event of a step is reached from the subject: its own, and that of a group it is in."""
        asked = [*self._asked(step), self._reader.sees("s", "e"), *self._filters.standing("s")]
        if self._question.last_day is not None:
            first, last_day = self._reader.value("e", "date_first"), self._filters.parameter(self._question.last_day)
            asked.append(f"coalesce({first}, {FIRST_DAY}) <= {last_day}")
        link, reached = self._pattern.through.upper(), subject
        if step.of:
            ends = ("<-", "-") if step.of.backwards else ("-", "->")
            reached = f"{subject}{ends[0]}[o:{step.of.link}]{ends[1]}(other:Entity)"
            asked.append(self._reader.sees("o", "other"))
            if step.of.roles:
                asked.append(f"o.role IN {self._filters.parameter(list(step.of.roles))}")
        yield f"MATCH {reached}<-[s:{link}]-(e:Event) WHERE {' AND '.join(asked)}"
        if self._pattern.subject == "Person" and self._pattern.through == SUBJECT and not step.of:
            member = f"{subject}-[m:MEMBER_OF]->(g:{PersonGroup.__name__})"
            yield f"MATCH {member}<-[s:{link}]-(e:Event) WHERE {' AND '.join([*asked, self._reader.sees('m', 'g')])}"

    def _lies(self, step: Step) -> Iterator[str]:
        first, last = (self._reader.value("e", f"date_{end}") for end in ("first", "last"))
        for when in step.when:
            yield f"coalesce({first}, {FIRST_DAY}) <= {self._filters.parameter(when.days.last)}"
            yield f"coalesce({last}, {LAST_DAY}) >= {self._filters.parameter(when.days.first)}"

    def _hulls(self, kept: list[str]) -> Iterator[str]:
        """Yield what order and bounds ask of neighbours that are both filled by one event."""
        steps, before = self._pattern.steps, -1
        for n, step in enumerate(steps):
            if not step.required:
                continue
            if before >= 0 and step.plain:
                nearest = all(each.absent for each in steps[before + 1 : n])
                asked = " AND ".join(self._hull(step, nearest=nearest and steps[before].plain))
                fitting = f"[y IN c{n} WHERE any(x IN c{before} WHERE {asked})] AS c{n}"
                others = ", ".join(name for name in kept if name != f"c{n}")
                yield f"WITH {others}, {fitting} WHERE size(c{n}) > 0"
            before = n

    def _hull(self, step: Step, *, nearest: bool) -> Iterator[str]:
        yield "x[1] <= y[2] AND x[0] <> y[0]"
        for bound in step.bounds if nearest else ():
            if not bound.after and bound.kind == "within":
                yield f"y[1] <= x[2] + {self._filters.parameter(_days(bound.length, _LONGEST_MONTH))}"
            elif not bound.after:
                yield f"y[2] >= x[1] + {self._filters.parameter(_days(bound.length, _SHORTEST_MONTH))}"


def _days(length: Duration, month: int) -> int:
    return length.months * month + length.days
