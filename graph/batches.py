"""Imports as batches: which dataset said what, in which version, when; each can be taken back.

A dataset's new version replaces what it said before. A claim lives while at least one dataset asserts it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from graph import live, persist, store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.claims import Claim
    from graph.engine import Engine, Unit


class UnknownItems(Exception):
    """Claims speak of items that nothing is said about; `uids` are all of them."""

    def __init__(self, uids: set[str]) -> None:
        super().__init__(f"nothing is known of {', '.join(sorted(uids))}")
        self.uids = uids


class VersionTaken(Exception):
    """A version of a dataset was loaded before and said something else."""

    def __init__(self, dataset: str, version: str, batch: str) -> None:
        super().__init__(f"version {version} of {dataset} was loaded as {batch}")
        self.dataset, self.version, self.batch = dataset, version, batch


class _TakenBack(Exception):
    """Ends a transaction that was to be looked at only."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


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


def load(engine: Engine, datasets: Iterable[Dataset], *, keep: bool = True) -> list[Outcome]:
    """Make the graph say of each dataset exactly what it is given, all in one transaction.

    Without `keep` all of it is done and taken back. Raises UnknownItems and VersionTaken, with nothing changed.
    """
    given, run = list(datasets), uuid4().hex[:12]

    def work(unit: Unit) -> list[Outcome]:
        if done := _outcomes(unit, run):
            return done
        changes = [_replace(unit, dataset, run) for dataset in given]
        outcomes = _settle(unit, changes)
        _refuse_unknown(unit, run)
        if not keep:
            raise _TakenBack(outcomes)
        return outcomes

    try:
        return engine.write(work)
    except _TakenBack as looked_at:
        return looked_at.outcomes


def _refuse_unknown(unit: Unit, run: str) -> None:
    """Every item that a new claim mentions must have something said about it by now."""
    mentioned = live.mentioned(unit, run)
    if unknown := mentioned - live.known(unit, mentioned):
        raise UnknownItems(unknown)


def _outcomes(unit: Unit, run: str) -> list[Outcome]:
    """Return what this very run has already committed: its answer was lost with the connection."""
    found = unit.run("MATCH (b:Batch {run: $run}) RETURN properties(b) AS batch ORDER BY b.number", run=run)
    return [_outcome(row["batch"]) for row in found]


def _outcome(batch: dict[str, Any]) -> Outcome:
    names = ("dataset", "version", "asserted", "retracted", "bare")
    return Outcome(batch=batch["uid"], **{name: batch[name] for name in names})


@dataclass(slots=True)
class _Change:
    """What replacing one dataset did: its outcome, and the changed claims with whether each was live before."""

    outcome: Outcome
    was_live: dict[str, bool] = field(default_factory=dict)


def _replace(unit: Unit, dataset: Dataset, run: str) -> _Change:
    """Record what the dataset says anew and what it no longer says; nothing is shown or live yet."""
    number = _lock(unit)
    before = live.said_by(unit, dataset.name)
    now = {claim.uid: claim for claim in dataset.claims}
    asserted, retracted = [uid for uid in now if uid not in before], sorted(before - now.keys())
    if not asserted and not retracted:
        return _Change(Outcome(dataset.name, dataset.version))
    if taken := live.other_text(unit, dataset.name, dataset.version, dataset.sha256):
        raise VersionTaken(dataset.name, dataset.version, taken)
    outcome = Outcome(dataset.name, dataset.version, f"batch/{number}", len(asserted), len(retracted))
    _record(unit, outcome, number, dataset, run)
    held = live.datasets_of(unit, [*asserted, *retracted])
    persist.write_claims(unit, [now[uid] for uid in asserted if uid not in held])
    persist.assert_claims(unit, outcome.batch, dataset.name, asserted)
    persist.retract_claims(unit, outcome.batch, dataset.name, retracted)
    return _Change(outcome, {uid: bool(held.get(uid)) for uid in (*asserted, *retracted)})


def _lock(unit: Unit) -> int:
    """Hold the import lock until the transaction ends; return the number that the next batch takes."""
    found = unit.run("MERGE (l:Ledger {name: 'imports'}) SET l.held = true RETURN coalesce(l.batches, 0) + 1 AS number")
    return int(found[0]["number"])


def _record(unit: Unit, outcome: Outcome, number: int, dataset: Dataset, run: str) -> None:
    batch = {
        "uid": outcome.batch,
        "number": number,
        "dataset": dataset.name,
        "version": dataset.version,
        "sha256": dataset.sha256,
        "asserted": outcome.asserted,
        "retracted": outcome.retracted,
        "run": run,
        "recorded": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    unit.run(
        "MATCH (l:Ledger {name: 'imports'}) SET l.batches = $batch.number CREATE (b:Batch) SET b = $batch", batch=batch
    )


def _settle(unit: Unit, changes: list[_Change]) -> list[Outcome]:
    """Make live what is said now, end what nobody says any more, once for all datasets."""
    was_live: dict[str, bool] = {}
    for change in changes:
        for uid, live_before in change.was_live.items():
            was_live.setdefault(uid, live_before)
    records = live.records(unit, was_live)
    begun = [claim for uid, (claim, datasets) in records.items() if datasets and not was_live[uid]]
    ended = [claim for uid, (claim, datasets) in records.items() if was_live[uid] and not datasets]
    bare = store.change(unit, begun, ended)
    unit.run(
        "UNWIND $batches AS uid MATCH (b:Batch {uid: uid}) SET b.bare = $bare",
        batches=[change.outcome.batch for change in changes if change.outcome.batch],
        bare=bare,
    )
    return [replace(change.outcome, bare=bare if change.outcome.batch else []) for change in changes]
