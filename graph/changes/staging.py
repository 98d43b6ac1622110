"""Imports too large for one transaction: written where no reader looks, then made in parts under the import lock.

The batches are staged first: their claims hang nowhere, and they are not among the batches. Once all is there
the import can no longer fail, only be interrupted: each part makes some claims live or ends them and shows
their items, sources first, and at the end the batches stand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from graph.guard import guarded
from graph.store import import_lock, ledger, live, parts, staged
from graph.store.import_lock import Holder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from graph.claims.claim import Claim
    from graph.engine import Engine
    from graph.store.ledger import Batch
    from graph.store.parts import Records
    from graph.store.spool import Spool
    from graph.unit import Unit


@dataclass(frozen=True, slots=True)
class Change:
    """A batch that is to stand, with all that it asserts and retracts, of all that its dataset says."""

    batch: Batch
    asserted: Iterable[Claim]
    retracted: Iterable[str]
    said: Spool


def load(
    engine: Engine,
    run: str,
    begin: Callable[[Unit, int], list[Change]],
    examine: Callable[[Unit], None],
    *,
    keep: bool,
) -> list[Batch]:
    """Stage the changes that `begin` finds, let `examine` refuse them, and make them; without `keep` only look.

    `begin` is given the number of the first batch. Returns the batches as they stand.
    """

    def work() -> list[Batch]:
        changes = engine.write(partial(_begin, run=run, begin=begin))
        try:
            for change in changes:
                _stage(engine, run, change)
            engine.read(examine, timeout=None)
        except BaseException:
            remove(engine, run)
            raise
        if keep:
            engine.write(partial(_go_live, run=run))
            return say(engine, run, partial(_records, changes))
        remove(engine, run)
        return [change.batch for change in changes]

    return guarded(engine, work)


def _begin(unit: Unit, run: str, begin: Callable[[Unit, int], list[Change]]) -> list[Change]:
    number = import_lock.take(unit, run)
    changes = begin(unit, number)
    datasets = ", ".join(change.batch.dataset for change in changes)
    import_lock.keep(unit, Holder(run, f"an import of {datasets}", parts.STAGING, ledger.now()))
    ledger.stage(unit, [change.batch for change in changes])
    return changes


def _stage(engine: Engine, run: str, change: Change) -> None:
    def asserted(unit: Unit, claims: list[Claim]) -> None:
        import_lock.kept(unit, run)
        staged.stage(unit, change.batch.uid, claims)

    def retracted(unit: Unit, uids: list[str]) -> None:
        import_lock.kept(unit, run)
        staged.stage_retracted(unit, change.batch.uid, uids)

    for claims in parts.of(change.asserted):
        engine.write(partial(asserted, claims=claims))
    for uids in parts.of(change.retracted):
        engine.write(partial(retracted, uids=uids))


def _go_live(unit: Unit, run: str) -> None:
    """From here on the import is finished, whatever happens."""
    import_lock.keep(unit, replace(import_lock.kept(unit, run), phase=parts.SAYING))


def _records(changes: list[Change], unit: Unit, uids: Collection[str]) -> dict[str, Claim]:
    """Return claims: what the changes assert is at hand, and needs no reading from the graph."""
    found = {uid: claim for change in changes for uid, claim in change.said.among(uids).items()}
    return found | live.records(unit, [uid for uid in uids if uid not in found])


def say(engine: Engine, run: str, records: Records = live.records) -> list[Batch]:
    """Make the staged batches' changes, and let the batches stand; `records` reads claims."""
    batches = engine.read(ledger.staged)
    for sources in (True, False):  # what a source weighs is known before what rests on it is shown
        for batch in batches:
            parts.say_left(engine, run, batch, "ASSERTED", sources=sources, records=records)
    return engine.write(partial(_stand, run=run, batches=batches))


def _stand(unit: Unit, run: str, batches: list[Batch]) -> list[Batch]:
    if ledger.staged(unit):
        import_lock.kept(unit, run)
        for batch in batches:
            ledger.note_still_bare(unit, batch.uid)
        ledger.stand(unit)
        import_lock.release(unit, run)
    return ledger.batches(unit, "b.uid IN $uids", uids=[batch.uid for batch in batches])


def remove(engine: Engine, run: str) -> None:
    """Remove what was staged; the graph is as if it had never been."""

    def part(unit: Unit) -> int:
        import_lock.kept(unit, run)
        return staged.unstage(unit, parts.PART)

    while engine.write(part):
        continue
    engine.write(partial(_end_removal, run=run))


def _end_removal(unit: Unit, run: str) -> None:
    if (by := import_lock.holder(unit)) and by.run == run:
        ledger.stage(unit, [])
        import_lock.release(unit, run)
