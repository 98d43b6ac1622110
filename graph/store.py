"""The way into the database: claims made live or ended, and what readers see of the items they touch.

Only items that a changed claim is about are derived anew (and those that rest on a source whose weight
changed), so the cost follows the change and not the graph. `HAS_CLAIM`, `IN`, `BY` and `QUOTED_IN`
stand on live claims only, so that a reader never meets a retracted one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph import live, packed, persist, records, showing, staged, transaction_size
from graph.claims import ATTITUDE
from graph.ontology import registry
from graph.strength import Context
from graph.transaction_size import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.claims import Claim
    from graph.derive import Shown
    from graph.ontology.entity import Entity
    from graph.showing import Claims
    from graph.unit import Unit


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that is worked out: `touched` items are shown anew, `before` and `said` are the claims about them.

    `items` is what is to be shown; what nothing is said of any more is not among them. `reweighed` are sources
    whose weight changes, while what rests on them is left to be shown later.
    """

    begun: list[Claim]
    ended: list[Claim]
    names: dict[str, str]
    touched: set[str]
    before: Claims
    said: Claims
    items: list[Shown]
    reweighed: list[str]

    def own(self, uid: str) -> str:
        """Return the uid of the node that a uid means."""
        return self.names.get(uid, uid)


def settle(unit: Unit, was_live: dict[str, bool], claims: dict[str, Claim]) -> list[str]:
    """Make claims live that a dataset says now, end those that none says any more; `was_live` names the changed ones.

    `claims` are those that the caller has at hand. Returns what `change` does.
    """
    return make(unit, settled(unit, was_live, claims))


def settled(unit: Unit, was_live: dict[str, bool], claims: dict[str, Claim]) -> Plan:
    """Work out what `settle` does, without doing it; raises TooLarge as `planned` does."""
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


def planned(unit: Unit, begun: list[Claim], ended: list[Claim], *, whole: bool = True) -> Plan:
    """Work out what `change` does, without doing it.

    As a `whole` it shows what rests on reweighed sources as well, and raises TooLarge if that is too much for one
    transaction. If it is not one it leaves that to `graph.parts.show_resting`.
    """
    names = live.names(unit)
    own = Context(names=names).own
    touched = {own(claim.about) for claim in (*begun, *ended) if claim.field != ATTITUDE}
    before = live.about(unit, touched)
    said = _up_to_date(before, begun, ended, own)
    reweighed = showing.reweighed(unit, said, names)
    if whole:
        unmoved = live.about(unit, _resting(unit, reweighed, len(begun) + len(ended)) - touched)
        touched, before, said, reweighed = touched | unmoved.keys(), before | unmoved, said | unmoved, []
    return Plan(begun, ended, names, touched, before, said, showing.items(unit, said, names), reweighed)


def make(unit: Unit, plan: Plan) -> list[str]:
    """Make a change that is worked out; returns what `change` does."""
    records.detach(unit, [claim.uid for claim in plan.ended])
    concerned = packed.concerned(unit, [uid for uid, claims in plan.before.items() if claims])
    persist.clear_edges(unit, plan.touched)
    _write(unit, plan.items, {plan.own(uid) for claim in plan.begun for uid in claim.mentions()})
    staged.mark_reweighed(unit, plan.reweighed)
    records.attach(unit, plan.begun, plan.own)
    spoken_of = {plan.own(uid) for claim in plan.ended for uid in claim.mentions()}
    bare = persist.forget(unit, (plan.touched | spoken_of) - {item.uid for item in plan.items})
    packed.pack(unit, concerned.union(packed.concerned(unit, [item.uid for item in plan.items]), bare))
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


def _up_to_date(said: Claims, begun: Iterable[Claim], ended: Iterable[Claim], own: Callable[[str], str]) -> Claims:
    """Return the live claims as they stand after the change."""
    gone = {claim.uid for claim in ended}
    after = defaultdict(list, {uid: [c for c in claims if c.uid not in gone] for uid, claims in said.items()})
    for claim in begun:
        if claim.field != ATTITUDE:
            after[own(claim.about)].append(claim)
    return after


def _resting(unit: Unit, reweighed: list[str], changed: int) -> set[str]:
    """Return what rests on sources; raise TooLarge if its claims and those that change are more than should be."""
    resting = live.resting_on(unit, reweighed, transaction_size.LARGEST + 1)
    if resting:
        TooLarge.refuse(changed + sum(resting.values()))
    return set(resting)


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
