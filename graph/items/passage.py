"""From the document's side: all that the graph claims on one passage of it, whoever says it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.claims.claim import CLAIM_FIELDS, Claim, from_row
from graph.errors import UsageError
from graph.problems import nearest
from graph.store import live

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.unit import Unit

_LOCATORS = """
MATCH (:Source {uid: $uid})<-[where:IN|QUOTED_IN]-(c:Claim)
WHERE (type(where) = 'QUOTED_IN' OR c.quoted_in IS NULL) AND EXISTS { ()-[:HAS_CLAIM]->(c) }
RETURN collect(DISTINCT coalesce(c.locator, '')) AS locators
"""
_CLAIMS = """
MATCH (:Source {uid: $uid})<-[where:IN|QUOTED_IN]-(c:Claim)
WHERE (type(where) = 'QUOTED_IN' OR c.quoted_in IS NULL)
  AND (c.locator = $locator OR c.locator STARTS WITH $locator + ',')
OPTIONAL MATCH (to:Claim)-[:HAS_CLAIM]->(c)
MATCH (n:Entity)-[:HAS_CLAIM]->(about) WHERE about = coalesce(to, c)
OPTIONAL MATCH (end:Entity {uid: c.target})
RETURN n.uid AS uid, n.name AS name, end.name AS end, to.field AS to, properties(c) AS claim
ORDER BY uid, c.field, c.value, c.target, c.uid
"""


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim that cites the passage, the item that it is about, and the name of the one that it leads to.

    An attitude is to a claim on the field `to` of the item.
    """

    uid: str
    name: str | None
    end: str | None
    to: str | None
    claim: Claim

    def as_json(self) -> dict[str, Any]:
        """Return what is claimed as plain data."""
        said = {name: getattr(self.claim, name) for name in CLAIM_FIELDS if name not in ("about", "uid")}
        plain = {name: None if value == "" else value for name, value in said.items()}
        return {"uid": self.uid, "name": self.name, "end_name": self.end, "attitude_to": self.to} | plain


def passage(engine: Engine, source: str, locator: str) -> list[Cited]:
    """Return what cites a passage: this locator, or one that only goes on from it after a comma.

    UsageError where nothing does, with the nearest locator that the document is cited by.
    """
    return engine.read(lambda unit: _passage(unit, source, locator))


def _passage(unit: Unit, source: str, locator: str) -> list[Cited]:
    own = live.names(unit).get(source, source)
    rows = unit.run(_CLAIMS, uid=own, locator=locator)
    if not rows:
        locators = sorted(unit.run(_LOCATORS, uid=own)[0]["locators"])
        way_out = nearest(locator, locators) or f"it is cited like this: {', '.join(locators[:3])}" if locators else ""
        what = f"nothing cites {locator!r} of {source}" if locators else f"nothing cites {source}"
        raise UsageError(what, way_out=way_out or "handover coverage tells which documents case files cite")
    return [Cited(row["uid"], row["name"], row["end"], row["to"], from_row(row["claim"])) for row in rows]
