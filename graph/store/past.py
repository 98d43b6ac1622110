"""The graph as it was recorded at some time, made in a transaction that is then taken back.

What imports and undos did since is told by the record of batches, so that looking back costs what has happened
since and not the graph.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from graph.errors import UsageError
from graph.store import import_lock, ledger, live, making, transaction_size
from graph.store.transaction_size import TooLarge
from graph.time.days import FIRST_DAY
from graph.time.edtf import NotADate, span_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.unit import Unit

T = TypeVar("T")

_TOUCHED = """
MATCH (b:Batch)-[:ASSERTED|RETRACTED]->(c:Claim)
WHERE b.number > $number OR (b.undone IS NOT NULL AND b.undone > $time)
WITH DISTINCT c LIMIT $limit
RETURN collect(c.uid) AS uids
"""
_THEN = """
UNWIND $uids AS uid MATCH (c:Claim {uid: uid})<-[r:ASSERTED|RETRACTED]-(b:Batch)
WHERE b.number <= $number AND (b.undone IS NULL OR b.undone > $time)
WITH uid, c, b.dataset AS dataset, b.number AS number, type(r) AS did ORDER BY number
WITH uid, c, dataset, last(collect(did)) AS did
WITH uid, c, sum(CASE did WHEN 'ASSERTED' THEN 1 ELSE 0 END) AS held
RETURN uid, held > 0 AS live
"""


class _TakenBack(Exception):
    """Ends a transaction that was to be looked at only."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


def looked_at(engine: Engine, when: str, work: Callable[[Unit], T], *, before: bool = False) -> T:
    """Return what `work` finds in the graph as it was recorded by a batch or the end of a date, or `before` either.

    UsageError if there is no such batch or date, or too much has happened since.
    """

    def then(unit: Unit) -> NoReturn:
        import_lock.take(unit)
        number, time = _moment(unit, when, before=before)
        begun, ended = _since(unit, number, time)
        making.change(unit, begun, ended)
        raise _TakenBack(work(unit))

    try:
        return engine.write(then)
    except _TakenBack as looked:
        found: T = looked.answer
        return found
    except TooLarge as error:
        raise UsageError(
            "more claims have changed since, or are to be shown otherwise, than one transaction can look back over",
            way_out="ask for a later moment, or load the files of that time into a graph of their own",
        ) from error


def _moment(unit: Unit, when: str, *, before: bool) -> tuple[int, str]:
    """Return the number of the last batch that counts and the time until which undos count."""
    if when.startswith("batch/"):
        found = ledger.batches(unit, "b.uid = $uid", uid=when)
        if not found:
            raise UsageError(f"there is no import {when}", way_out="handover batches lists them")
        return found[0].number - int(before), found[0].recorded
    try:
        days = span_of(when)
    except NotADate as error:
        raise UsageError(f"{when!r} is neither a batch, like batch/3, nor a date", way_out=f"give {error}") from error
    last = max(days.first - 1, FIRST_DAY) if before else days.last
    time = f"{date.fromordinal(last).isoformat()}T23:59:59+00:00"
    standing = ledger.batches(unit, "b.recorded <= $time", time=time)
    return (standing[-1].number if standing else 0), time


def _since(unit: Unit, number: int, time: str) -> tuple[list[Any], list[Any]]:
    """Return the claims that were live then and are not now, and those that are now and were not then."""
    uids = unit.run(_TOUCHED, number=number, time=time, limit=transaction_size.LARGEST + 1)[0]["uids"]
    TooLarge.refuse(len(uids))
    then = {row["uid"] for row in unit.run(_THEN, uids=uids, number=number, time=time) if row["live"]}
    now = {uid for uid, datasets in live.datasets_of(unit, uids).items() if datasets}
    claims = live.records(unit, then ^ now)
    return [claims[uid] for uid in sorted(then - now)], [claims[uid] for uid in sorted(now - then)]
