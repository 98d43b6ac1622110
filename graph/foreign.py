"""What goes wrong at the database, in our words: which database it was, and the way out.

Foreign errors become those of `graph.errors` here and nowhere else; errors in the Cypher itself stay the driver's.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

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

from graph.errors import DatabaseUnreachable, OutcomeUnknown, QueryTimeout, QueryTooLarge, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.errors import HandoverError

_OUT_OF_TIME = ("TransactionTimedOut", "LockClientStopped")  # while it computed, and while it waited for a lock
_OUT_OF_MEMORY = "MemoryPoolOutOfMemory"
_FOREIGN = (
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    ConnectionAcquisitionTimeoutError,
    ConfigurationError,
)


@dataclass(frozen=True)
class Where:
    """What a database is called in messages, and what to do if it is silent or refuses the login."""

    name: str
    if_silent: str = "check that it runs and that HANDOVER_DATABASE_URL is right"
    if_refused: str = "check user and password in HANDOVER_DATABASE_URL"


@contextmanager
def translated(where: Where) -> Iterator[None]:
    """Raise our error for what the driver raises within."""
    try:
        yield
    except _FOREIGN as error:
        ours = _translation(error, where)
        if ours is None:
            raise
        raise ours from error


def _translation(error: Exception, where: Where) -> HandoverError | None:
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


def _refusal(error: Neo4jError, where: Where) -> HandoverError | None:
    """Translate what the server itself answered."""
    if isinstance(error, AuthError):
        return DatabaseUnreachable(f"{where.name} refused the login", way_out=where.if_refused)
    if isinstance(error, DatabaseError):
        return DatabaseUnreachable(
            f"{where.name} failed inside ({error.code})",
            way_out="see whether its disk is full, then start it again; its debug.log says more",
        )
    if error.code and _OUT_OF_MEMORY in error.code:
        return QueryTooLarge(f"{where.name} stopped a query that needs too much memory", way_out="ask for less at once")
    if error.code and any(sign in error.code for sign in _OUT_OF_TIME):
        return QueryTimeout(f"{where.name} stopped a query that took too long", way_out="ask for less at once")
    return None
