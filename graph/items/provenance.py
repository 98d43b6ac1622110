"""Who said what of an item, when we recorded it, and where claims rival each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.claims.claim import CLAIM_FIELDS, Claim, from_row
from graph.claims.strength import Context, strength
from graph.store import live

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.unit import Unit

_LOG = """
MATCH (c:Claim) WHERE c.about IN $uids
MATCH (b:Batch)-[record:ASSERTED|RETRACTED]->(c)
RETURN properties(c) AS claim, toLower(type(record)) AS record, b.uid AS batch, b.dataset AS dataset,
       b.version AS version, b.recorded AS recorded, b.undone AS undone
ORDER BY b.number, c.field, c.uid
"""

_CONFLICTS = """
MATCH (n:Entity) WHERE n.conflicts IS NOT NULL
MATCH (n)-[:HAS_CLAIM]->(c:Claim) WHERE c.field IN n.conflicts
RETURN n.uid AS uid, c.field AS field, collect(properties(c)) AS claims ORDER BY uid, field
UNION ALL
MATCH (n:Entity)-[r]->(m:Entity) WHERE r.conflict
MATCH (n)-[:HAS_CLAIM]->(c:Claim) WHERE toUpper(c.field) = type(r)
  AND (c.target = m.uid OR EXISTS { (:Alias {uid: c.target, of: m.uid}) })
  AND coalesce(c.role, '') = coalesce(r.role, '')
RETURN n.uid AS uid, c.field AS field, collect(properties(c)) AS claims ORDER BY uid, field
UNION ALL
MATCH (n:Event)-[:FOLLOWS]->(m:Event)-[:FOLLOWS]->(n) WHERE n.uid < m.uid
UNWIND [[n, m], [m, n]] AS ends
WITH n, m, ends[0] AS later, ends[1] AS earlier
MATCH (later)-[:HAS_CLAIM]->(c:Claim {field: 'follows'})
WHERE c.target = earlier.uid OR EXISTS { (:Alias {uid: c.target, of: earlier.uid}) }
WITH n, m, c.field AS field, collect(properties(c)) AS claims
RETURN n.uid AS uid, field, claims ORDER BY uid, field
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an item's log: a batch asserted or retracted a claim; `undone` says when that was taken back."""

    recorded: str
    batch: str
    dataset: str
    version: str
    record: str
    undone: str | None
    claim: Claim

    def as_json(self) -> dict[str, Any]:
        """Return the entry as plain data."""
        said = {name: getattr(self.claim, name) or None for name in CLAIM_FIELDS}
        plain = {name: getattr(self, name) for name in self.__slots__ if name != "claim"}
        return plain | {"claim": said | {"value": self.claim.value}}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that rival each other about one property or link of an item.

    Where two events are said to follow each other, the conflict is of the first by uid, and has the claims on both.
    """

    uid: str
    field: str
    claims: tuple[Claim, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the conflict as plain data."""
        return {"uid": self.uid, "field": self.field, "claims": [claim.as_row() for claim in self.claims]}


def log(engine: Engine, uid: str) -> list[Entry]:
    """Return who said what of an item, in the order it was recorded; by any uid that the item ever had."""

    def work(unit: Unit) -> list[Entry]:
        names = live.names(unit)
        own = names.get(uid, uid)
        uids = [own, *(other for other, of in names.items() if of == own)]
        return [Entry(**row | {"claim": from_row(row["claim"])}) for row in unit.run(_LOG, uids=uids)]

    return engine.read(work)


def conflicts(engine: Engine) -> list[Conflict]:
    """Return every property and link on which live claims rival each other, the best claim first."""

    def work(unit: Unit) -> list[Conflict]:
        rows = unit.run(_CONFLICTS)
        found = [(row["uid"], row["field"], [from_row(claim) for claim in row["claims"]]) for row in rows]
        sources = {claim.source for _, _, claims in found for claim in claims}
        best = strength(Context(live.weights(unit, sources), live.names(unit)))
        return [Conflict(uid, field, tuple(sorted(claims, key=best))) for uid, field, claims in found]

    return engine.read(work)
