"""The way into the database: claims made live or ended, and what readers see of the items they touch.

Only items that a changed claim is about are derived anew (and those that rest on a source whose weight
changed), so the cost follows the change and not the graph. `HAS_CLAIM`, `IN`, `BY` and `QUOTED_IN`
stand on live claims only, so that a reader never meets a retracted one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that is worked out: `touched` items are shown anew, `before` and `said` are the claims about them.

    `items` is what is to be shown; what nothing is said of any more is not among them.
    """

    begun: list[Claim]
    ended: list[Claim]
    names: dict[str, str]
    touched: set[str]
    before: Claims
    said: Claims
    items: list[Shown]

    def own(self, uid: str) -> str:
        """Return the uid of the node that a uid means."""
        return self.names.get(uid, uid)


def settle(unit: Unit, was_live: dict[str, bool], claims: dict[str, Claim]) -> list[str]:
    """Make claims live that a dataset says now, end those that none says any more; `was_live` names the changed ones.

    `claims` are those that the caller has at hand. Returns what `change` does.
    """
    return make(unit, settled(unit, was_live, claims))


def settled(unit: Unit, was_live: dict[str, bool], claims: dict[str, Claim]) -> Plan:
    """Work out what `settle` does, without doing it."""
    now = live.datasets_of(unit, was_live)
    begun = [uid for uid, before in was_live.items() if now[uid] and not before]
    ended = [uid for uid, before in was_live.items() if before and not now[uid]]
    at_hand = claims | live.records(unit, {*begun, *ended} - claims.keys())
    return planned(unit, [at_hand[uid] for uid in begun], [at_hand[uid] for uid in ended])


def change(unit: Unit, begun: list[Claim], ended: list[Claim]) -> list[str]:
    """Make claims live or end them, and show anew the items they are about.

    Returns the items that have no claim left and stay, bare, because other items still speak of them.
    """
    return make(unit, planned(unit, begun, ended))


def planned(unit: Unit, begun: list[Claim], ended: list[Claim]) -> Plan:
    """Work out what `change` does, without doing it."""
    names = live.names(unit)
    own = Context(names=names).own
    touched = {own(claim.about) for claim in (*begun, *ended) if claim.field != ATTITUDE}
    before = live.about(unit, touched)
    moved, said, items = _shown_anew(unit, touched, _up_to_date(before, begun, ended, own), names)
    unmoved = {uid: said[uid] for uid in moved}
    return Plan(begun, ended, names, touched | moved, before | unmoved, said, items)


def make(unit: Unit, plan: Plan) -> list[str]:
    """Make a change that is worked out; returns what `change` does."""
    records.detach(unit, [claim.uid for claim in plan.ended])
    persist.clear_edges(unit, plan.touched)
    _write(unit, plan.items, {plan.own(uid) for claim in plan.begun for uid in claim.mentions()})
    records.attach(unit, plan.begun, plan.own)
    spoken_of = {plan.own(uid) for claim in plan.ended for uid in claim.mentions()}
    return persist.forget(unit, (plan.touched | spoken_of) - {item.uid for item in plan.items})


def show(unit: Unit, touched: set[str]) -> None:
    """Write what readers see of items anew, from the live claims about them."""
    moved, _, items = _shown_anew(unit, touched, live.about(unit, touched), live.names(unit))
    persist.clear_edges(unit, touched | moved)
    _write(unit, items, set())


def _shown_anew(
    unit: Unit, touched: set[str], said: Claims, names: dict[str, str]
) -> tuple[set[str], Claims, list[Shown]]:
    """Return what readers are to see of the touched items, given all live claims about them.

    Items that rest on a touched source whose weight has changed are `moved`: returned first, and shown anew as well.
    """
    unweighed = Context(names=names)
    sources = {uid: shown_of(uid, claims, unweighed) for uid, claims in said.items() if _is_source(uid)}
    weights = {uid: weight_of(source) for uid, source in sources.items()}
    moved = _resting_on_moved(unit, weights) - touched
    said = said | live.about(unit, moved)
    context = Context(live.weights(unit, _cited(said, unweighed)) | weights, names)
    items = [sources.get(uid) or shown_of(uid, claims, context) for uid, claims in sorted(said.items()) if claims]
    return moved, said, items


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
