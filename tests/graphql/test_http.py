"""GraphQL over HTTP, against a running server: media types, statuses, methods, bodies."""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from api.callers import Callers
from api.graphql.execute import Context
from api.graphql.http import router
from api.tokens import TokenDigest
from api.web.app import create_app
from api.web.pages import Overview
from api.web.rate import Rate
from api.web.server import listen, server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine

JSON, GRAPHQL = "application/json", "application/graphql-response+json"


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[httpx.Client]:
    token = secrets.token_urlsafe(32)
    with listen("127.0.0.1", 0) as listener:
        app = create_app(
            callers=Callers(TokenDigest.of(token)),
            hosts=listener.hosts,
            overview=lambda _level: Overview((), ()),
            rate=Rate(600),
            health=lambda: True,
            routers=[router(lambda caller: Context(engine, caller.level))],
        )
        running = server(app)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener.socket]})
        thread.start()
        headers = {"Authorization": f"Bearer {token}"}
        try:
            with httpx.Client(base_url=listener.address, trust_env=False, headers=headers, timeout=60) as made:
                yield made
        finally:
            running.should_exit = True
            thread.join()


def post(client: httpx.Client, body: Any, accept: str = GRAPHQL) -> httpx.Response:
    return client.post("/graphql", json=body, headers={"Accept": accept})


@pytest.mark.parametrize("accept", [JSON, GRAPHQL, f"text/html;q=0.1, {GRAPHQL};q=0.5, {JSON}"])
def test_an_operation_is_answered_in_the_media_type_asked_for(client: httpx.Client, accept: str) -> None:
    query = "query Q($n: Int) { persons(first: $n) { totalCount } }"
    answer = post(client, {"query": query, "variables": {"n": 1}, "operationName": "Q"}, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{GRAPHQL if GRAPHQL in accept else JSON}; charset=utf-8"
    assert answer.json()["data"]["persons"]["totalCount"] >= 0


def test_a_query_may_come_in_the_address(client: httpx.Client) -> None:
    params = {"query": "query ($n: Int) { persons(first: $n) { totalCount } }", "variables": '{"n": 1}'}
    answer = client.get("/graphql", params=params)
    assert (answer.status_code, list(answer.json())) == (200, ["data"])
    assert client.get("/graphql", params=params | {"variables": "[1]"}).status_code == 400
    assert client.get("/graphql").status_code == 400


@pytest.mark.parametrize("query", ["{ persons {", "{ nothing }", "query ($id: ID!) { node(id: $id) { id } }"])
def test_what_is_refused_before_it_is_run_has_no_data(client: httpx.Client, query: str) -> None:
    for accept, status in ((GRAPHQL, 400), (JSON, 200)):
        answer = post(client, {"query": query}, accept)
        assert (answer.status_code, list(answer.json())) == (status, ["errors"])


def test_what_fails_on_the_way_has_null_for_data(client: httpx.Client) -> None:
    answer = post(client, {"query": "{ persons(first: -1) { totalCount } }"})
    assert (answer.status_code, answer.json()["data"]) == (200, None)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"query": 1}', 400),
        (b'{"query": "{ __typename }", "variables": []}', 200),
        (b'{"query": "{ __typename }", "variables": [1]}', 400),
        (b'{"query": "{ __typename }", "variables": 1}', 400),
        (b'{"query": "{ __typename }", "operationName": 1}', 400),
        (b'{"query": "{ __typename }", "operationName": "Other"}', 400),
        (b'{"query": "{ a(b: \\"\\ud800\\") }"}', 400),
        (b'{"query": "' + b"x" * 10_000_000 + b'"}', 413),
    ],
)
def test_bodies_that_hold_no_operation(client: httpx.Client, body: bytes, status: int) -> None:
    answer = client.post("/graphql", content=body, headers={"Content-Type": JSON, "Accept": GRAPHQL})
    assert answer.status_code == status
    assert answer.json().keys() <= {"data", "errors"}


def test_other_media_types_and_methods_are_refused(client: httpx.Client) -> None:
    query = {"query": "{ __typename }"}
    assert post(client, query, "text/html").status_code == 406
    assert client.post("/graphql", data=query).status_code == 415
    assert client.put("/graphql", json=query).status_code == 405
    assert client.post("/graphql", json=query, headers={"Authorization": "Bearer x"}).status_code == 401
    assert client.get("/graphql", params={"query": "mutation { __typename }"}).status_code == 405
