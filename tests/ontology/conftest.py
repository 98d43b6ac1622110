"""A database whose schema a test may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine


@pytest.fixture
def database(graph: Engine) -> Iterator[Engine]:
    """Leave the next test no data and today's schema, whatever this one recorded, so that no start refuses it."""
    yield graph
    graph.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    graph.write(lambda unit: unit.run("MATCH (l:Ledger {name: 'schema'}) SET l.migrations = [], l.version = ''"))
    schema.install(graph)
