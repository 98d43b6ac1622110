"""The way into the database: claims made live or ended, and what readers see of the items they touch.

Only items that a changed claim is about are derived anew (and those that rest on a source whose weight
changed), so the cost follows the change and not the graph. `HAS_CLAIM`, `IN`, `BY` and `QUOTED_IN`
stand on live claims only, so that a reader never meets a retracted one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph import live, persist
from graph.claims import ATTITUDE, Claim
from graph.derive import Shown, Weight, shown
from graph.ontology import registry
from graph.ontology.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.engine import Unit

Claims = dict[str, list[Claim]]
"""Live claims by the uid of what they are about."""


def change(unit: Unit, begun: list[Claim], ended: list[Claim]) -> list[str]:
    """Make claims live or end them, and show anew the items they are about.

    Returns the items that have no claim left and stay, bare, because other items still speak of them.
    """
    touched = {claim.about for claim in (*begun, *ended) if claim.field != ATTITUDE}
    said = _up_to_date(live.about(unit, touched), begun, ended)
    sources = {uid: _shown(uid, claims, {}) for uid, claims in said.items() if _is_source(uid)}
    weights = {uid: _weight(source) for uid, source in sources.items()}
    moved = _resting_on_moved(unit, weights) - touched
    said |= live.about(unit, moved)
    weights = live.weights(unit, _cited(said)) | weights
    items = [sources.get(uid) or _shown(uid, claims, weights) for uid, claims in sorted(said.items()) if claims]
    persist.detach(unit, [claim.uid for claim in ended])
    persist.clear_edges(unit, touched | moved)
    _write(unit, items)
    persist.attach(unit, begun)
    spoken_of = {uid for claim in ended for uid in (claim.target, claim.by, claim.source, claim.quoted_in) if uid}
    return persist.forget(unit, (touched | spoken_of) - {item.uid for item in items})


def _is_source(uid: str) -> bool:
    return registry.class_of(uid) is Source


def _shown(uid: str, claims: list[Claim], weights: dict[str, Weight]) -> Shown:
    """Show an item; a source is weighed without looking at sources, or its weight would depend on itself."""
    return shown(registry.class_of(uid), uid, claims, weights)


def _up_to_date(said: Claims, begun: Iterable[Claim], ended: Iterable[Claim]) -> Claims:
    """Return the live claims as they stand after the change."""
    gone = {claim.uid for claim in ended}
    after = defaultdict(list, {uid: [c for c in claims if c.uid not in gone] for uid, claims in said.items()})
    for claim in begun:
        if claim.field != ATTITUDE:
            after[claim.about].append(claim)
    return after


def _weight(source: Shown) -> Weight:
    return Weight(bool(source.properties.get("held")), source.properties.get("published_first", 0))


def _resting_on_moved(unit: Unit, weights: dict[str, Weight]) -> set[str]:
    """Return the items whose shown values may change because a source's weight has."""
    before = live.weights(unit, weights)
    return live.resting_on(unit, [uid for uid in before if before[uid] != weights[uid]])


def _cited(said: Claims) -> set[str]:
    return {claim.source for claims in said.values() for claim in claims if claim.source}


def _write(unit: Unit, items: list[Shown]) -> None:
    by_class = defaultdict(list)
    for item in items:
        by_class[registry.class_of(item.uid)].append(item)
    for cls, members in by_class.items():
        persist.write_items(unit, cls, members)
    persist.write_edges(unit, items)
