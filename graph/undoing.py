"""Undoing what is too large for one transaction: in parts under the import lock, a batch at a time, newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from graph import import_lock, ledger, parts
from graph.guard import guarded
from graph.import_lock import Holder

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine, Unit
    from graph.ledger import Batch


def undo(engine: Engine, run: str, begin: Callable[[Unit], list[Batch]]) -> list[Batch]:
    """Take the batches back that `begin` returns, newest first. Returns them as they are then."""

    def work() -> list[Batch]:
        going = engine.write(partial(_begin_undo, run=run, begin=begin))
        return take_back(engine, run, going)

    return guarded(engine, work)


def _begin_undo(unit: Unit, run: str, begin: Callable[[Unit], list[Batch]]) -> list[str]:
    import_lock.take(unit, run)
    going = [batch.uid for batch in begin(unit)]
    import_lock.keep(unit, Holder(run, f"an undo of {', '.join(going)}", parts.UNDOING, ledger.now(), going))
    return going


def take_back(engine: Engine, run: str, going: list[str]) -> list[Batch]:
    """Take batches back, each to its end before the next."""

    def strike(unit: Unit, batch: Batch) -> None:
        import_lock.kept(unit, run)
        ledger.note_still_bare(unit, batch.uid)
        ledger.strike(unit, batch.uid, run)

    standing = {b.uid: b for b in engine.read(lambda unit: ledger.batches(unit, "b.undone IS NULL"))}
    for batch in (standing[uid] for uid in going if uid in standing):
        for sources in (False, True):
            parts.say_left(engine, run, batch, "RETRACTED", sources=sources)
        engine.write(partial(strike, batch=batch))
    return engine.write(partial(_end_undo, run=run, going=going))


def _end_undo(unit: Unit, run: str, going: list[str]) -> list[Batch]:
    import_lock.release(unit, run)
    return ledger.batches(unit, "b.uid IN $uids", uids=going)[::-1]
