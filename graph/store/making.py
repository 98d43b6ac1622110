"""The way into the database: claims made live or ended, and what readers see of the items they touch.

`HAS_CLAIM`, `IN`, `BY` and `QUOTED_IN` stand on live claims only, so that a reader never meets a retracted one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.store import live, packed, persist, plan, records, showing, staged

if TYPE_CHECKING:
    from graph.claims.claim import Claim
    from graph.claims.derive import Shown
    from graph.ontology.entity import Entity
    from graph.store.plan import Plan
    from graph.unit import Unit


def settle(unit: Unit, was_live: dict[str, bool], claims: dict[str, Claim]) -> list[str]:
    """Make claims live that a dataset says now, end those that none says any more; `was_live` names the changed ones.

    `claims` are those that the caller has at hand. Returns what `change` does.
    """
    return make(unit, settled(unit, was_live, claims))


def settled(unit: Unit, was_live: dict[str, bool], claims: dict[str, Claim]) -> Plan:
    """Work out what `settle` does, without doing it; raises TooLarge as `graph.store.plan.planned` does."""
    now = live.datasets_of(unit, was_live)
    begun = [uid for uid, before in was_live.items() if now[uid] and not before]
    ended = [uid for uid, before in was_live.items() if before and not now[uid]]
    at_hand = claims | live.records(unit, {*begun, *ended} - claims.keys())
    changed = plan.changed(unit, [at_hand[uid] for uid in begun], [at_hand[uid] for uid in ended])
    return plan.planned(unit, changed)


def change(unit: Unit, begun: list[Claim], ended: list[Claim]) -> list[str]:
    """Make claims live or end them, and show anew the items they are about.

    Returns the items that have no claim left and stay, bare, because other items still speak of them.
    """
    return make(unit, plan.planned(unit, plan.changed(unit, begun, ended)))


def make(unit: Unit, planned: Plan) -> list[str]:
    """Make a change that is worked out; returns what `change` does."""
    records.detach(unit, [claim.uid for claim in planned.ended])
    concerned = packed.concerned(unit, [uid for uid, claims in planned.before.items() if claims])
    persist.clear_edges(unit, planned.touched)
    _write(unit, planned.items, {planned.own(uid) for claim in planned.begun for uid in claim.mentions()})
    staged.mark_reweighed(unit, planned.reweighed)
    records.attach(unit, planned.begun, planned.own)
    spoken_of = {planned.own(uid) for claim in planned.ended for uid in claim.mentions()}
    bare = persist.forget(unit, (planned.touched | spoken_of) - {item.uid for item in planned.items})
    packed.pack(unit, concerned.union(packed.concerned(unit, [item.uid for item in planned.items]), bare))
    return bare


def show(unit: Unit, touched: set[str]) -> None:
    """Write what readers see of items anew, from the live claims about them; reweighed sources are marked."""
    names, said = live.names(unit), live.about(unit, touched)
    reweighed = showing.reweighed(unit, said, names)
    concerned = packed.concerned(unit, touched)
    persist.clear_edges(unit, touched)
    _write(unit, showing.items(unit, said, names), set())
    staged.mark_reweighed(unit, reweighed)
    packed.pack(unit, concerned | packed.concerned(unit, touched))


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
