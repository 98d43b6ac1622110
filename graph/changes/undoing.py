"""Taking batches back: in one transaction under the import lock, or, if that is too large, in parts.

In parts it goes a batch at a time, newest first.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from graph.errors import HandoverError
from graph.guard import guarded
from graph.store import import_lock, ledger, making, parts, records
from graph.store.import_lock import Holder
from graph.store.transaction_size import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.store.ledger import Batch
    from graph.unit import Unit


class CannotUndo(HandoverError):
    """There is no such batch, it is taken back already, or later versions stand on it."""


def undo(engine: Engine, uid: str, *, with_later: bool = False) -> list[Batch]:
    """Take a batch back: end what it asserted, reopen what it retracted. Returns the batches taken back.

    Raises CannotUndo if later versions of the dataset stand on it, unless they are to go `with_later`.
    """
    begin, run = partial(_standing_from, uid=uid, with_later=with_later), uuid4().hex[:12]

    def work(unit: Unit) -> list[Batch]:
        import_lock.take(unit)
        return ledger.undone_by(unit, run) or taken_back(unit)

    def taken_back(unit: Unit) -> list[Batch]:
        going = begin(unit)
        TooLarge.refuse(sum(batch.asserted + batch.retracted for batch in going))
        was_live: dict[str, bool] = {}
        for batch in going:
            was_live = records.reverse(unit, batch.uid, batch.dataset) | was_live
            ledger.strike(unit, batch.uid, run)
        bare = making.settle(unit, was_live, {})
        ledger.note_bare(unit, [batch.uid for batch in going], bare)
        return ledger.undone_by(unit, run)

    try:
        return engine.write(work)
    except TooLarge:
        return _in_parts(engine, run, begin)


def _standing_from(unit: Unit, uid: str, *, with_later: bool) -> list[Batch]:
    """Return the batch and, newest first, those of its dataset that stand on it."""
    found = ledger.batches(unit, "b.uid = $uid", uid=uid)
    if not found:
        raise CannotUndo(f"there is no import {uid}", way_out=f"handover batches lists them{_meant(unit, uid)}")
    if found[0].undone:
        raise CannotUndo(f"{uid} was taken back {found[0].undone}", way_out="load its files again to have it back")
    condition = "b.dataset = $dataset AND b.number >= $number AND b.undone IS NULL"
    standing = ledger.batches(unit, condition, dataset=found[0].dataset, number=found[0].number)[::-1]
    if len(standing) > 1 and not with_later:
        later = ", ".join(f"{batch.uid} (version {batch.version})" for batch in standing[:-1])
        way_out = f"to take them back as well: handover undo {uid} --with-later"
        raise CannotUndo(f"later versions of {found[0].dataset} stand on {uid}: {later}", way_out=way_out)
    return standing


def _meant(unit: Unit, number: str) -> str:
    """Return the batch that somebody meant who gave its number only."""
    meant = ledger.batches(unit, "b.uid = 'batch/' + $number", number=number)
    return "".join(f"; did you mean {batch.uid}?" for batch in meant)


def _in_parts(engine: Engine, run: str, begin: Callable[[Unit], list[Batch]]) -> list[Batch]:
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
