"""Changes too large for one transaction are made in parts, each of which leaves the graph as whole as it was.

What is left to do can be read from the graph at any moment, so whoever comes after a kill goes on from there
(see `graph.changes.recovery`).
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from graph.store import import_lock, ledger, live, making, plan, staged

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from graph.claims.claim import Claim
    from graph.engine import Engine
    from graph.store.ledger import Batch
    from graph.store.staged import Kind
    from graph.unit import Unit

    Records = Callable[[Unit, Collection[str]], dict[str, Claim]]

T = TypeVar("T")

PART = 5_000
"""Claims of one part."""

_PAGE = 10
"""Parts that are planned at a time; to plan, all that a batch ever said is read."""

STAGING, SAYING, UNDOING, REBUILDING = "staging", "saying", "undoing", "rebuilding"
"""How far a change in parts is, as the one who holds the import lock says it."""


def of(rows: Iterable[T]) -> Iterator[list[T]]:
    """Yield so many rows at a time as make a part."""
    waiting = iter(rows)
    while part := list(islice(waiting, PART)):
        yield part


def say_left(
    engine: Engine, run: str, batch: Batch, kind: Kind, *, sources: bool, records: Records = live.records
) -> None:
    """Let a batch's dataset say what is left to be said of it, and no longer what is not, and show the items.

    Only what is about sources, or about all else. `records` reads claims: from the graph, or from where it is quicker.
    What rests on sources that weigh otherwise by that is shown anew after them.
    """
    hold = partial(import_lock.kept, run=run)

    def part(unit: Unit, claims: list[list[object]]) -> None:
        hold(unit)
        begun, ended = staged.say(unit, batch.dataset, claims)
        held = records(unit, [*begun, *ended])
        changed = plan.changed(unit, [held[uid] for uid in begun], [held[uid] for uid in ended])
        bare = making.make(unit, plan.planned(unit, changed, whole=False))
        ledger.note_perhaps_bare(unit, batch.uid, bare)

    page = _PAGE * PART
    look = partial(staged.left, batch=batch.uid, dataset=batch.dataset, kind=kind, sources=sources, limit=page)
    more = True
    while more:
        left = engine.read(look, timeout=None)
        for claims in of(left):
            engine.write(partial(part, claims=claims))
        more = len(left) == page
    if sources:
        show_resting(engine, hold)


def show_resting(engine: Engine, hold: Callable[[Unit], object]) -> None:
    """Show anew what rests on sources that were reweighed; `hold` takes the import lock in each transaction.

    Begun anew after a kill, since the sources stay marked until all is shown.
    """

    def part(unit: Unit, uids: set[str]) -> None:
        hold(unit)
        making.show(unit, uids)

    def done(unit: Unit) -> None:
        hold(unit)
        staged.unmark_reweighed(unit)

    if not engine.read(staged.is_reweighed):
        return
    after = ""
    while page := engine.read(partial(staged.resting, after=after, limit=_PAGE * PART), timeout=None):
        for uids in _of_claims(page):
            engine.write(partial(part, uids=uids))
        after = page[-1][0]
    engine.write(done)


def _of_claims(items: list[tuple[str, int]]) -> Iterator[set[str]]:
    """Yield so many items at a time as have the claims of a part; each comes with how many are about it."""
    uids: set[str] = set()
    claims = 0
    for uid, its in items:
        if uids and claims + its > PART:
            yield uids
            uids, claims = set(), 0
        uids.add(uid)
        claims += its
    yield uids
