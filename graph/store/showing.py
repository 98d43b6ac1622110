"""What readers are to see of items, given all live claims about them.

Sources come first: what others say in them rests on their weight. A source is weighed without looking at
sources, or its weight would depend on itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.claims.derive import Shown, shown
from graph.claims.strength import Context, Weight
from graph.ontology import registry
from graph.ontology.sources import Source
from graph.store import live

if TYPE_CHECKING:
    from graph.claims.claim import Claim
    from graph.unit import Unit

    Claims = dict[str, list[Claim]]
    """Live claims by the uid of the node that they are about."""


def items(unit: Unit, said: Claims, names: dict[str, str]) -> list[Shown]:
    """Return what readers are to see of these items; what nothing is said of is not among them."""
    sources = _sources(said, names)
    weights = {uid: weight_of(source) for uid, source in sources.items()}
    context = Context(live.weights(unit, _cited(said, Context(names=names))) | weights, names)
    return [sources.get(uid) or shown_of(uid, claims, context) for uid, claims in sorted(said.items()) if claims]


def reweighed(unit: Unit, said: Claims, names: dict[str, str]) -> list[str]:
    """Return the sources among these items that are to weigh otherwise than they do."""
    weights = {uid: weight_of(source) for uid, source in _sources(said, names).items()}
    before = live.weights(unit, weights)
    return [uid for uid in before if before[uid] != weights[uid]]


def shown_of(uid: str, claims: list[Claim], context: Context) -> Shown:
    """Show an item; a source is to be shown in a context without weights."""
    return shown(registry.class_of(uid), uid, claims, context)


def weight_of(source: Shown) -> Weight:
    """Return the weight that a source has in choosing what is shown."""
    return Weight(bool(source.properties.get("held")), source.properties.get("published_first", 0))


def _sources(said: Claims, names: dict[str, str]) -> dict[str, Shown]:
    unweighed = Context(names=names)
    found = (uid for uid in said if registry.class_of(uid) is Source)
    return {uid: shown_of(uid, said[uid], unweighed) for uid in found}


def _cited(said: Claims, context: Context) -> set[str]:
    return {context.own(claim.source) for claims in said.values() for claim in claims if claim.source}
