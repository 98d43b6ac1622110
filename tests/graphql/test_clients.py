"""The clients that researchers use, against a running server: GraphiQL in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.web.graphiql import examples
from tests.graphql.serving import asked_by, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from graph.engine import Engine

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def client(shipped: Engine) -> Iterator[httpx.Client]:
    with serving(shipped) as made:
        yield made


@pytest.fixture(scope="module")
def browsed(client: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What happened in the browser; see graphiql.mjs."""
    return asked_by(HERE / "graphiql.mjs", client, tmp_path_factory.mktemp("graphiql") / "page.png")


def test_graphiql_asks_its_own_server_alone_and_its_policy_is_kept(browsed: Any, client: httpx.Client) -> None:
    assert browsed["requests"]
    assert [each for each in browsed["requests"] if not each.startswith(str(client.base_url))] == []
    assert browsed["errors"] == []


def test_every_example_has_an_answer(browsed: Any) -> None:
    assert len(browsed["answers"]) == len(examples()) > 4
    for name, answer in browsed["answers"].items():
        assert "errors" not in answer, name
        assert any(answer["data"].values()), name


def test_the_documentation_explorer_tells_what_a_list_takes(browsed: Any) -> None:
    for said in ("A state body that acts", "where", "orderBy", "AgencyConnection"):
        assert said in browsed["explained"], browsed["explained"]


def test_queries_are_not_left_on_the_disk(browsed: Any) -> None:
    assert browsed["kept"] == []


def test_a_browser_that_opens_graphql_comes_to_graphiql(browsed: Any) -> None:
    assert browsed["opened"] == "/graphiql"
