"""The import lock: who changes the graph, one at a time, and how often it was changed.

It is held by a transaction, and numbers the batches. A change too large for one transaction (see
`graph.changes.staging`) keeps it from its first transaction to its last, under its run.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from graph.errors import HandoverError

if TYPE_CHECKING:
    from graph.unit import Unit


@dataclass(frozen=True, slots=True)
class Holder:
    """A change in several transactions: which run makes it, what it is, since when, and how far it is.

    `going` are the batches that an undo takes back.
    """

    run: str
    doing: str
    phase: str
    since: str
    going: list[str] = field(default_factory=list)


class LockHeld(HandoverError):
    """A change in several transactions holds the import lock."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(
            f"{holder.doing} is under way since {holder.since}",
            way_out="wait until it is done; if it was killed, the next command finishes or removes it",
        )


class GraphMoves(HandoverError):
    """Others changed the graph each time that it was looked at in several transactions."""

    def __init__(self, times: int) -> None:
        super().__init__(
            f"others changed the graph each of the {times} times that it was looked at",
            way_out="do it again when nobody loads or takes back",
        )


class LockLost(HandoverError):
    """Another process has taken this change for dead, and has finished or removed it."""

    def __init__(self) -> None:
        super().__init__(
            "another command took this one for dead, and has finished or removed what it had begun",
            way_out="handover batches lists what stands; do it again if it isn't there",
        )


def take(unit: Unit, run: str = "") -> int:
    """Take the import lock until the transaction ends; return the number that the next batch takes.

    Raises LockHeld if another run than `run` keeps it.
    """
    found = unit.run(
        "MERGE (l:Ledger {name: 'imports'}) SET l.changes = coalesce(l.changes, 0) + 1 "
        "RETURN coalesce(l.batches, 0) + 1 AS number"
    )
    if (by := holder(unit)) and by.run != run:
        raise LockHeld(by)
    return int(found[0]["number"])


def changes(unit: Unit) -> int:
    """Return how many changes there ever were: while it stays, nothing has changed. Raises LockHeld during one."""
    if by := holder(unit):
        raise LockHeld(by)
    found = unit.run("MATCH (l:Ledger {name: 'imports'}) RETURN coalesce(l.changes, 0) AS changes")
    return int(found[0]["changes"]) if found else 0


def holder(unit: Unit) -> Holder | None:
    """Return what keeps the import lock beyond one transaction; None if nothing does."""
    rows = unit.run(
        "MATCH (l:Ledger {name: 'imports'}) WHERE l.run IS NOT NULL "
        "RETURN l {.run, .doing, .phase, .since, .going} AS l"
    )
    return Holder(**rows[0]["l"]) if rows else None


def keep(unit: Unit, holder: Holder) -> None:
    """Keep the import lock when the transaction ends; it is held."""
    unit.run("MATCH (l:Ledger {name: 'imports'}) SET l += $holder", holder=asdict(holder))


def kept(unit: Unit, run: str) -> Holder:
    """Hold the import lock as the run that keeps it. Raises LockLost if it doesn't any more."""
    unit.run("MATCH (l:Ledger {name: 'imports'}) SET l.changes = coalesce(l.changes, 0) + 1")
    if not (by := holder(unit)) or by.run != run:
        raise LockLost
    return by


def release(unit: Unit, run: str) -> None:
    """Let the import lock go when the transaction ends, if this run still keeps it."""
    unit.run("MATCH (l:Ledger {name: 'imports', run: $run}) REMOVE l.run, l.doing, l.phase, l.since, l.going", run=run)
