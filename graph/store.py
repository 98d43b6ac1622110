"""The way into the database: claims made live or ended, and what readers see of the items they touch.

Only items that a changed claim is about are derived anew (and those that rest on a source whose weight
changed), so the cost follows the change and not the graph. `HAS_CLAIM`, `IN`, `BY` and `QUOTED_IN`
stand on live claims only, so that a reader never meets a retracted one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph import live, persist, records
from graph.claims import ATTITUDE, Claim
from graph.derive import Shown, shown
from graph.ontology import registry
from graph.ontology.sources import Source
from graph.strength import Context, Weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.engine import Unit
    from graph.ontology.entity import Entity

Claims = dict[str, list[Claim]]
"""Live claims by the uid of the node that they are about."""


def settle(unit: Unit, was_live: dict[str, bool], claims: dict[str, Claim]) -> list[str]:
    """Make claims live that a dataset says now, end those that none says any more; `was_live` names the changed ones.

    `claims` are those that the caller has at hand. Returns what `change` does.
    """
    now = live.datasets_of(unit, was_live)
    begun = [uid for uid, before in was_live.items() if now[uid] and not before]
    ended = [uid for uid, before in was_live.items() if before and not now[uid]]
    at_hand = claims | live.records(unit, {*begun, *ended} - claims.keys())
    return change(unit, [at_hand[uid] for uid in begun], [at_hand[uid] for uid in ended])


def change(unit: Unit, begun: list[Claim], ended: list[Claim]) -> list[str]:
    """Make claims live or end them, and show anew the items they are about.

    Returns the items that have no claim left and stay, bare, because other items still speak of them.
    """
    own = Context(names=live.names(unit)).own
    touched = {own(claim.about) for claim in (*begun, *ended) if claim.field != ATTITUDE}
    said = _up_to_date(live.about(unit, touched), begun, ended, own)
    records.detach(unit, [claim.uid for claim in ended])
    kept = show(unit, touched, said, {own(uid) for claim in begun for uid in claim.mentions()})
    records.attach(unit, begun, own)
    spoken_of = {own(uid) for claim in ended for uid in claim.mentions()}
    return persist.forget(unit, (touched | spoken_of) - kept)


def show(unit: Unit, touched: set[str], said: Claims, mentioned: set[str]) -> set[str]:
    """Write what readers see of the touched items, given all live claims about them; return those that have any.

    Items that rest on a touched source whose weight has changed are shown anew as well.
    """
    names = live.names(unit)
    unweighed = Context(names=names)
    sources = {uid: shown_of(uid, claims, unweighed) for uid, claims in said.items() if _is_source(uid)}
    weights = {uid: weight_of(source) for uid, source in sources.items()}
    moved = _resting_on_moved(unit, weights) - touched
    said = said | live.about(unit, moved)
    context = Context(live.weights(unit, _cited(said, unweighed)) | weights, names)
    items = [sources.get(uid) or shown_of(uid, claims, context) for uid, claims in sorted(said.items()) if claims]
    persist.clear_edges(unit, touched | moved)
    _write(unit, items, mentioned)
    return {item.uid for item in items}


def _is_source(uid: str) -> bool:
    return registry.class_of(uid) is Source


def shown_of(uid: str, claims: list[Claim], context: Context) -> Shown:
    """Show an item; a source is to be weighed without looking at sources, or its weight would depend on itself."""
    return shown(registry.class_of(uid), uid, claims, context)


def _up_to_date(said: Claims, begun: Iterable[Claim], ended: Iterable[Claim], own: Callable[[str], str]) -> Claims:
    """Return the live claims as they stand after the change."""
    gone = {claim.uid for claim in ended}
    after = defaultdict(list, {uid: [c for c in claims if c.uid not in gone] for uid, claims in said.items()})
    for claim in begun:
        if claim.field != ATTITUDE:
            after[own(claim.about)].append(claim)
    return after


def weight_of(source: Shown) -> Weight:
    """Return the weight that a source has in choosing what is shown."""
    return Weight(bool(source.properties.get("held")), source.properties.get("published_first", 0))


def _resting_on_moved(unit: Unit, weights: dict[str, Weight]) -> set[str]:
    """Return the items whose shown values may change because a source's weight has."""
    before = live.weights(unit, weights)
    return live.resting_on(unit, [uid for uid in before if before[uid] != weights[uid]])


def _cited(said: Claims, context: Context) -> set[str]:
    return {context.own(claim.source) for claims in said.values() for claim in claims if claim.source}


def _write(unit: Unit, items: list[Shown], mentioned: set[str]) -> None:
    """Write items, and bare ones for what is mentioned but not there: reopened claims may speak of them."""
    by_class: dict[type[Entity], list[Shown]] = defaultdict(list)
    bare: dict[type[Entity], list[str]] = defaultdict(list)
    for item in items:
        by_class[registry.class_of(item.uid)].append(item)
    for uid in mentioned - {item.uid for item in items}:
        bare[registry.class_of(uid)].append(uid)
    for cls, members in by_class.items():
        persist.write_items(unit, cls, members)
    for cls, uids in bare.items():
        persist.write_bare(unit, cls, uids)
    persist.write_edges(unit, items)
