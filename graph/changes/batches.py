"""Imports: a dataset's new version replaces what it said before, and can be taken back (see `graph.changes.undoing`).

A claim lives while at least one dataset asserts it. Everything happens in one transaction under the
import lock, or, if it is too large for that, as `graph.changes.staging` does it: all of it, or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from graph.changes import staging, strangers
from graph.changes.staging import Change
from graph.store import import_lock, index_counts, ledger, live, making, records
from graph.store.ledger import Batch
from graph.store.spool import Spool
from graph.store.transaction_size import TooLarge

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.claims.claim import Claim
    from graph.engine import Engine
    from graph.store.plan import Plan
    from graph.unit import Unit


class VersionTaken(Exception):
    """A version of a dataset was loaded before, as `batch`, and said something else."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(f"version {batch.version} of {batch.dataset} was loaded as {batch.uid}")
        self.batch = batch


@dataclass(frozen=True, slots=True)
class Dataset:
    """All that one dataset says in one version; `sha256` is of what it says."""

    name: str
    version: str
    claims: Collection[Claim]
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
    """Make the graph say of each dataset exactly what it is given.

    Raises UnknownItems and VersionTaken, with nothing changed.
    """
    given, run = list(datasets), uuid4().hex[:12]

    def work(unit: Unit) -> list[Outcome]:
        number = import_lock.take(unit)
        if not (done := ledger.of_run(unit, run)):
            done = shown(unit, *recorded(unit, given, number, run), run)
        return outcomes(given, done)

    try:
        done = engine.write(work)
    except TooLarge:
        done = in_parts(engine, given, run, keep=True)
    index_counts.count_indexes(engine, sum(outcome.asserted for outcome in done))
    return done


def in_parts(engine: Engine, datasets: list[Dataset], run: str, *, keep: bool) -> list[Outcome]:
    """Make a change that is too large for one transaction; without `keep` only look whether it can be made."""
    begin = partial(changes, datasets=datasets, run=run)
    return outcomes(datasets, staging.load(engine, run, begin, strangers.refuse_staged, keep=keep))


def recorded(unit: Unit, datasets: list[Dataset], number: int, run: str) -> tuple[list[Change], Plan]:
    """Record the batches of an import, and work out what they change for readers, who see nothing of it yet."""
    recording = at_hand(changes(unit, number, datasets, run))
    was_live: dict[str, bool] = {}
    for change in recording:
        _record(unit, change, was_live)
    claims = {claim.uid: claim for change in recording for claim in change.asserted}
    return recording, making.settled(unit, was_live, claims)


def at_hand(entering: list[Change]) -> list[Change]:
    """Return the changes with all their claims in memory; raise TooLarge if these are more than it should hold."""
    TooLarge.refuse(sum(change.batch.asserted + change.batch.retracted for change in entering))
    return [replace(each, asserted=list(each.asserted), retracted=list(each.retracted)) for each in entering]


def shown(unit: Unit, made: list[Change], plan: Plan, run: str) -> list[Batch]:
    """Let readers see what an import changes; raise UnknownItems if it mentions a stranger."""
    bare = making.make(unit, plan)
    ledger.note_bare(unit, [change.batch.uid for change in made], bare)
    strangers.refuse(unit, (claim for change in made for claim in change.asserted))
    return ledger.of_run(unit, run)


def changes(unit: Unit, number: int, datasets: list[Dataset], run: str) -> list[Change]:
    """Return the batches that are to stand, the first of which has the number; those that say nothing new are none."""
    found: list[Change] = []
    for dataset in datasets:
        spool = Spool.of(dataset.claims)
        spool.compare(live.said_by(unit, dataset.name))
        asserted, retracted = len(spool.new), len(spool.gone)
        if asserted or retracted:
            if other := ledger.with_other_text(unit, dataset.name, dataset.version, dataset.sha256):
                raise VersionTaken(other)
            said = (dataset.name, dataset.version, dataset.sha256, asserted, retracted)
            found.append(Change(Batch(number + len(found), *said, run, ledger.now()), spool.new, spool.gone, spool))
    return found


def _record(unit: Unit, change: Change, was_live: dict[str, bool]) -> None:
    """Record a batch; `was_live` tells of changed claims how they stood before."""
    batch, asserted, retracted = change.batch, [claim.uid for claim in change.asserted], list(change.retracted)
    ledger.enter(unit, batch)
    held = live.datasets_of(unit, [*asserted, *retracted])
    for uid in (*asserted, *retracted):
        was_live.setdefault(uid, bool(held.get(uid)))
    records.write_claims(unit, [claim for claim in change.asserted if claim.uid not in held])
    records.assert_claims(unit, batch.uid, batch.dataset, asserted)
    records.retract_claims(unit, batch.uid, batch.dataset, retracted)


def outcomes(datasets: list[Dataset], entered: list[Batch]) -> list[Outcome]:
    """Return what an import did of each dataset, from the batches that it entered."""
    by_name = {batch.dataset: batch for batch in entered}
    return [_outcome(dataset, by_name.get(dataset.name)) for dataset in datasets]


def _outcome(dataset: Dataset, batch: Batch | None) -> Outcome:
    if not batch:
        return Outcome(dataset.name, dataset.version)
    return Outcome(dataset.name, dataset.version, batch.uid, batch.asserted, batch.retracted, batch.bare)
