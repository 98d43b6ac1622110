"""The one place that opens a driver: units of work on Neo4j, wherever it runs.

A unit is a function that gets a transaction. It is run again when the database asks for it (a leader
switch, a deadlock, a lost connection), so it must do nothing but speak to the database. It sees what earlier
units of the same Engine wrote. Foreign errors become those of `graph.errors` here and nowhere else; errors
in the Cypher itself stay the driver's.
"""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, LiteralString, Self, TypeVar

from neo4j import Bookmarks, GraphDatabase, NotificationMinimumSeverity, unit_of_work
from neo4j.auth_management import AuthManager
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DatabaseError,
    DatabaseUnavailable,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)
from neomodel import db
from platformdirs import user_cache_path

from graph.address import Address
from graph.embedded import jars, process
from graph.embedded.home import Home
from graph.errors import DatabaseTooOld, DatabaseUnreachable, OutcomeUnknown, QueryTimeout, UsageError
from graph.parameters import converted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from neo4j import BookmarkManager, Driver, ManagedTransaction, Session

    from graph.embedded.process import Embedded
    from graph.errors import HandoverError

T = TypeVar("T")

_COMMIT_TRIES = 5
_open_drivers: list[Driver] = []  # neomodel has one connection per process: that of the Engine opened last
_OUT_OF_TIME = ("TransactionTimedOut", "LockClientStopped")  # while it computed, and while it waited for a lock
_FOREIGN = (
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    ConnectionAcquisitionTimeoutError,
    ConfigurationError,
)


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


class Unit:
    """One transaction, as handed to a unit's function."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, cypher: LiteralString, /, **parameters: Any) -> list[dict[str, Any]]:
        """Every row of the statement's answer."""
        return self._transaction.run(cypher, converted(parameters)).data()


@dataclass(frozen=True)
class _Where:
    """What a database is called in messages, and what to do if it is silent or refuses the login."""

    name: str
    if_silent: str = "check that it runs and that HANDOVER_DATABASE_URL is right"
    if_refused: str = "check user and password in HANDOVER_DATABASE_URL"


class Engine:
    """An open database. Closing it ends an embedded engine that it started."""

    def __init__(self, driver: Driver, bookmarks: BookmarkManager, where: _Where, closing: ExitStack) -> None:
        self._driver, self._bookmarks, self._where, self._closing = driver, bookmarks, where, closing

    @property
    def description(self) -> str:
        """The database as people would call it, without a secret."""
        return self._where.name

    def read(self, work: Callable[[Unit], T], *, timeout: float | None = 60) -> T:
        """Run `work` in a transaction that may not write; `timeout` in seconds, per try."""
        return self._repeated(lambda session: session.execute_read(_timed(work, timeout)), _COMMIT_TRIES)

    def write(self, work: Callable[[Unit], T], *, timeout: float | None = 600, idempotent: bool = True) -> T:
        """Run `work` and commit it.

        If the connection breaks during the commit nobody knows whether it happened: `work` is repeated if it is
        idempotent, else OutcomeUnknown is raised. `timeout` in seconds, per try.
        """
        tries = _COMMIT_TRIES if idempotent else 1
        return self._repeated(lambda session: session.execute_write(_timed(work, timeout)), tries)

    def _repeated(self, unit: Callable[[Session], T], tries: int) -> T:
        """Run `unit` again if the connection breaks during its commit: a read has one as well."""
        while True:
            tries -= 1
            try:
                with self._session() as session:
                    return unit(session)
            except OutcomeUnknown:
                if not tries:
                    raise

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with _translated(self._where), self._driver.session(bookmark_manager=self._bookmarks) as session:
            yield session

    def close(self) -> None:
        """Close the driver, then the embedded engine if it is ours."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Engine: {self.description}>"


def _to_standard_error(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def connect(place: DatabasePlace, *, say: Callable[[str], None] = _to_standard_error) -> Engine:
    """Open the database of `place`, checked to be reachable and new enough, for neomodel's `db` too."""
    with ExitStack() as opened:
        driver, bookmarks, where = _at_url(place.url) if place.url else _embedded(place, say, opened)
        opened.callback(_close, driver)
        with _translated(where):
            version = _version(driver, where)
            db.set_connection(driver=driver)
            _open_drivers.append(driver)
        named = _Where(where.name.replace("Neo4j", f"Neo4j {version}"), where.if_silent, where.if_refused)
        return Engine(driver, bookmarks, named, opened.pop_all())


