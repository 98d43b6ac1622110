"""An event loop beside a test, and the database as it is asked there."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from anyio.from_thread import BlockingPortal, start_blocking_portal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.awaited import Awaited
    from graph.engine import Engine


class Loop(NamedTuple):
    portal: BlockingPortal
    database: Awaited

    def ask(self, cypher: str, *, timeout: float = 10, **parameters: Any) -> list[Any]:
        return self.portal.call(partial(self.database.ask, cypher, parameters, timeout=timeout))


@contextmanager
def looping(engine: Engine) -> Iterator[Loop]:
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(engine.awaited()) as database:
        yield Loop(portal, database)
