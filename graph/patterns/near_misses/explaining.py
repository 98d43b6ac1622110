"""Why somebody matches a pattern or doesn't: step by step, which events were considered and what each fails.

An event is held against what its step asks of it, then against every way in which the steps before can be filled; of
these the one that keeps it from following by least is told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph import access
from graph.errors import UsageError
from graph.items import item
from graph.ontology import registry
from graph.patterns import costly, matching, results, subjects
from graph.patterns.language.model import DATE, When
from graph.patterns.matches import NOT_STATED, Failed
from graph.patterns.near_misses import considered, instead
from graph.patterns.near_misses.considered import Considered, requirements
from graph.patterns.near_misses.explanation import Explained, Explanation, Weighed
from graph.patterns.near_misses.following import Following
from graph.patterns.near_misses.stretching import least, widened
from graph.patterns.question import EVERYTHING
from graph.store import live
from graph.time.formula import both

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.engine import Engine
    from graph.patterns.language.model import Pattern
    from graph.patterns.near_misses.considered import Requirement
    from graph.patterns.near_misses.instead import Asked
    from graph.patterns.question import Question
    from graph.patterns.subjects import Known
    from graph.unit import Unit


def explain(engine: Engine, pattern: Pattern, uid: str, question: Question = EVERYTHING) -> Explanation:
    """Return what was considered of one subject; UsageError if there is none of that uid, with the nearest."""

    def work(unit: Unit) -> Explanation:
        return _explained(unit, pattern, uid, replace(question, subjects=[_subject(unit, pattern, uid)]))

    return costly.asked(engine, pattern, question, work)


def _subject(unit: Unit, pattern: Pattern, uid: str) -> str:
    cls = registry.by_prefix().get(uid.partition("/")[0])
    if cls is None or not issubclass(cls, registry.label_class(pattern.subject)):
        raise UsageError(f"{uid} is no {pattern.subject}", way_out=f"the pattern is about each {pattern.subject}")
    return live.names(unit).get(uid, uid)


def _explained(unit: Unit, pattern: Pattern, uid: str, question: Question) -> Explanation:
    reader = access.reader(unit, question.level)
    rows = list(considered.rows(unit, pattern, reader, question, None))
    if not rows:
        raise item.nothing_said(unit, uid, reader)
    (known,) = subjects.known(unit, pattern, question, reader, [rows])
    answer = matching.with_near_misses(unit, pattern, question, matching.found(unit, pattern, question))
    lacking = {
        (each.uid, asked) for n, _ in enumerate(pattern.seats()) for each, asked, _ in _lacking(pattern, known, n)
    }
    there = instead.instead(unit, pattern, reader, lacking)
    following = Following(pattern, known, question.last_day)
    steps = tuple(_step(pattern, known, n, there, following) for n, _ in enumerate(pattern.seats()))
    return Explanation(known.row.uid, known.row.name or "", answer, steps)


def _lacking(pattern: Pattern, known: Known, n: int) -> Iterator[tuple[Considered, Requirement, bool]]:
    """Yield each event of a seat with each requirement that it fails, and whether for an empty field."""
    asked = requirements(pattern.seats()[n])
    for each in known.row.seats[n]:
        if isinstance(each, Considered):
            yield from ((each, asked[number], number in each.empty) for number in each.failing)


def _step(pattern: Pattern, known: Known, n: int, there: Mapping[Asked, str], following: Following) -> Explained:
    step = pattern.seats()[n]
    fails: dict[str, list[Failed]] = {each.uid: [] for each in known.row.seats[n]}
    for each, asked, empty in _lacking(pattern, known, n):
        by = NOT_STATED if empty else _days_off(known, each.uid, asked)
        fails[each.uid].append(Failed(step.id, asked.name, by, there[each.uid, asked]))
    until = n == len(pattern.steps)
    for event, failed in fails.items():
        if not failed and not until:
            failed.extend(following.failed(n, event))
    weighed = (Weighed(results.found(known.history.events[event]), tuple(failed)) for event, failed in fails.items())
    return Explained(step.id, step.absent or until, tuple(weighed))


def _days_off(known: Known, event: str, asked: Requirement) -> int | None:
    """Return by how many days an event's own date is off; None of whatever else is asked."""
    if asked.name != DATE or not (asked.filters and isinstance(when := asked.filters[0], When)):
        return None
    return least(known.history.worlds, both(()), widened(when, event))
