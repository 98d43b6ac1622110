"""The database as a command needs it: found or started, and given what the ontology asks for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.audit import Audit
from api.cli.output import say
from api.settings import Settings, load_settings
from graph import schema
from graph.changes import recovery
from graph.engine import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine


@contextmanager
def changing() -> Iterator[tuple[Engine, Audit]]:
    """Open the database for a change, with the audit to note it in once it is done."""
    settings = load_settings()
    with opened(settings) as engine:
        yield engine, Audit(settings.home)


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Engine]:
    """Open the database that the settings name; a running server's of the same home, else one of our own."""
    with connect((settings or load_settings()).database, say=say) as engine:
        schema.refuse_newer(engine)
        recovery.recover(engine, say)
        schema.install(engine)
        yield engine
