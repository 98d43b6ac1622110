"""Histories of which nothing is in doubt, made of candidates alone: for whoever counts or compares, and cites nothing.

Who has a packed history (see `graph.store.packed`) has events of one undoubted day each, in no asserted order, for
everybody to see: none of them bears on another, and what fills no step tells nothing. To read what is claimed of these
takes most of the time of judging them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph.patterns.history import Happening, History
from graph.patterns.language.model import SUBJECT
from graph.patterns.statements import Statement
from graph.store.packed import PACKED, UNPACKED
from graph.time.days import Days

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from graph.patterns.candidates import Candidate, Row
    from graph.patterns.language.model import Pattern
    from graph.unit import Unit

_OTHERS = f"""
UNWIND $events AS uid MATCH (e:Entity {{uid: uid}})
WHERE EXISTS {{ (e)-[:SUBJECT]->() }} AND NOT EXISTS {{ (e)-[:SUBJECT]->(n) WHERE n.{PACKED} IS NULL }}
RETURN collect(uid) AS uids
"""
_DOUBTED = f"""
UNWIND $uids AS uid MATCH (n:Entity {{uid: uid}}) WHERE n.{PACKED} IS NULL AND n:{UNPACKED} RETURN collect(uid) AS uids
"""


def doubted(unit: Unit, subjects: Collection[str]) -> list[str]:
    """Return those of some subjects of whom something is in doubt: claims may contradict each other on nobody else."""
    return list(unit.value(_DOUBTED, uids=sorted(subjects)))


def histories(unit: Unit, pattern: Pattern, rows: Sequence[Row]) -> dict[str, History]:
    """Return what may fill a seat as the history of each subject that has one of which nothing is in doubt.

    What befell others is in it where their histories are so too.
    """
    asked = [row for row in rows if row.undoubted]
    besides = {each.uid for row in asked for each in _of_others(pattern, row)}
    doubted = besides.difference(unit.value(_OTHERS, events=sorted(besides))) if besides else set()
    return {
        row.uid: _history({each.uid: each for seat in row.seats for each in seat if each.uid not in doubted})
        for row in asked
    }


def tells_all(pattern: Pattern) -> Callable[[Row], bool]:
    """Return what tells of a row whether it alone says which matches its subject has, and how sure they are.

    Nothing is in doubt of its subject then, no event befell anybody else, and no links are compared.
    """
    if pattern.through != SUBJECT or any(step.comparisons for step in pattern.seats()):
        return lambda _: False
    return lambda row: row.undoubted and not any(_of_others(pattern, row))


def _of_others(pattern: Pattern, row: Row) -> Iterator[Candidate]:
    """Yield what may fill a seat and did not befall the subject itself, or not for certain."""
    for step, seat in zip(pattern.seats(), row.seats, strict=True):
        yield from (each for each in seat if step.of or each.identity)


def _history(events: dict[str, Candidate]) -> History:
    told = list(map(_happening, events.values()))
    said = [Statement(each.uid, "date", str(each.date), (), (), each.days) for each in told]
    return History({each.uid: each for each in told}, said)


def _happening(event: Candidate) -> Happening:
    days = Days(((event.first, event.last),))
    return Happening(event.uid, "", date.fromordinal(event.first).isoformat(), days, rivals=False, cited=())
