"""The record of imports: every batch, in the order of their numbers, and the lock that numbers them.

A batch stands until it is taken back. What a dataset says now is what its standing batches asserted and
have not retracted since; `datasets` on a claim keeps that ready to read. A change too large for one
transaction (see `graph.staging`) keeps the lock from its first transaction to its last, under its run.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graph.errors import HandoverError

if TYPE_CHECKING:
    from graph.engine import Unit


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of one dataset, made by a `run`, and perhaps taken back by another.

    `bare` are items that were left with nothing said about them but still spoken of.
    """

    number: int
    dataset: str
    version: str
    sha256: str
    asserted: int
    retracted: int
    run: str
    recorded: str
    undone: str | None = None
    undone_by: str | None = None
    bare: list[str] = field(default_factory=list)

    @property
    def uid(self) -> str:
        """The name by which it is taken back."""
        return f"batch/{self.number}"


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


def now() -> str:
    """Return the time that a batch is recorded or taken back at, in UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def lock(unit: Unit, run: str = "") -> int:
    """Hold the import lock until the transaction ends; return the number that the next batch takes.

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


def enter(unit: Unit, batch: Batch) -> None:
    """Record a batch; the lock is held."""
    unit.run(
        "MATCH (l:Ledger {name: 'imports'}) SET l.batches = $batch.number CREATE (b:Batch {uid: $uid}) SET b += $batch",
        uid=batch.uid,
        batch=asdict(batch),
    )


def note_bare(unit: Unit, uids: list[str], bare: list[str]) -> None:
    """Record on batches what they left bare."""
    unit.run("UNWIND $uids AS uid MATCH (b:Batch {uid: uid}) SET b.bare = $bare", uids=uids, bare=bare)


def note_perhaps_bare(unit: Unit, uid: str, bare: list[str]) -> None:
    """Record what a part of a change left bare; a later part may yet say something of it (see `note_still_bare`)."""
    unit.run("MATCH (b:Staged|Batch {uid: $uid}) SET b.bare = b.bare + $bare", uid=uid, bare=bare)


def note_still_bare(unit: Unit, uid: str) -> None:
    """Keep, of what the parts of a change left bare, what still is when it is done."""
    unit.run(
        "MATCH (b:Staged|Batch {uid: $uid}) "
        "OPTIONAL MATCH (n:Entity) WHERE n.uid IN b.bare AND NOT EXISTS { (n)-[:HAS_CLAIM]->() } "
        "WITH b, n.uid AS uid ORDER BY uid WITH b, collect(DISTINCT uid) AS bare SET b.bare = bare",
        uid=uid,
    )


def strike(unit: Unit, uid: str, run: str) -> None:
    """Record that a run has taken a batch back."""
    unit.run("MATCH (b:Batch {uid: $uid}) SET b.undone = $time, b.undone_by = $run", uid=uid, time=now(), run=run)


def batches(unit: Unit, condition: str = "true", **parameters: Any) -> list[Batch]:
    """Return the batches `b` for which a Cypher condition holds, by number."""
    return _found(
        unit.run(f"MATCH (b:Batch) WHERE {condition} RETURN properties(b) AS b ORDER BY b.number", **parameters)
    )


def _found(rows: list[dict[str, Any]]) -> list[Batch]:
    return [Batch(**{name: value for name, value in row["b"].items() if name != "uid"}) for row in rows]


def staged(unit: Unit) -> list[Batch]:
    """Return the batches that are being written and don't stand yet, by number."""
    return _found(unit.run("MATCH (b:Staged) RETURN properties(b) AS b ORDER BY b.number"))


def stage(unit: Unit, batches: list[Batch]) -> None:
    """Enter batches that don't stand yet, and none but these: nobody finds them among the batches."""
    unit.run("MATCH (b:Staged) DETACH DELETE b")
    unit.run(
        "UNWIND $batches AS batch CREATE (b:Staged {uid: 'batch/' + batch.number}) SET b += batch",
        batches=[asdict(batch) for batch in batches],
    )


def stand(unit: Unit) -> None:
    """Let the staged batches stand; the lock is held."""
    unit.run(
        "MATCH (l:Ledger {name: 'imports'}) MATCH (b:Staged) WITH l, b ORDER BY b.number "
        "SET l.batches = b.number, b:Batch REMOVE b:Staged"
    )


def of_run(unit: Unit, run: str) -> list[Batch]:
    """Return what a run has already committed: its answer was lost with the connection."""
    return batches(unit, "b.run = $run", run=run)


def undone_by(unit: Unit, run: str) -> list[Batch]:
    """Return what a run has already taken back, newest first."""
    return batches(unit, "b.undone_by = $run", run=run)[::-1]


def with_other_text(unit: Unit, dataset: str, version: str, sha256: str) -> Batch | None:
    """Return the standing batch that loaded the same version with other content."""
    condition = "b.dataset = $dataset AND b.version = $version AND b.sha256 <> $sha256 AND b.undone IS NULL"
    return next(iter(batches(unit, condition, dataset=dataset, version=version, sha256=sha256)), None)
