"""Histories of which nothing is in doubt, read from the events alone: for whoever counts, and cites nothing.

Who has a packed history (see `graph.packed`) has events of one undoubted day each, in no asserted order, for everybody
to see. To read what is claimed of these takes most of the time of judging them, and tells nothing more of time.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph.packed import PACKED
from graph.patterns.history import Happening, History
from graph.patterns.statements import Statement
from graph.time.days import Days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.engine import Unit

_EVENTS = f"""
UNWIND $subjects AS uid MATCH (n:Entity {{uid: uid}}) WHERE n.{PACKED} IS NOT NULL
RETURN uid, [(n)<-[:SUBJECT]-(e:Event) WHERE e.modality <> 'did_not_happen' | [e.uid, e.kind, e.date_first]] AS events
"""


def histories(unit: Unit, subjects: Collection[str]) -> dict[str, History]:
    """Return the history of each of these subjects that has one of which nothing is in doubt, without citations."""
    rows = unit.run(_EVENTS, subjects=list(subjects)) if subjects else []
    return {row["uid"]: _history(row["events"]) for row in rows}


def _history(events: Iterable[tuple[str, str, int]]) -> History:
    told = [(uid, kind, date.fromordinal(day).isoformat(), Days(((day, day),))) for uid, kind, day in events]
    said = [Statement(uid, "date", says, (), (), days) for uid, _, says, days in told]
    return History({uid: Happening(uid, kind, says, days, False, ()) for uid, kind, says, days in told}, said)
