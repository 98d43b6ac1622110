"""Neo4j, wherever it runs: nothing above this file can tell where.

Work on it is a function of a `Unit`. It is run again when the database asks for it (a leader switch, a deadlock, a
lost connection), so it must do nothing but speak to the database. It sees what earlier units of the same Engine wrote.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, LiteralString, Self, TypeVar

from neo4j import READ_ACCESS, Query, RoutingControl, unit_of_work
from neo4j.exceptions import DriverError, Neo4jError
from neomodel import db
from platformdirs import user_cache_path

from graph import drivers
from graph.awaited import Awaited
from graph.embedded import jars, process
from graph.embedded.home import Home
from graph.errors import OutcomeUnknown
from graph.foreign import Where, translated
from graph.parameters import converted
from graph.unit import Unit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path

    from neo4j import Driver, ManagedTransaction, Result, Session

    from graph.drivers import Login


T = TypeVar("T")

_COMMIT_TRIES = 5
_open_drivers: list[Driver] = []  # neomodel has one connection per process: that of the Engine opened last


@dataclass(frozen=True)
class DatabasePlace:
    """Where the graph lives: at `url`, else embedded in `home`, with the jars of `neo4j_home` or of `cache`."""

    home: Path
    url: str | None = field(default=None, repr=False)
    neo4j_home: Path | None = None
    heap: str = "512m"
    cache: Path = field(default_factory=lambda: user_cache_path("handover"))

    @property
    def jars(self) -> Path:
        """The folder that the embedded engine's files are kept in, shared by all homes."""
        return self.cache / f"neo4j-{jars.engine_version()}"


class Engine:
    """An open database. Closing it ends an embedded engine that it started."""

    def __init__(
        self, driver: Driver, login: Login, where: Where, closing: ExitStack, look: Callable[[], None] = lambda: None
    ) -> None:
        self._driver, self._login, self._where, self._closing, self._look = driver, login, where, closing, look

    @property
    def description(self) -> str:
        """The database as people would call it, without a secret."""
        return self._where.name

    def watched(self, look: Callable[[], None]) -> Engine:
        """Return the same database for work that `look` may end: it is called before each statement, and may raise."""
        return Engine(self._driver, self._login, self._where, ExitStack(), look)

    def read(self, work: Callable[[Unit], T], *, timeout: float | None = 60) -> T:
        """Run `work` in a transaction that may not write; `timeout` in seconds, per try."""
        timed = self._timed(work, timeout)
        return self._repeated(lambda: self._in_session(lambda session: session.execute_read(timed)), _COMMIT_TRIES)

    def ask(self, cypher: LiteralString, parameters: Mapping[str, Any], *, timeout: float | None) -> list[Any]:
        """Return the values of the one row of a statement that reads, which is a transaction of its own.

        It begins and ends with the statement, and so waits for the database once. What may be tried again is.
        """
        self._look()
        query, said = Query(cypher, timeout=timeout), converted(dict(parameters))

        def at_once() -> list[Any]:
            with self._session(default_access_mode=READ_ACCESS) as session:
                return _only_row(session.run(query, said))

        def unit() -> list[Any]:
            try:
                return at_once()
            except (Neo4jError, DriverError) as error:
                if not error.is_retryable():
                    raise
            return self._driver.execute_query(
                query,
                said,
                routing_=RoutingControl.READ,
                bookmark_manager_=self._login.bookmarks,
                result_transformer_=_only_row,
            )

        return self._repeated(unit, _COMMIT_TRIES)

    @asynccontextmanager
    async def awaited(self) -> AsyncIterator[Awaited]:
        """Yield the same database for the event loop that runs."""
        driver, bookmarks = self._login.awaited_driver()
        async with driver:
            yield Awaited(self, self._where, driver, bookmarks)

    def write(self, work: Callable[[Unit], T], *, timeout: float | None = 600, idempotent: bool = True) -> T:
        """Run `work` and commit it.

        If the connection breaks during the commit nobody knows whether it happened: `work` is repeated if it is
        idempotent, else OutcomeUnknown is raised. `timeout` in seconds, per try.
        """
        tries = _COMMIT_TRIES if idempotent else 1
        timed = self._timed(work, timeout)
        return self._repeated(lambda: self._in_session(lambda session: session.execute_write(timed)), tries)

    def _repeated(self, unit: Callable[[], T], tries: int) -> T:
        """Run `unit` again if the connection breaks during its commit: a read has one as well."""
        while True:
            tries -= 1
            try:
                with translated(self._where):
                    return unit()
            except OutcomeUnknown:
                if not tries:
                    raise

    def _in_session(self, unit: Callable[[Session], T]) -> T:
        with self._session() as session:
            return unit(session)

    def _session(self, **how: Any) -> Session:
        return self._driver.session(bookmark_manager=self._login.bookmarks, **how)

    def _timed(self, work: Callable[[Unit], T], timeout: float | None) -> Callable[[ManagedTransaction], T]:
        return unit_of_work(timeout=timeout)(lambda transaction: work(Unit(transaction, self._look)))

    def close(self) -> None:
        """Close the driver, then the embedded engine if it is ours."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Engine: {self.description}>"


def _only_row(result: Result) -> list[Any]:
    return result.single(strict=True).values()


def _to_standard_error(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def connect(place: DatabasePlace, *, say: Callable[[str], None] = _to_standard_error) -> Engine:
    """Open the database of `place`, checked to be reachable and new enough, for neomodel's `db` too."""
    with ExitStack() as opened:
        login = drivers.at_url(place.url) if place.url else _embedded(place, say, opened)
        driver = login.driver()
        opened.callback(_close, driver)
        where = login.where
        with translated(where):
            version = drivers.version(driver, where)
            db.set_connection(driver=driver)
            _open_drivers.append(driver)
        named = Where(where.name.replace("Neo4j", f"Neo4j {version}"), where.if_silent, where.if_refused)
        return Engine(driver, login, named, opened.pop_all())


def _embedded(place: DatabasePlace, say: Callable[[str], None], opened: ExitStack) -> Login:
    home = Home(place.home.absolute())
    engine = process.opened(home, lambda: process.found_jars(place.neo4j_home, place.jars, say), place.heap, say)
    opened.callback(engine.close)
    where = Where(
        f"embedded Neo4j in {home.path}",
        if_silent=f"run the command again; what the engine said last is in {home.log}",
        if_refused=f"end every command that uses it and remove {home.password}: the next start makes another",
    )
    return drivers.of_embedded(engine, where)


def _close(driver: Driver) -> None:
    if driver in _open_drivers:
        _open_drivers.remove(driver)
        db.driver = _open_drivers[-1] if _open_drivers else None
    driver.close()
