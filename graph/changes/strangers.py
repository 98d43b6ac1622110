"""Strangers: items that an import mentions and that nothing is said of once it stands. It is refused for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.store import live

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.claims.claim import Claim
    from graph.store.plan import Plan
    from graph.unit import Unit


class UnknownItems(Exception):
    """Claims speak of items that nothing is said about; `uids` are all of them."""

    def __init__(self, uids: set[str]) -> None:
        super().__init__(f"nothing is known of {', '.join(sorted(uids))}")
        self.uids = uids


def foreseen(unit: Unit, uids: set[str], declared: set[str], datasets: set[str]) -> set[str]:
    """Return those of the uids that would be strangers once these datasets say something of what is `declared`.

    That is asked of files in which something else is wrong, so that all can be told at once.
    """
    names = live.names(unit)
    own = {uid: names.get(uid, uid) for uid in uids}
    known = {names.get(uid, uid) for uid in declared} | live.known_besides(unit, set(own.values()), datasets)
    return {uid for uid in uids if own[uid] not in known}


def refuse(unit: Unit, asserted: Iterable[Claim]) -> None:
    """Raise UnknownItems if claims that were made live just now mention a stranger."""
    names = live.names(unit)
    mentioned = {uid: names.get(uid, uid) for claim in asserted for uid in claim.mentions()}
    _refuse(mentioned, live.known(unit, set(mentioned.values())))


def refuse_planned(unit: Unit, asserted: Iterable[Claim], plan: Plan) -> None:
    """Raise UnknownItems if claims would mention a stranger once a planned change is made."""
    mentioned = {uid: plan.own(uid) for claim in asserted for uid in claim.mentions()}
    shown = {item.uid for item in plan.items}
    _refuse(mentioned, shown | live.known(unit, set(mentioned.values()) - plan.touched))


def refuse_staged(unit: Unit) -> None:
    """Raise UnknownItems if staged batches mention what will be a stranger once they stand."""
    if unknown := live.unknown_when_staged(unit):
        raise UnknownItems(unknown)


def _refuse(mentioned: dict[str, str], known: set[str]) -> None:
    if unknown := {uid for uid, own in mentioned.items() if own not in known}:
        raise UnknownItems(unknown)
