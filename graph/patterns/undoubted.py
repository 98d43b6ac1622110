"""Histories of which nothing is in doubt, read from the events alone: for whoever counts, and cites nothing.

Who has a packed history (see `graph.packed`) has events of one undoubted day each, in no asserted order, for everybody
to see. To read what is claimed of these takes most of the time of judging them, and tells nothing more of time.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph.packed import PACKED, UNPACKED
from graph.patterns.history import Happening, History
from graph.patterns.statements import Statement
from graph.time.days import Days

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graph.unit import Unit

_OWN = f"""
UNWIND $subjects AS uid MATCH (n:Entity {{uid: uid}}) WHERE n.{PACKED} IS NOT NULL OR NOT n:{UNPACKED}
RETURN uid, [(n)<-[:SUBJECT]-(e:Event) WHERE e.modality <> 'did_not_happen' | [e.uid, e.kind, e.date_first]] AS events
"""
_OTHERS = f"""
UNWIND $events AS uid MATCH (e:Entity {{uid: uid}}) WHERE e:Event AND e.modality <> 'did_not_happen'
  AND EXISTS {{ (e)-[:SUBJECT]->() }} AND NOT EXISTS {{ (e)-[:SUBJECT]->(n) WHERE n.{PACKED} IS NULL }}
RETURN e.uid AS uid, e.kind AS kind, e.date_first AS day
"""


def histories(unit: Unit, events: Mapping[str, Collection[str]]) -> dict[str, History]:
    """Return the history of each subject that has one of which nothing is in doubt, without citations.

    Beside its own it holds those of its `events` that befell others whose histories are so.
    """
    rows = unit.run(_OWN, subjects=list(events)) if events else []
    own = {row["uid"]: {uid: (kind, day) for uid, kind, day in row["events"]} for row in rows}
    besides = {event for uid, known in own.items() for event in events[uid] if event not in known}
    others = unit.run(_OTHERS, events=sorted(besides)) if besides else []
    befell = {row["uid"]: (row["kind"], row["day"]) for row in others}
    return {
        uid: _history(known | {each: befell[each] for each in befell.keys() & set(events[uid])})
        for uid, known in own.items()
    }


def _history(events: Mapping[str, tuple[str, int]]) -> History:
    told = [(uid, kind, date.fromordinal(day).isoformat(), Days(((day, day),))) for uid, (kind, day) in events.items()]
    said = [Statement(uid, "date", says, (), (), days) for uid, _, says, days in told]
    return History({uid: Happening(uid, kind, says, days, False, ()) for uid, kind, says, days in told}, said)
