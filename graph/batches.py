"""Imports as batches: which dataset said what, in which version, when; each can be taken back.

A dataset's new version replaces what it said before. A claim lives while at least one dataset asserts it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from graph import live, persist, store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.claims import Claim
    from graph.engine import Engine, Unit


@dataclass(frozen=True, slots=True)
class Dataset:
    """All that one dataset says in one version; `sha256` is of the files it was read from."""

    name: str
    version: str
    claims: tuple[Claim, ...]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: `batch` is "" where nothing was new; `bare` are items that only others speak of now."""

    dataset: str
    version: str
    batch: str = ""
    asserted: int = 0
    retracted: int = 0
    bare: list[str] = field(default_factory=list)


def load(engine: Engine, datasets: Iterable[Dataset]) -> list[Outcome]:
    """Make the graph say of each dataset exactly what it is given, all in one transaction."""
    given, run = list(datasets), uuid4().hex[:12]

    def work(unit: Unit) -> list[Outcome]:
        if done := _outcomes(unit, run):
            return done
        return [_replace(unit, dataset, run) for dataset in given]

    return engine.write(work)


def _outcomes(unit: Unit, run: str) -> list[Outcome]:
    """Return what this very run has already committed: its answer was lost with the connection."""
    found = unit.run("MATCH (b:Batch {run: $run}) RETURN properties(b) AS batch ORDER BY b.number", run=run)
    return [_outcome(row["batch"]) for row in found]


def _outcome(batch: dict[str, Any]) -> Outcome:
    names = ("dataset", "version", "asserted", "retracted", "bare")
    return Outcome(batch=batch["uid"], **{name: batch[name] for name in names})


def _replace(unit: Unit, dataset: Dataset, run: str) -> Outcome:
    """Assert what the dataset says anew, retract what it no longer says."""
    number = _lock(unit)
    before = live.said_by(unit, dataset.name)
    now = {claim.uid: claim for claim in dataset.claims}
    asserted, retracted = [uid for uid in now if uid not in before], sorted(before - now.keys())
    if not asserted and not retracted:
        return Outcome(dataset.name, dataset.version)
    batch = f"batch/{number}"
    _begin_batch(unit, batch, number, dataset, run)
    bare = _turn(unit, batch, dataset.name, {uid: now[uid] for uid in asserted}, retracted)
    outcome = Outcome(dataset.name, dataset.version, batch, len(asserted), len(retracted), bare)
    unit.run(
        "MATCH (b:Batch {uid: $uid}) SET b.asserted = $asserted, b.retracted = $retracted, b.bare = $bare",
        uid=batch,
        asserted=outcome.asserted,
        retracted=outcome.retracted,
        bare=bare,
    )
    return outcome


def _lock(unit: Unit) -> int:
    """Hold the import lock until the transaction ends; return the number that the next batch takes."""
    found = unit.run("MERGE (l:Ledger {name: 'imports'}) SET l.held = true RETURN coalesce(l.batches, 0) + 1 AS number")
    return int(found[0]["number"])


def _begin_batch(unit: Unit, uid: str, number: int, dataset: Dataset, run: str) -> None:
    unit.run(
        "MATCH (l:Ledger {name: 'imports'}) SET l.batches = $number CREATE (:Batch {uid: $uid, number: $number, "
        "dataset: $dataset, version: $version, sha256: $sha256, run: $run, recorded: $recorded})",
        uid=uid,
        number=number,
        dataset=dataset.name,
        version=dataset.version,
        sha256=dataset.sha256,
        run=run,
        recorded=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _turn(unit: Unit, batch: str, dataset: str, asserted: dict[str, Claim], retracted: list[str]) -> list[str]:
    """Record a batch's assertions and retractions; change what is live where no other dataset says the same."""
    held = live.records(unit, asserted)
    persist.write_claims(unit, [claim for uid, claim in asserted.items() if uid not in held])
    leaving = live.records(unit, retracted)
    persist.assert_claims(unit, batch, dataset, list(asserted))
    persist.retract_claims(unit, batch, dataset, retracted)
    begun = [claim for uid, claim in asserted.items() if not (uid in held and held[uid][1])]
    ended = [claim for claim, datasets in leaving.values() if datasets == [dataset]]
    return store.change(unit, begun, ended)
