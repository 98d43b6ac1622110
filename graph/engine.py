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

from neo4j import GraphDatabase, NotificationMinimumSeverity, unit_of_work
from neo4j.auth_management import AuthManager
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
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

    from neo4j import Driver, ManagedTransaction, Session

    from graph.embedded.process import Embedded
    from graph.errors import HandoverError

T = TypeVar("T")

_COMMIT_TRIES = 5


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


class Engine:
    """An open database. Closing it ends an embedded engine that it started."""

    def __init__(self, driver: Driver, description: str, closing: ExitStack) -> None:
        self.description = description
        self._driver, self._closing = driver, closing
        self._bookmarks = GraphDatabase.bookmark_manager()

    def read(self, work: Callable[[Unit], T], *, timeout: float | None = 60) -> T:
        """Run `work` in a transaction that may not write; `timeout` in seconds, per try."""
        with self._session() as session:
            return session.execute_read(_timed(work, timeout))

    def write(self, work: Callable[[Unit], T], *, timeout: float | None = 600, idempotent: bool = True) -> T:
        """Run `work` and commit it.

        If the connection breaks during the commit nobody knows whether it happened: `work` is repeated if it is
        idempotent, else OutcomeUnknown is raised. `timeout` in seconds, per try.
        """
        tries = _COMMIT_TRIES if idempotent else 1
        while True:
            tries -= 1
            try:
                with self._session() as session:
                    return session.execute_write(_timed(work, timeout))
            except OutcomeUnknown:
                if not tries:
                    raise

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with _translated(self.description), self._driver.session(bookmark_manager=self._bookmarks) as session:
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
        driver, where = _at_url(place.url) if place.url else _embedded(place, say, opened)
        opened.callback(_close, driver, db.driver)
        with _translated(where):
            version = _version(driver, where)
            db.set_connection(driver=driver)
        return Engine(driver, where.replace("Neo4j", f"Neo4j {version}"), opened.pop_all())


def _at_url(url: str) -> tuple[Driver, str]:
    address = Address.of(url)
    where = f"Neo4j at {address.place}"
    with _translated(where):
        return _driver(address.uri, address.credentials), where


def _embedded(place: DatabasePlace, say: Callable[[str], None], opened: ExitStack) -> tuple[Driver, str]:
    home = Home(place.home.absolute())
    engine = process.opened(home, lambda: process.found_jars(place.neo4j_home, place.jars, say), place.heap, say)
    opened.callback(engine.close)
    uri = f"bolt://127.0.0.1:{engine.running.port}"
    return _driver(uri, _WhileItServes(engine)), f"embedded Neo4j in {home.path}"


def _driver(uri: str, auth: AuthManager | tuple[str, str] | None) -> Driver:
    return GraphDatabase.driver(
        uri,
        auth=auth,
        connection_timeout=10,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        telemetry_disabled=True,
        user_agent="handover",
    )


class _WhileItServes(AuthManager):
    """Asked before each use of a connection: a port whose engine is gone is never sent the password."""

    def __init__(self, engine: Embedded) -> None:
        self._engine = engine

    def get_auth(self) -> tuple[str, str]:
        return self._engine.credentials()

    def handle_security_exception(self, *_: object) -> bool:
        return False


def _close(driver: Driver, neomodels_before: Driver | None) -> None:
    if db.driver is driver:
        db.driver = neomodels_before
    driver.close()


def _version(driver: Driver, where: str) -> str:
    agent = driver.get_server_info().agent
    found = re.match(r"Neo4j/((\d+)\.(\d+)[^ ]*)", agent)
    if not found or (int(found[2]), int(found[3])) < jars.OLDEST:
        raise DatabaseTooOld(f"{where} is {agent}, too old", way_out="use Neo4j 5.26 or newer")
    return found[1]


def _timed(work: Callable[[Unit], T], timeout: float | None) -> Callable[[ManagedTransaction], T]:
    return unit_of_work(timeout=timeout)(lambda transaction: work(Unit(transaction)))


@contextmanager
def _translated(where: str) -> Iterator[None]:
    try:
        yield
    except (
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
        ConnectionAcquisitionTimeoutError,
        ConfigurationError,
    ) as error:
        raise _translation(error, where) or error from error


def _translation(error: Exception, where: str) -> HandoverError | None:
    match error:
        case IncompleteCommit():
            return OutcomeUnknown(
                f"the connection to {where} broke during the commit: it may or may not have happened",
                way_out="look whether it is there before you do it again",
            )
        case AuthError():
            return DatabaseUnreachable(
                f"{where} refused the login", way_out="check user and password in HANDOVER_DATABASE_URL"
            )
        case Neo4jError() if "TransactionTimedOut" in error.code:
            return QueryTimeout(f"{where} stopped a query that took too long", way_out="ask for less at once")
        case ConfigurationError():
            return UsageError(f"{where}: {error}", way_out="check HANDOVER_DATABASE_URL")
        case Neo4jError() if not isinstance(error, DatabaseUnavailable):
            return None
    return DatabaseUnreachable(
        f"{where} does not answer", way_out="check that it runs and that HANDOVER_DATABASE_URL is right"
    )
