"""What the database shows otherwise than the records of imports say.

The records are the truth: which standing batch asserted or retracted which claim. From them follow the
datasets of each claim, from these the live claims, from these what readers see. A difference means that
somebody wrote past the store, or that the store has a fault.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from graph.changes import decisions, identity
from graph.claims.claim import ATTITUDE, Claim
from graph.claims.strength import Context
from graph.ontology import registry
from graph.ontology.sources import Source
from graph.store import live, packed, records, showing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine
    from graph.unit import Unit

PAGE = 2_000
"""Items compared in one unit of work; memory stays flat however large the graph is."""

_MISRECORDED = f"{records.MISRECORDED} RETURN c.uid AS uid, c.datasets AS stored, said AS derived"

_MISHUNG = """
MATCH (c:Claim)
WITH c, toInteger(size(c.datasets) > 0) AS live, COUNT { ()-[:HAS_CLAIM]->(c) } AS has,
     COUNT { (c)-[:IN]->() } AS cites, COUNT { (c)-[:BY]->() } AS by, COUNT { (c)-[:QUOTED_IN]->() } AS quoted
WITH c, has + cites + by + quoted AS stored, has <> live
     OR cites <> live * toInteger(c.source IS NOT NULL) OR by <> live * toInteger(c.by IS NOT NULL)
     OR quoted <> live * toInteger(c.quoted_in IS NOT NULL) AS wrong,
     live * size([said IN [c.about, c.source, c.by, c.quoted_in] WHERE said IS NOT NULL]) AS derived
WHERE wrong RETURN c.uid AS uid, stored, derived
"""

_PAGE = f"""
MATCH (n:Entity) WHERE n.uid > $after
WITH n ORDER BY n.uid LIMIT $page
RETURN n.uid AS uid, n {{.*, {packed.PACKED}: null, {packed.WHOLE}: null}} AS properties,
       [label IN labels(n) WHERE label <> '{packed.UNPACKED}'] AS labels,
       [(n)-[r]->(m:Entity) | [type(r), m.uid, properties(r)]] AS edges, EXISTS {{ (n)<-[]-() }} AS spoken_of
"""

_MISSING = """
MATCH (c:Claim) WHERE size(c.datasets) > 0
UNWIND [c.about, c.target, c.source, c.by, c.quoted_in] AS uid
WITH DISTINCT uid WHERE uid IS NOT NULL AND NOT uid STARTS WITH 'claim/'
  AND NOT EXISTS { (:Entity {uid: uid}) } AND NOT EXISTS { (:Alias {uid: uid}) }
RETURN uid, 'no node' AS stored, 'a node' AS derived
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the database shows otherwise than the records say; `part` is what of the item or claim."""

    uid: str
    part: str
    stored: str
    derived: str


def differences(engine: Engine) -> list[Difference]:
    """Return every difference between what is stored and what the records say."""
    found = engine.read(_among_records, timeout=None)
    context = engine.read(_context, timeout=None)
    after = ""
    while page := engine.read(partial(_page, after=after, context=context), timeout=None):
        found.extend(difference for row in page for difference in _compared(row))
        packings = engine.read(partial(packed.differences, uids=[row["uid"] for row in page]), timeout=None)
        found.extend(Difference(uid, packed.PACKED, stored, derived) for uid, stored, derived in packings)
        after = page[-1]["uid"]
    return found


def _among_records(unit: Unit) -> list[Difference]:
    stored, derived = live.names(unit), identity.names(decisions.standing(unit))
    renamed = [
        Difference(uid, "alias", stored.get(uid, "none"), derived.get(uid, "none"))
        for uid in sorted(stored.keys() | derived.keys())
        if stored.get(uid) != derived.get(uid)
    ]
    return renamed + [
        Difference(row["uid"], part, str(row["stored"]), str(row["derived"]))
        for part, statement in (("datasets", _MISRECORDED), ("live", _MISHUNG), ("node", _MISSING))
        for row in unit.run(statement)
    ]


def _by_item(claims: list[Claim], context: Context) -> dict[str, list[Claim]]:
    said = defaultdict(list)
    for claim in claims:
        if claim.field != ATTITUDE:
            said[context.own(claim.about)].append(claim)
    return said


def _context(unit: Unit) -> Context:
    """Return the weights of sources and the names, from the records."""
    unweighed = Context(names=identity.names(decisions.standing(unit)))
    said = _by_item(live.where(unit, "c.about STARTS WITH $prefix", prefix=f"{Source.prefix}/"), unweighed)
    weights = {uid: showing.weight_of(showing.shown_of(uid, claims, unweighed)) for uid, claims in said.items()}
    return Context(weights, unweighed.names)


def _page(unit: Unit, after: str, context: Context) -> list[dict[str, Any]]:
    """Return the next items as stored, each with what its live claims show."""
    rows = unit.run(_PAGE, after=after, page=PAGE)
    uids = {row["uid"] for row in rows}
    also = [uid for uid, own in context.names.items() if own in uids]
    said = _by_item(live.where(unit, "c.about IN $uids", uids=[*uids, *also]), context)
    for row in rows:
        claims, source = said.get(row["uid"], []), registry.class_of(row["uid"]) is Source
        row["shown"] = showing.shown_of(row["uid"], claims, Context(names=context.names) if source else context)
        row["said"] = bool(claims)
    return rows


def _compared(row: dict[str, Any]) -> Iterator[Difference]:
    """Yield what is stored otherwise than it should be shown."""
    uid, shown = row["uid"], row["shown"]
    properties = {"uid": uid} | (shown.properties if row["said"] else {})
    if not row["said"] and not row["spoken_of"]:
        yield Difference(uid, "node", "a node", "no node: nothing is said of it")
    for name in sorted(properties.keys() | row["properties"].keys()):
        stored, derived = row["properties"].get(name), properties.get(name)
        if stored != derived:
            yield Difference(uid, name, str(stored), str(derived))
    if sorted(row["labels"]) != sorted(registry.labels(registry.class_of(uid))):
        yield Difference(uid, "labels", str(row["labels"]), str(registry.labels(registry.class_of(uid))))
    stored_edges = sorted(json.dumps(edge, sort_keys=True) for edge in row["edges"])
    edges = ([edge.link.upper(), edge.target, edge.properties] for edge in shown.edges)
    derived_edges = sorted(json.dumps(edge, sort_keys=True) for edge in edges)
    if stored_edges != derived_edges:
        yield Difference(uid, "edges", "; ".join(stored_edges), "; ".join(derived_edges))
