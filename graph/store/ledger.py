"""The record of imports: every batch, in the order of their numbers.

A batch stands until it is taken back. What a dataset says now is what its standing batches asserted and
have not retracted since; `datasets` on a claim keeps that ready to read.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.unit import Unit


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


def now() -> str:
    """Return the time that a batch is recorded or taken back at, in UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


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
