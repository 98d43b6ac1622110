"""The events that bear on the days of a subject's own, as the database knows them.

These are the events that asserted order puts before or after one of the subject's, those at the other end of a
gap, and those that the same text dates by its own day; and what bears on these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.claims.citations import CITATIONS
from graph.claims.claim import ATTITUDE
from graph.ontology.events import Event
from graph.ontology.sources import Source
from graph.patterns.statements import TIMELY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.access import Reader
    from graph.patterns.statements import Claims
    from graph.unit import Unit

Row = dict[str, Any]
"""An event: uid, kind, date, claims, and the uids of those `tied` to it by gap or text."""

_OWN = """
UNWIND $subjects AS subject
MATCH (:Entity {{uid: subject}})<-[s:SUBJECT]-(e:Event) WHERE {modality} <> 'did_not_happen' AND {seen}
RETURN subject, collect(DISTINCT e.uid) AS events
"""

_BEFORE = (
    "UNWIND $events AS own MATCH (:Entity {uid: own})-[:FOLLOWS*0..]->(e:Event) RETURN collect(DISTINCT e.uid) AS uids"
)
_AFTER = (
    "UNWIND $events AS own MATCH (:Entity {uid: own})<-[:FOLLOWS*0..]-(e:Event) RETURN collect(DISTINCT e.uid) AS uids"
)
"""Two statements: in a union of both, Neo4j 5.26 reads every item for each event instead of the index."""

_TIED = """[(e)-[f:FOLLOWS]-(o:Event) WHERE f.gap IS NOT NULL OR f.conflict | o.uid] +
  COLLECT {
    MATCH (e)-[:HAS_CLAIM]->(:Claim {field: 'relative_date'})-[:IN]->(s:Source)
    MATCH (s)<-[:IN]-(:Claim {field: 'relative_date'})<-[:HAS_CLAIM]-(o:Event) RETURN DISTINCT o.uid
  }"""

_EVENTS = """
UNWIND $events AS uid
MATCH (e:Entity {{uid: uid}}) WHERE e:Event AND {modality} <> 'did_not_happen' AND {seen}
RETURN collect([e.uid, {kind}, {date}, {citations},
  COLLECT {{ MATCH (e)-[:HAS_CLAIM]->(c:Claim) WHERE c.field IN $fields RETURN c {{
    .uid, .field, .value, .qualifiers, .sensitivity, .standing, .by,
    source: coalesce(head([(c)-[:IN]->(s:Source) | s.uid]), c.source),
    target: coalesce(head(COLLECT {{ MATCH (a:Alias {{uid: c.target}}) RETURN a.of }}), c.target),
    attitudes: [(c)-[:HAS_CLAIM]->(a:Claim) | a {{.value, .sensitivity}}]
  }} }},
  {tied}
]) AS events
"""
_TOLD = ("uid", "kind", "date", "citations", "claims", "tied")

_SUBJECTS = "UNWIND $events AS uid MATCH (:Entity {uid: uid})-[:SUBJECT]->(s:Entity) RETURN DISTINCT s.uid AS uid"
_DATED_BY = """
UNWIND $texts AS uid
MATCH (:Entity {uid: uid})<-[:IN]-(:Claim {field: 'relative_date'})<-[:HAS_CLAIM]-(e:Event) RETURN DISTINCT e.uid AS uid
"""

_TEXTS = """
UNWIND $texts AS uid
MATCH (s:Entity {uid: uid})-[:HAS_CLAIM]->(c:Claim) WHERE c.field IN ['published', 'retrieved', 'republished']
RETURN uid, collect(c {
  .uid, .field, .value, .sensitivity, source: coalesce(head([(c)-[:IN]->(in:Source) | in.uid]), c.source)
}) AS claims
"""


def own_events(unit: Unit, subjects: Collection[str], reader: Reader) -> dict[str, list[str]]:
    """Return the events of each subject that anything happened to, as far as the reader may see them."""
    if not subjects:
        return {}
    text = _OWN.format(modality=reader.value("e", "modality"), seen=reader.sees("s", "e"))
    return {row["subject"]: row["events"] for row in unit.run(text, subjects=list(subjects))}


def _events(unit: Unit, uids: set[str], reader: Reader) -> list[Row]:
    """Return events as the reader sees them, with the claims on their time that the reader may see."""
    columns = {name: reader.value("e", name) for name in ("modality", "kind", "date", CITATIONS)}
    text = _EVENTS.format(seen=reader.sees("e"), tied=_TIED, **columns)
    found = unit.value(text, events=sorted(uids), fields=list(TIMELY))
    rows = [dict(zip(_TOLD, values, strict=True)) for values in found]
    for row in rows:
        row["claims"] = [c for c in row["claims"] if reader.may_see(Event, c["field"], c["sensitivity"])]
        for claim in row["claims"]:
            said = claim["attitudes"]
            claim["attitudes"] = [a["value"] for a in said if reader.may_see(Event, ATTITUDE, a["sensitivity"])]
    return rows


def _on_the_way(unit: Unit, events: Collection[str]) -> set[str]:
    """Return events, and all that asserted order puts before or after them."""
    ways = (unit.run(way, events=sorted(events)) for way in (_BEFORE, _AFTER))
    return {uid for (found,) in ways for uid in found["uids"]}


def bearing(unit: Unit, events: Iterable[str], reader: Reader) -> dict[str, Row]:
    """Return the events, and all that may bear on their days, by uid: see `graph.patterns.reach` for what does."""
    known: dict[str, Row] = {}
    asked: set[str] = set()
    seeds = set(events)
    while seeds:
        on_the_way = _on_the_way(unit, seeds)
        rows = _events(unit, on_the_way - known.keys(), reader)
        known |= {row["uid"]: row for row in rows}
        asked |= seeds
        # One that was only come upon in one direction bears in both as soon as it is tied to another.
        seeds = {uid for row in rows for uid in row["tied"]} - asked
    return known


def subjects(unit: Unit, events: Collection[str], texts: Collection[str]) -> set[str]:
    """Return whose histories hold any of these events, or one that any of these texts dates: bearing is mutual."""
    dated = unit.run(_DATED_BY, texts=sorted(texts)) if texts else []
    seeds = {*events, *(row["uid"] for row in dated)}
    known: set[str] = set()
    asked: set[str] = set()
    while seeds:
        on_the_way = _on_the_way(unit, seeds)
        known |= seeds | on_the_way
        asked |= seeds
        tied = f"UNWIND $events AS uid MATCH (e:Entity {{uid: uid}}) UNWIND {_TIED} AS tied RETURN DISTINCT tied"
        seeds = {row["tied"] for row in unit.run(tied, events=sorted(on_the_way))} - asked
    return {row["uid"] for row in unit.run(_SUBJECTS, events=sorted(known))} if known else set()


def texts(unit: Unit, rows: Iterable[Row], reader: Reader) -> Claims:
    """Return what is said of when those texts were written that date some of the events by their own day."""
    uids = {claim["source"] for row in rows for claim in row["claims"] if claim["field"] == "relative_date"}
    found = unit.run(_TEXTS, texts=sorted(uid for uid in uids if uid)) if uids else []
    return {
        row["uid"]: [c for c in row["claims"] if reader.may_see(Source, c["field"], c["sensitivity"])] for row in found
    }
