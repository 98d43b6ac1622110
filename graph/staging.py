"""Changes too large for one transaction: written where no reader looks, then made in parts under the import lock.

The batches of an import are staged first: their claims hang nowhere, and they are not among the batches.
Once all is there the import can no longer fail, only be interrupted: each part makes some claims live or
ends them and shows their items, sources first, and at the end the batches stand. An undo is made in parts
the same way, a batch at a time. What is left to do can be read from the graph at any moment, so whoever
comes after a kill goes on from there (see `graph.recovery`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from graph import ledger, persist, store
from graph.errors import QueryTimeout
from graph.ledger import Batch, Holder

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.claims import Claim
    from graph.engine import Engine, Unit

T = TypeVar("T")

LARGEST = 15_000
"""Claims that one transaction changes: 24,752 passed within the engine's heap of 512 MB, 41,152 did not."""

PART = 5_000
"""Claims of one part."""

_GUARD = "MERGE (l:Ledger {name: 'guard'}) SET l.held = true"
_SECONDS_TO_GET_THE_GUARD = 3
"""A busy database gives even a free lock late."""

STAGING, SAYING, UNDOING, REBUILDING = "staging", "saying", "undoing", "rebuilding"


class TooLarge(Exception):
    """A change needs more than one transaction."""

    @classmethod
    def refuse(cls, claims: int) -> None:
        """Raise it for more claims than one transaction may change."""
        if claims > LARGEST:
            raise cls


@dataclass(frozen=True, slots=True)
class Change:
    """A batch that is to stand, with all that it asserts and retracts."""

    batch: Batch
    asserted: list[Claim]
    retracted: list[str]


def guarded(engine: Engine, work: Callable[[], T]) -> T:
    """Do work of several transactions; while it lasts, and no longer, `is_guarded` holds.

    A transaction of its own stays open: the database ends it with this process, however that ends.
    """
    done: list[T] = []
    failed: list[Exception] = []

    def hold(unit: Unit) -> None:
        unit.run(_GUARD)
        if not (done or failed):
            try:
                done.append(work())
            except Exception as error:
                failed.append(error)

    engine.write(hold, timeout=None)
    if failed:
        raise failed[0]
    return done[0]


def is_guarded(engine: Engine) -> bool:
    """Tell whether a process that makes a change in several transactions is alive, wherever it runs."""
    try:
        engine.write(
            lambda unit: unit.run("MERGE (l:Ledger {name: 'guard'}) SET l.held = true"),
            timeout=_SECONDS_TO_GET_THE_GUARD,
        )
    except QueryTimeout:
        return True
    return False


