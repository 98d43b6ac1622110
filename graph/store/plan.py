"""A change of what is claimed, worked out before it is made: the claims first, then what readers see of their items.

Only items that a changed claim is about are derived anew (and those that rest on a source whose weight changed), so
the cost follows the change and not the graph.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.claims.claim import ATTITUDE
from graph.claims.strength import Context
from graph.store import live, showing, transaction_size
from graph.store.transaction_size import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.claims.claim import Claim
    from graph.claims.derive import Shown
    from graph.store.showing import Claims
    from graph.unit import Unit


@dataclass(frozen=True, slots=True)
class Changed:
    """Claims that begin and end; `touched` are items that are shown anew by that."""

    begun: list[Claim]
    ended: list[Claim]
    names: dict[str, str]
    touched: set[str]

    def own(self, uid: str) -> str:
        """Return the uid of the node that a uid means."""
        return self.names.get(uid, uid)


@dataclass(frozen=True, slots=True)
class Plan(Changed):
    """A change that is worked out; `before` and `said` are the claims about the touched items.

    `items` is what is to be shown; what nothing is said of any more is not among them. `reweighed` are sources
    whose weight changes, while what rests on them is left to be shown later.
    """

    before: Claims
    said: Claims
    items: list[Shown]
    reweighed: list[str]


def changed(unit: Unit, begun: list[Claim], ended: list[Claim]) -> Changed:
    """Return what claims touch that begin or end: attitudes are about claims, and touch no item."""
    names = live.names(unit)
    own = Context(names=names).own
    touched = {own(claim.about) for claim in (*begun, *ended) if claim.field != ATTITUDE}
    return Changed(begun, ended, names, touched)


def planned(unit: Unit, change: Changed, *, whole: bool = True) -> Plan:
    """Work out what a change shows, without making it.

    As a `whole` it shows what rests on reweighed sources as well, which are then touched too, and raises TooLarge if
    that is too much for one transaction. If it is not one it leaves that to `graph.store.parts.show_resting`.
    """
    begun, ended, names, touched = change.begun, change.ended, change.names, change.touched
    before = live.about(unit, touched)
    said = _up_to_date(before, begun, ended, change.own)
    reweighed = showing.reweighed(unit, said, names)
    if whole:
        unmoved = live.about(unit, _resting(unit, reweighed, len(begun) + len(ended)) - touched)
        touched, before, said, reweighed = touched | unmoved.keys(), before | unmoved, said | unmoved, []
    return Plan(begun, ended, names, touched, before, said, showing.items(unit, said, names), reweighed)


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
