"""As much of a planned change as matching looks at, in a transaction that is to be taken back anyway.

Items with their values, the links that patterns walk, and the claims that tell of time: a small part of what a
load writes, so that looking at it costs no more than doing it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.claims.claim import ATTITUDE
from graph.claims.derive import Shown
from graph.patterns.statements import TIMELY, WRITTEN
from graph.store import live, making, records

if TYPE_CHECKING:
    from graph.claims.claim import Claim
    from graph.patterns.language.model import Pattern
    from graph.store.plan import Plan
    from graph.unit import Unit

_WALKED = ("SUBJECT", "FOLLOWS")
"""The links that every pattern and history walks."""

_BARE = """
UNWIND $uids AS uid MATCH (n:Entity {uid: uid})
WHERE (uid IN $touched OR NOT EXISTS { (n)-[:HAS_CLAIM]->() }) AND (uid IN $mentioned
    OR EXISTS { (n)<-[]-(m:Entity) WHERE NOT m.uid IN $touched }
    OR EXISTS { (n)<-[]-(c:Claim) WHERE NOT c.uid IN $ended })
RETURN uid
"""


def make(unit: Unit, plan: Plan, patterns: list[Pattern]) -> None:
    """Make the part of the change that these patterns, and the histories of their subjects, look at."""
    walked = frozenset(_WALKED).union(*(pattern.links() for pattern in patterns))
    items = [
        Shown(item.uid, item.properties, [edge for edge in item.edges if edge.link.upper() in walked])
        for item in plan.items
    ]
    begun = [claim for claim in plan.begun if _tells_of_time(claim)]
    ended = [claim for claim in plan.ended if _tells_of_time(claim)]
    held = live.datasets_of(unit, [claim.uid for claim in begun])
    records.write_claims(unit, [claim for claim in begun if claim.uid not in held])
    making.make(unit, replace(plan, begun=begun, ended=ended, items=items))


def _tells_of_time(claim: Claim) -> bool:
    return claim.field in (*TIMELY, *WRITTEN, ATTITUDE)


def bare(unit: Unit, plan: Plan) -> list[str]:
    """Return the items that would have no claim left and stay, because others still speak of them."""
    shown = {item.uid for item in plan.items}
    perhaps = (plan.touched | {plan.own(uid) for claim in plan.ended for uid in claim.mentions()}) - shown
    mentioned = {edge.target for item in plan.items for edge in item.edges}
    mentioned |= {plan.own(uid) for claim in plan.begun for uid in claim.mentions()}
    if not perhaps:
        return []
    rows = unit.run(
        _BARE,
        uids=sorted(perhaps),
        touched=list(plan.touched),
        mentioned=list(mentioned),
        ended=[claim.uid for claim in plan.ended],
    )
    return [row["uid"] for row in rows]