def load(
    engine: Engine,
    run: str,
    begin: Callable[[Unit, int], list[Change]],
    examine: Callable[[Unit, list[Change]], None],
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
            engine.read(lambda unit: examine(unit, changes), timeout=None)
        except BaseException:
            remove(engine, run)
            raise
        if keep:
            engine.write(partial(_go_live, run=run))
            return say(engine, run, {claim.uid: claim for change in changes for claim in change.asserted})
        remove(engine, run)
        return [change.batch for change in changes]

    return guarded(engine, work)


def _begin(unit: Unit, run: str, begin: Callable[[Unit, int], list[Change]]) -> list[Change]:
    number = ledger.lock(unit, run)
    changes = begin(unit, number)
    datasets = ", ".join(change.batch.dataset for change in changes)
    ledger.keep(unit, Holder(run, f"an import of {datasets}", STAGING, ledger.now()))
    ledger.stage(unit, [change.batch for change in changes])
    return changes


def _stage(engine: Engine, run: str, change: Change) -> None:
    def work(unit: Unit, asserted: list[Claim], retracted: list[str]) -> None:
        ledger.kept(unit, run)
        persist.stage(unit, change.batch.uid, asserted)
        persist.stage_retracted(unit, change.batch.uid, retracted)

    for start in range(0, max(len(change.asserted), len(change.retracted)), PART):
        part = slice(start, start + PART)
        engine.write(partial(work, asserted=change.asserted[part], retracted=change.retracted[part]))


def _go_live(unit: Unit, run: str) -> None:
    """From here on the import is finished, whatever happens."""
    ledger.keep(unit, replace(ledger.kept(unit, run), phase=SAYING))


def say(engine: Engine, run: str, at_hand: dict[str, Claim]) -> list[Batch]:
    """Make the staged batches' changes, and let the batches stand."""

    def part(unit: Unit, batch: Batch, *, sources: bool) -> int:
        ledger.kept(unit, run)
        was_live = persist.say(unit, batch.uid, batch.dataset, sources=sources, limit=PART)
        known = {uid: at_hand[uid] for uid in was_live if uid in at_hand}
        ledger.note_perhaps_bare(unit, batch.uid, store.settle(unit, was_live, known))
        return len(was_live)

    batches = engine.read(ledger.staged)
    for sources in (True, False):  # what a source weighs is known before what rests on it is shown
        for batch in batches:
            _until_nothing_is_left(engine, partial(part, batch=batch, sources=sources))
    return engine.write(partial(_stand, run=run, batches=batches))


def _until_nothing_is_left(engine: Engine, part: Callable[[Unit], int]) -> None:
    """Do a part, each in a transaction of its own, until it finds nothing to do."""
    while engine.write(part):
        continue


def _stand(unit: Unit, run: str, batches: list[Batch]) -> list[Batch]:
    if ledger.staged(unit):
        ledger.kept(unit, run)
        for batch in batches:
            ledger.note_still_bare(unit, batch.uid)
        ledger.stand(unit)
        ledger.release(unit, run)
    return ledger.batches(unit, "b.uid IN $uids", uids=[batch.uid for batch in batches])


def remove(engine: Engine, run: str) -> None:
    """Remove what was staged; the graph is as if it had never been."""

    def part(unit: Unit) -> int:
        ledger.kept(unit, run)
        return persist.unstage(unit, PART)

    _until_nothing_is_left(engine, part)
    engine.write(partial(_end_removal, run=run))


def _end_removal(unit: Unit, run: str) -> None:
    if (by := ledger.holder(unit)) and by.run == run:
        ledger.stage(unit, [])
        ledger.release(unit, run)


def undo(engine: Engine, run: str, begin: Callable[[Unit], list[Batch]]) -> list[Batch]:
    """Take the batches back that `begin` returns, newest first. Returns them as they are then."""

    def work() -> list[Batch]:
        going = engine.write(partial(_begin_undo, run=run, begin=begin))
        return take_back(engine, run, going)

    return guarded(engine, work)


def _begin_undo(unit: Unit, run: str, begin: Callable[[Unit], list[Batch]]) -> list[str]:
    ledger.lock(unit, run)
    going = [batch.uid for batch in begin(unit)]
    ledger.keep(unit, Holder(run, f"an undo of {', '.join(going)}", UNDOING, ledger.now(), going))
    return going


def take_back(engine: Engine, run: str, going: list[str]) -> list[Batch]:
    """Take batches back, each to its end before the next."""

    def part(unit: Unit, batch: Batch, *, sources: bool) -> int:
        ledger.kept(unit, run)
        was_live = persist.take_back(unit, batch.uid, batch.dataset, sources=sources, limit=PART)
        ledger.note_perhaps_bare(unit, batch.uid, store.settle(unit, was_live, {}))
        return len(was_live)

    def strike(unit: Unit, batch: Batch) -> None:
        ledger.kept(unit, run)
        ledger.note_still_bare(unit, batch.uid)
        ledger.strike(unit, batch.uid, run)

    standing = {b.uid: b for b in engine.read(lambda unit: ledger.batches(unit, "b.undone IS NULL"))}
    for batch in (standing[uid] for uid in going if uid in standing):
        for sources in (False, True):
            _until_nothing_is_left(engine, partial(part, batch=batch, sources=sources))
        engine.write(partial(strike, batch=batch))
    return engine.write(partial(_end_undo, run=run, going=going))


def _end_undo(unit: Unit, run: str, going: list[str]) -> list[Batch]:
    ledger.release(unit, run)
    return ledger.batches(unit, "b.uid IN $uids", uids=going)[::-1]
