"""The page and /health in front of a real database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.web.pages import Overview

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from graph.engine import Engine
    from graph.unit import Unit
    from tests.web.conftest import Site


def test_page_and_health_come_from_the_database(
    graph: Engine, serving: Callable[..., AbstractContextManager[Site]]
) -> None:
    def count(unit: Unit) -> int:
        return int(unit.run("MATCH (n:Sample) RETURN count(n) AS nodes")[0]["nodes"])

    def overview(_level: str) -> Overview:
        return Overview((("Node", graph.read(count)),), ())

    graph.write(lambda unit: unit.run("UNWIND range(1, 1234) AS i CREATE (:Sample)"))
    with serving(overview=overview, health=lambda: graph.read(count) >= 0) as site:
        assert "1,234" in site.client.get("/", headers=site.bearer).text
        assert site.client.get("/health").json() == {"status": "ok"}
