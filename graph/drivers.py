"""The one place that opens a driver, to a database at an address or to an embedded one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from neo4j import Bookmarks, GraphDatabase, NotificationMinimumSeverity
from neo4j.auth_management import AuthManager

from graph.address import Address
from graph.embedded import jars
from graph.errors import DatabaseTooOld
from graph.foreign import Where, translated

if TYPE_CHECKING:
    from neo4j import BookmarkManager, Driver

    from graph.embedded.process import Embedded


def at_url(url: str) -> tuple[Driver, BookmarkManager, Where]:
    """Open a driver to the database at an address."""
    address = Address.of(url)
    where = Where(f"Neo4j at {address.place}")
    with translated(where):
        return _driver(address.uri, address.credentials), GraphDatabase.bookmark_manager(), where


def of_embedded(engine: Embedded) -> tuple[Driver, BookmarkManager]:
    """Open a driver to an embedded engine, which trusts it only while it serves."""
    uri = f"bolt://127.0.0.1:{engine.running.port}"
    return _driver(uri, _WhileItServes(engine)), _bookmarks_of(engine)


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


def version(driver: Driver, where: Where) -> str:
    """Return the version of the database, which answers. Raises DatabaseTooOld."""
    agent = driver.get_server_info().agent
    found = re.match(r"Neo4j/((\d+)\.(\d+)[^ ]*)", agent)
    if not found or (int(found[2]), int(found[3])) < jars.OLDEST:
        raise DatabaseTooOld(f"{where.name} is {agent}, too old", way_out="use Neo4j 5.26 or newer")
    return found[1]