def _at_url(url: str) -> tuple[Driver, BookmarkManager, _Where]:
    address = Address.of(url)
    where = _Where(f"Neo4j at {address.place}")
    with _translated(where):
        return _driver(address.uri, address.credentials), GraphDatabase.bookmark_manager(), where


def _embedded(
    place: DatabasePlace, say: Callable[[str], None], opened: ExitStack
) -> tuple[Driver, BookmarkManager, _Where]:
    home = Home(place.home.absolute())
    engine = process.opened(home, lambda: process.found_jars(place.neo4j_home, place.jars, say), place.heap, say)
    opened.callback(engine.close)
    uri = f"bolt://127.0.0.1:{engine.running.port}"
    where = _Where(
        f"embedded Neo4j in {home.path}",
        if_silent=f"run the command again; what the engine said last is in {home.log}",
        if_refused=f"end every command that uses it and remove {home.password}: the next start makes another",
    )
    return _driver(uri, _WhileItServes(engine)), _bookmarks_of(engine), where


def _bookmarks_of(engine: Embedded) -> BookmarkManager:
    """Let the question for bookmarks, which comes before every try, end the retries once the engine is gone."""

    def none_of_our_own() -> Bookmarks:
        engine.check()
        return Bookmarks.from_raw_values(())

    return GraphDatabase.bookmark_manager(bookmarks_supplier=none_of_our_own)


class _WhileItServes(AuthManager):
    """Asked before a connection is used: a port that another took after the engine is not sent the password."""

    def __init__(self, engine: Embedded) -> None:
        self._engine = engine

    def get_auth(self) -> tuple[str, str]:
        return self._engine.credentials()

    def handle_security_exception(self, *_: object) -> bool:
        return False


def _driver(uri: str, auth: AuthManager | tuple[str, str] | None) -> Driver:
    return GraphDatabase.driver(
        uri,
        auth=auth,
        connection_timeout=10,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        telemetry_disabled=True,
        user_agent="handover",
    )


def _close(driver: Driver) -> None:
    if driver in _open_drivers:
        _open_drivers.remove(driver)
        db.driver = _open_drivers[-1] if _open_drivers else None
    driver.close()


def _version(driver: Driver, where: _Where) -> str:
    agent = driver.get_server_info().agent
    found = re.match(r"Neo4j/((\d+)\.(\d+)[^ ]*)", agent)
    if not found or (int(found[2]), int(found[3])) < jars.OLDEST:
        raise DatabaseTooOld(f"{where.name} is {agent}, too old", way_out="use Neo4j 5.26 or newer")
    return found[1]


def _timed(work: Callable[[Unit], T], timeout: float | None) -> Callable[[ManagedTransaction], T]:
    return unit_of_work(timeout=timeout)(lambda transaction: work(Unit(transaction)))


@contextmanager
def _translated(where: _Where) -> Iterator[None]:
    try:
        yield
    except _FOREIGN as error:
        ours = _translation(error, where)
        if ours is None:
            raise
        raise ours from error


def _translation(error: Exception, where: _Where) -> HandoverError | None:
    """Say `error` in our words; None if it is about the Cypher and stays what it is."""
    match error:
        case Neo4jError() if not isinstance(error, DatabaseUnavailable):
            return _refusal(error, where)
        case IncompleteCommit():
            return OutcomeUnknown(
                f"the connection to {where.name} broke during the commit: it may or may not have happened",
                way_out="look whether it is there before you do it again",
            )
        case ConfigurationError():
            return UsageError(f"{where.name}: {error}", way_out="check HANDOVER_DATABASE_URL")
    return DatabaseUnreachable(f"{where.name} does not answer", way_out=where.if_silent)


def _refusal(error: Neo4jError, where: _Where) -> HandoverError | None:
    """Translate what the server itself answered."""
    if isinstance(error, AuthError):
        return DatabaseUnreachable(f"{where.name} refused the login", way_out=where.if_refused)
    if isinstance(error, DatabaseError):
        return DatabaseUnreachable(
            f"{where.name} failed inside ({error.code})",
            way_out="see whether its disk is full, then start it again; its debug.log says more",
        )
    if error.code and any(sign in error.code for sign in _OUT_OF_TIME):
        return QueryTimeout(f"{where.name} stopped a query that took too long", way_out="ask for less at once")
    return None
