"""Decisions on identity, recorded and taken back; see `graph.changes.identity` for what follows from them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import uuid4

from graph.changes import identity
from graph.changes.identity import DIFFERENT, RENAMED, SAME, Decision
from graph.errors import HandoverError
from graph.ontology import registry
from graph.ontology.values import UID
from graph.problems import nearest_uid
from graph.store import import_lock, ledger, live, making, persist
from graph.store.transaction_size import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.unit import Unit


class IdentityRefused(HandoverError):
    """A decision contradicts others, or is about what there isn't."""


def standing(unit: Unit) -> list[Decision]:
    """Return the decisions that have not been taken back, in the order they were made."""
    return [each for each in every(unit) if each.undone is None]


def every(unit: Unit) -> list[Decision]:
    """Return all decisions that were ever made, in order."""
    rows = unit.run("MATCH (d:Decision) RETURN properties(d) AS d ORDER BY d.number")
    return [Decision(**{name: value for name, value in row["d"].items() if name != "uid"}) for row in rows]


def decide(engine: Engine, verdict: str, one: str, other: str, because: str = "") -> Decision:
    """Record that two items are the same, different, or perhaps the same; `because` tells the next reader why.

    Raises IdentityRefused with the chain if `same` would join what a `different` keeps apart.
    """
    return _made(engine, (verdict, one, other, because), _refuse_strangers)


def rename(engine: Engine, uid: str, new: str, because: str = "") -> Decision:
    """Give an item another uid; the old one goes on meaning it. Raises IdentityRefused if the new one is taken."""
    return _made(engine, (RENAMED, uid, new, because), _refuse_taken)


def take_back(engine: Engine, uid: str) -> Decision:
    """Take a decision back: what it joined is told apart again."""
    run = uuid4().hex[:12]

    def work(unit: Unit) -> Decision:
        import_lock.take(unit)
        found = next((each for each in every(unit) if each.uid == uid), None)
        if found and found.undone_by == run:
            return found
        if not found:
            raise IdentityRefused(f"there is no {uid}", way_out="handover identity list tells all, like decision/4")
        if found.undone:
            raise IdentityRefused(f"{uid} was taken back {found.undone}", way_out="decide it again to have it back")
        struck = {"undone": ledger.now(), "undone_by": run}
        unit.run("MATCH (d:Decision {uid: $uid}) SET d += $struck", uid=uid, struck=struck)
        _show_anew(unit)
        return found

    return _written(engine, work)


def _made(engine: Engine, said: tuple[str, str, str, str], refuse: Callable[[Unit, Decision], None]) -> Decision:
    """Record a decision that `refuse` lets pass; repeated, it finds what it has already committed."""
    run = uuid4().hex[:12]

    def work(unit: Unit) -> Decision:
        number = import_lock.take(unit)
        if done := next((each for each in every(unit) if each.run == run), None):
            return done
        decision = Decision(number, *said, ledger.now(), run)
        refuse(unit, decision)
        return _recorded(unit, decision)

    return _written(engine, work)


def _written(engine: Engine, work: Callable[[Unit], Decision]) -> Decision:
    try:
        return engine.write(work)
    except TooLarge as error:
        raise IdentityRefused(
            f"{error.claims:,} claims would hang on other items or be shown otherwise: too many for one transaction",
            way_out="write the one uid in the case files instead, and load them",
        ) from error


def _recorded(unit: Unit, decision: Decision) -> Decision:
    """Record a decision that contradicts no other, and show what it joins as one."""
    if found := identity.contradiction([*standing(unit), decision]):
        raise _contradicted(decision, *found)
    row = {name: value for name, value in asdict(decision).items() if value is not None}
    unit.run(
        "MATCH (l:Ledger {name: 'imports'}) SET l.batches = $row.number CREATE (d:Decision {uid: $uid}) SET d += $row",
        uid=decision.uid,
        row=row,
    )
    if decision.verdict in (SAME, RENAMED):
        _show_anew(unit)
    return decision


def _contradicted(decision: Decision, apart: Decision, chain: list[str]) -> IdentityRefused:
    """Say why a decision can't stand, with the chain that would join what is kept apart."""
    joined = " = ".join(chain)
    if apart is decision:
        what = f"{joined} are the same by earlier decisions, so {apart.one} and {apart.other} can't be different"
        return IdentityRefused(what, way_out="handover identity list tells them; take one of them back first")
    because = f" ({apart.because})" if apart.because else ""
    what = f"{joined} would be the same, but {apart.uid} says that {apart.one} and {apart.other} are different{because}"
    return IdentityRefused(what, way_out=f"take it back first, if it is wrong: handover identity undo {apart.uid}")


def _show_anew(unit: Unit) -> None:
    """Move claims to the nodes that their uids mean now."""
    before, after = live.names(unit), identity.names(standing(unit))
    moved = {uid for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid)}
    touched = moved | {names[uid] for names in (before, after) for uid in moved if uid in names}
    claims = live.speaking_of(unit, {before.get(uid, uid) for uid in touched})
    TooLarge.refuse(len(claims))
    making.change(unit, [], claims)
    persist.write_names(unit, after)
    making.change(unit, claims, [])


def _refuse_unknown(unit: Unit, uid: str, names: dict[str, str]) -> None:
    own = names.get(uid, uid)
    if own not in live.known(unit, {own}):
        meant = nearest_uid(uid, live.alike(unit, [uid]))
        raise IdentityRefused(f"the graph knows nothing of {uid}", way_out=meant or "load what speaks of it first")


def _refuse_strangers(unit: Unit, decision: Decision) -> None:
    names, pair = live.names(unit), (decision.one, decision.other)
    for uid in pair:
        _refuse_unknown(unit, uid, names)
    if registry.class_of(decision.one) is not registry.class_of(decision.other):
        raise IdentityRefused(
            f"{decision.one} and {decision.other} are of different classes, so never the same",
            way_out="give two uids that begin alike",
        )
    if names.get(pair[0], pair[0]) == names.get(pair[1], pair[1]) and decision.verdict != DIFFERENT:
        raise IdentityRefused(
            f"{decision.one} and {decision.other} are one already",
            way_out="handover identity list tells by which decision",
        )


def _refuse_taken(unit: Unit, decision: Decision) -> None:
    names, new = live.names(unit), decision.other
    try:
        UID.read(new)
    except ValueError as error:
        raise IdentityRefused(f"{new!r} is no uid", way_out=f"give {error}") from error
    _refuse_unknown(unit, decision.one, names)
    prefix = registry.class_of(decision.one).prefix
    if not new.startswith(f"{prefix}/"):
        raise IdentityRefused(f"{new} would change its class", way_out=f"give a uid that begins with {prefix}/")
    if new in names or unit.run("MATCH (n:Entity {uid: $uid}) RETURN n.uid AS uid", uid=new):
        whose = f", as another uid of {names[new]}" if new in names else ""
        raise IdentityRefused(
            f"{new} is taken{whose}",
            way_out=f"give another uid; or, if both are one: handover identity same {decision.one} {new}",
        )
