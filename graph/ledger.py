"""The record of imports: every batch, in the order of their numbers, and the lock that numbers them.

A batch stands until it is taken back. What a dataset says now is what its standing batches asserted and
have not retracted since; `datasets` on a claim keeps that ready to read.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.engine import Unit


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of one dataset. `bare` are items that were left with nothing said about them but still spoken of."""

    number: int
    dataset: str
    version: str
    sha256: str
    asserted: int
    retracted: int
    run: str
    recorded: str
    undone: str | None = None
    bare: list[str] = field(default_factory=list)

    @property
    def uid(self) -> str:
        """The name by which it is taken back."""
        return f"batch/{self.number}"


def now() -> str:
    """Return the time that a batch is recorded or taken back at, in UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def lock(unit: Unit) -> int:
    """Hold the import lock until the transaction ends; return the number that the next batch takes."""
    found = unit.run("MERGE (l:Ledger {name: 'imports'}) SET l.held = true RETURN coalesce(l.batches, 0) + 1 AS number")
    return int(found[0]["number"])


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


def strike(unit: Unit, uid: str) -> None:
    """Record that a batch is taken back."""
    unit.run("MATCH (b:Batch {uid: $uid}) SET b.undone = $time", uid=uid, time=now())


def batches(unit: Unit, condition: str = "true", **parameters: Any) -> list[Batch]:
    """Return the batches `b` for which a Cypher condition holds, by number."""
    rows = unit.run(f"MATCH (b:Batch) WHERE {condition} RETURN properties(b) AS b ORDER BY b.number", **parameters)
    return [Batch(**{name: value for name, value in row["b"].items() if name != "uid"}) for row in rows]


def of_run(unit: Unit, run: str) -> list[Batch]:
    """Return what a run has already committed: its answer was lost with the connection."""
    return batches(unit, "b.run = $run", run=run)


def with_other_text(unit: Unit, dataset: str, version: str, sha256: str) -> Batch | None:
    """Return the standing batch that loaded the same version with other content."""
    condition = "b.dataset = $dataset AND b.version = $version AND b.sha256 <> $sha256 AND b.undone IS NULL"
    return next(iter(batches(unit, condition, dataset=dataset, version=version, sha256=sha256)), None)
