"""The one place that opens a driver, to a database at an address or to an embedded one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from neo4j import AsyncGraphDatabase, Bookmarks, GraphDatabase, NotificationMinimumSeverity
from neo4j.api import AsyncBookmarkManager
from neo4j.auth_management import AsyncAuthManager, AuthManager

from graph.address import Address
from graph.embedded import jars
from graph.errors import DatabaseTooOld
from graph.foreign import Where, translated

if TYPE_CHECKING:
    from collections.abc import Collection

    from neo4j import AsyncDriver, BookmarkManager, Driver

    from graph.embedded.process import Embedded

_HOW: dict[str, Any] = {
    "connection_timeout": 10,
    "notifications_min_severity": NotificationMinimumSeverity.OFF,
    "telemetry_disabled": True,
    "user_agent": "handover",
}


@dataclass(frozen=True, slots=True)
class Login:
    """How a database is reached, and what was last done in it: common to all drivers that are opened by it."""

    where: Where
    bookmarks: BookmarkManager
    _uri: str
    _auth: AuthManager | tuple[str, str] | None

    def driver(self) -> Driver:
        """Open a driver for threads."""
        with translated(self.where):
            return GraphDatabase.driver(self._uri, auth=self._auth, **_HOW)

    def awaited_driver(self) -> tuple[AsyncDriver, AsyncBookmarkManager]:
        """Open a driver for the event loop that it is first used in; what it reads, it reads after earlier units."""
        auth = _LoginOnLoop(self._auth) if isinstance(self._auth, AuthManager) else self._auth
        return AsyncGraphDatabase.driver(self._uri, auth=auth, **_HOW), _BookmarksOnLoop(self.bookmarks)


def at_url(url: str) -> Login:
    """Return how the database at an address is reached."""
    address = Address.of(url)
    return Login(Where(f"Neo4j at {address.place}"), GraphDatabase.bookmark_manager(), address.uri, address.credentials)


def of_embedded(engine: Embedded, where: Where) -> Login:
    """Return how an embedded engine is reached, which is trusted only while it serves."""
    return Login(where, _bookmarks_of(engine), f"bolt://127.0.0.1:{engine.running.port}", _WhileItServes(engine))


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


class _LoginOnLoop(AsyncAuthManager):
    """Another's login, asked for by a driver for an event loop."""

    def __init__(self, manager: AuthManager) -> None:
        self._manager = manager

    async def get_auth(self) -> Any:
        return self._manager.get_auth()

    async def handle_security_exception(self, *_: object) -> bool:
        return False


class _BookmarksOnLoop(AsyncBookmarkManager):
    """Another's bookmarks, kept by a driver for an event loop."""

    def __init__(self, of: BookmarkManager) -> None:
        self._of = of

    async def update_bookmarks(self, previous_bookmarks: Collection[str], new_bookmarks: Collection[str]) -> None:
        self._of.update_bookmarks(previous_bookmarks, new_bookmarks)

    async def get_bookmarks(self) -> Collection[str]:
        return frozenset(self._of.get_bookmarks())


def version(driver: Driver, where: Where) -> str:
    """Return the version of the database, which answers. Raises DatabaseTooOld."""
    agent = driver.get_server_info().agent
    found = re.match(r"Neo4j/((\d+)\.(\d+)[^ ]*)", agent)
    if not found or (int(found[2]), int(found[3])) < jars.OLDEST:
        raise DatabaseTooOld(f"{where.name} is {agent}, too old", way_out="use Neo4j 5.26 or newer")
    return found[1]
