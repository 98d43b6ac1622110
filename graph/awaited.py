"""The database for an event loop: a statement that reads is waited for without keeping a thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from neo4j import READ_ACCESS, Query
from neo4j.exceptions import DriverError, Neo4jError

from graph.foreign import translated
from graph.parameters import converted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from neo4j import AsyncDriver
    from neo4j.api import AsyncBookmarkManager

    from graph.engine import Engine
    from graph.foreign import Where


class Awaited:
    """An open database, as the event loop that opened it asks it."""

    def __init__(self, engine: Engine, where: Where, driver: AsyncDriver, bookmarks: AsyncBookmarkManager) -> None:
        self.engine, self._where, self._driver, self._bookmarks = engine, where, driver, bookmarks

    async def ask(self, cypher: str, parameters: Mapping[str, Any], *, timeout: float) -> list[Any]:  # noqa: ASYNC109  the database's own
        """Return what `Engine.ask` does; what may be tried again is tried by it, in a thread."""
        with translated(self._where):
            try:
                return await self._at_once(Query(cypher, timeout=timeout), converted(dict(parameters)))
            except (Neo4jError, DriverError) as error:
                if not error.is_retryable():
                    raise
        return await run_sync(partial(self.engine.ask, cypher, parameters, timeout=timeout))

    async def _at_once(self, query: Query, said: dict[str, Any]) -> list[Any]:
        async with self._driver.session(default_access_mode=READ_ACCESS, bookmark_manager=self._bookmarks) as session:
            result = await session.run(query, said)
            return (await result.single(strict=True)).values()
