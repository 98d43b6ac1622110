"""Everything derived, made anew from the records of imports: nothing is lost with it that they don't hold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from graph import guard
from graph.changes import decisions, identity
from graph.ontology.sources import Source
from graph.store import import_lock, ledger, live, making, parts, persist, records
from graph.store.import_lock import Holder
from graph.store.transaction_size import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.unit import Unit

T = TypeVar("T")

_NEXT = """
(c.about STARTS WITH $prefix) = $sources AND c.about >= $about AND (c.about > $about OR c.uid > $uid)
WITH c ORDER BY c.about, c.uid LIMIT $limit
"""


def rebuild(engine: Engine) -> None:
    """Derive everything anew from the records under the import lock; in one transaction, if it isn't too large."""

    def work(unit: Unit) -> None:
        import_lock.take(unit)
        TooLarge.refuse(unit.run("MATCH (c:Claim) WHERE size(c.datasets) > 0 RETURN count(c) AS claims")[0]["claims"])
        _record_anew(unit)
        persist.clear_all(unit)
        making.change(unit, live.where(unit, "true"), [])

    try:
        engine.write(work, timeout=None)
    except TooLarge:
        guard.guarded(engine, partial(_begun_in_parts, engine))


def _record_anew(unit: Unit) -> None:
    """Let claims say who asserts them, and names what they stand for, as the records have it."""
    records.say_as_recorded(unit)
    persist.write_names(unit, identity.names(decisions.standing(unit)))


def _begun_in_parts(engine: Engine) -> None:
    run = uuid4().hex[:12]

    def begin(unit: Unit) -> None:
        import_lock.take(unit, run)
        import_lock.keep(unit, Holder(run, "a rebuild", parts.REBUILDING, ledger.now()))

    engine.write(begin)
    in_parts(engine, run)


def in_parts(engine: Engine, run: str) -> None:
    """Derive everything anew, a part at a time, as the run that keeps the import lock."""

    def step(work: Callable[[Unit], T]) -> T:
        def as_keeper(unit: Unit) -> T:
            import_lock.kept(unit, run)
            return work(unit)

        return engine.write(as_keeper)

    while step(partial(persist.clear_some, limit=parts.PART)):
        continue
    step(_record_anew)
    for sources in (True, False):  # what a source weighs is known before what rests on it is shown
        after = ("", "")
        while shown := step(partial(_show_after, sources=sources, after=after)):
            after = shown
    engine.write(partial(import_lock.release, run=run))


def _show_after(unit: Unit, *, sources: bool, after: tuple[str, str]) -> tuple[str, str] | None:
    """Show the next live claims in the order of item and claim; return the last of them, None if there is none."""
    about, uid = after
    claims = live.where(
        unit, _NEXT, prefix=f"{Source.prefix}/", sources=sources, about=about, uid=uid, limit=parts.PART
    )
    making.change(unit, claims, [])
    return (claims[-1].about, claims[-1].uid) if claims else None
