"""Each subject's events as one list of numbers, day and code: matching looks through these without going to events.

Only a subject of which nothing is in doubt has such a list: each of its events has one undoubted day, stands in no
asserted order, and is for everybody to see. The others are `Unpacked`, and worlds are to be asked of them. Lists are
derived from items and edges as they are shown, whenever one of these changes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from graph.access import CLOSED
from graph.store import event_codes
from graph.unit import ROWS

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.engine import Engine
    from graph.unit import Unit

PACKED = "packed"
"""The property that holds the list, in order: each number is the day times `event_codes.codes()`, and the code."""
WHOLE = "packed_whole"
"""The property of a list of the same events with all that `event_codes` tells: the day times its `count()`, and that.

The database keeps small numbers beside the item itself, so that a list of these takes several times as long to read.
"""
UNPACKED = "Unpacked"
"""The label of whoever has events, of its own or of a group, but no list."""

MOST = 200
"""Events that a list holds at most."""

_CONCERNED = """
UNWIND $rows AS uid MATCH (n:Entity {uid: uid}) USING INDEX SEEK n:Entity(uid)
CALL (n) {
  WITH n WHERE n:Actor RETURN n.uid AS subject
  UNION WITH n WHERE n:Event MATCH (n)-[:SUBJECT]->(s) RETURN s.uid AS subject
  UNION WITH n WHERE n:Event MATCH (n)-[:FOLLOWS]->()-[:SUBJECT]->(s) RETURN s.uid AS subject
}
RETURN collect(DISTINCT subject) AS subjects
"""

_TOLD_BY = {event_codes.ROLE: "s.role", "outcomes": "e.outcomes[{place}]"}
"""What tells a field at a place, where it isn't the event's property of that name."""


def number(parts: str, *, whole: bool = True) -> str:
    """Return Cypher for what is told of an event `e` and its tie `s` beside its day: its code, or the `whole`.

    `parts` is Cypher for `event_codes.parts`.
    """
    said = {name: _TOLD_BY.get(name, f"e.{name}") for name in event_codes.PLACES}
    fields = event_codes.PLACES if whole else (*event_codes.FIELDS, event_codes.ROLE)
    return " + ".join(
        f"{parts}.{name}[{place}][coalesce({said[name].format(place=place)}, '')]"
        for name in fields
        for place in range(event_codes.PLACES[name])
    )


_DERIVED = f"""
CALL (n) {{
  MATCH (n)<-[s:SUBJECT]-(e:Event)
  WITH e, CASE WHEN e.date_first = e.date_last AND e.date =~ '\\\\d{{4}}-\\\\d{{2}}-\\\\d{{2}}'
    AND NOT 'date' IN coalesce(e.conflicts, []) AND e.relative_date IS NULL AND e.time IS NULL
    AND none(name IN keys(e) + keys(s) WHERE name = 'sensitivity' OR any(end IN $closed WHERE name ENDS WITH end))
    AND NOT EXISTS {{ (e)-[:FOLLOWS]-() }}
    AND size(coalesce(e.outcomes, [])) <= size($parts.outcomes)
    THEN e.date_first * $count + {number("$parts")} END AS number
  WITH e, number, number / $count * $codes + number % $codes AS coded ORDER BY coded
  WITH collect(DISTINCT coded) AS codes, collect(number) AS numbers, count(*) AS ties, count(DISTINCT e) AS events
  RETURN codes, numbers, events, size(codes) = events AND ties = events AND events <= $most AS told
}}
WITH n, codes, numbers, events, EXISTS {{ (n)-[:MEMBER_OF]->(:PersonGroup) }} AS grouped, told
WITH n, codes, numbers, events, grouped, told AND NOT grouped AND n.sensitivity IS NULL AS told
WITH n, CASE WHEN told AND events > 0 THEN [codes, numbers] ELSE [null, null] END AS packed,
     NOT told AND (events > 0 OR grouped) AS unpacked
"""

_WRITTEN = f"""
UNWIND $rows AS uid MATCH (n:Entity {{uid: uid}}) USING INDEX SEEK n:Entity(uid)
{_DERIVED}
SET n.{PACKED} = packed[0], n.{WHOLE} = packed[1]
FOREACH (_ IN CASE WHEN unpacked THEN [1] ELSE [] END | SET n:{UNPACKED})
FOREACH (_ IN CASE WHEN unpacked THEN [] ELSE [1] END | REMOVE n:{UNPACKED})
"""

_DIFFERENT = f"""
UNWIND $rows AS uid MATCH (n:Entity {{uid: uid}})
{_DERIVED}
WITH n.uid AS uid, coalesce(n.{PACKED}, []) + coalesce(n.{WHOLE}, []) AS stored, n:{UNPACKED} AS marked,
     coalesce(packed[0], []) + coalesce(packed[1], []) AS packed, unpacked
WHERE stored <> packed OR marked <> unpacked
RETURN uid, stored, marked, packed, unpacked
"""

_PAGE = """
MATCH (n:Actor) WHERE n.uid > $last WITH n.uid AS uid ORDER BY uid LIMIT $most RETURN collect(uid) AS uids
"""


def concerned(unit: Unit, touched: Collection[str]) -> set[str]:
    """Return whose lists rest on these items, as they are linked now: ask before a change and after it."""
    found = unit.run_in_parts(_CONCERNED, list(touched))
    return {uid for row in found for uid in row["subjects"]}


def pack(unit: Unit, subjects: Collection[str]) -> None:
    """Derive the lists of these subjects anew."""
    unit.run_in_parts(_WRITTEN, sorted(subjects), **_parameters())


def differences(unit: Unit, uids: Collection[str]) -> list[tuple[str, str, str]]:
    """Return of each of these items whose list is stored otherwise than it is derived its uid, and both as text."""
    return [
        (row["uid"], _said(row["stored"], row["marked"]), _said(row["packed"], row["unpacked"]))
        for row in unit.run_in_parts(_DIFFERENT, list(uids), **_parameters())
    ]


def _said(numbers: list[int] | None, unpacked: bool) -> str:
    return f"{numbers or 'no list'}{f', {UNPACKED}' * unpacked}"


def pack_all(engine: Engine) -> None:
    """Derive every list anew: the numbers mean something else than before."""
    last = ""
    while page := engine.read(partial(_after, last=last)):
        engine.write(partial(pack, subjects=page), timeout=None)
        last = page[-1]


def _after(unit: Unit, last: str) -> list[str]:
    return list(unit.value(_PAGE, last=last, most=ROWS))


def _parameters() -> dict[str, Any]:
    return {
        "codes": event_codes.codes(),
        "count": event_codes.count(),
        "parts": event_codes.parts(),
        "closed": list(CLOSED),
        "most": MOST,
    }
