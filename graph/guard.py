"""A guard for work of several transactions: whoever comes later can tell whether its process is still alive."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from graph.errors import QueryTimeout

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.unit import Unit

T = TypeVar("T")

_GUARD = "MERGE (l:Ledger {name: 'guard'}) SET l.held = true"
_SECONDS_TO_GET_THE_GUARD = 3
"""A busy database gives even a free lock late."""


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
        engine.write(lambda unit: unit.run(_GUARD), timeout=_SECONDS_TO_GET_THE_GUARD)
    except QueryTimeout:
        return True
    return False
