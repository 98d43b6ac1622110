"""GraphQL over HTTP, against a running server: media types, statuses, methods, bodies."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.graphql import answering
from api.graphql.context import Context
from api.graphql.trust import trusting
from graph.access import ALL
from graph.errors import UsageError
from tests.graphql.serving import asked_by, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from graph.engine import Engine

JSON, GRAPHQL = "application/json", "application/graphql-response+json"


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[httpx.Client]:
    with serving(engine) as made:
        yield made


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


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("{ a: persons { totalCount } b: events { totalCount } }", True),
        ("{ persons { totalCount } conflicts { field } __typename }", True),
        ("{ __schema { queryType { name } } }", True),
        ('{ person(uid: "person/nobody") { name } persons(after: "x") { totalCount } }', False),
        ('mutation { undo(batch: "batch/1") { id } }', False),
    ],
)
def test_what_is_asked_again_is_answered_the_same(client: httpx.Client, query: str, *, data: bool) -> None:
    first, *again = (post(client, {"query": query}) for _ in range(3))
    assert (first.status_code, bool(first.json()["data"])) == (200, data)
    assert {(each.status_code, each.content) for each in again} == {(200, first.content)}


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


@pytest.fixture(scope="module")
def trusting_client(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server that answers one document, and doesn't tell its schema."""
    folder = tmp_path_factory.mktemp("trusted")
    (folder / "known.graphql").write_text(KNOWN, encoding="utf-8")
    with serving(engine, trusting(folder, closed=True)) as made:
        yield made


KNOWN = "query ($n: Int) { persons(first: $n) { totalCount } }"
HASH = sha256(KNOWN.encode()).hexdigest()


@pytest.mark.parametrize(
    "named",
    [
        {"query": KNOWN},
        {"documentId": f"sha256:{HASH}"},
        {"documentId": HASH},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": HASH}}},
    ],
)
def test_a_trusted_document_is_answered_by_its_text_or_hash(
    trusting_client: httpx.Client, named: dict[str, Any]
) -> None:
    answer = post(trusting_client, named | {"variables": {"n": 1}})
    assert (answer.status_code, list(answer.json())) == (200, ["data"])


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"query": f"{KNOWN} "}, "DOCUMENT_NOT_TRUSTED"),
        ({"query": "{ __typename }"}, "DOCUMENT_NOT_TRUSTED"),
        ({}, "DOCUMENT_NOT_TRUSTED"),
        ({"query": 1}, "DOCUMENT_NOT_TRUSTED"),
        ({"documentId": "0" * 64}, "PERSISTED_QUERY_NOT_FOUND"),
        ({"documentId": ["x"]}, "PERSISTED_QUERY_NOT_FOUND"),
    ],
)
def test_nothing_else_is_answered_there(trusting_client: httpx.Client, named: dict[str, Any], code: str) -> None:
    answer = post(trusting_client, named)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == code


def test_a_server_that_trusts_all_knows_no_hashes(client: httpx.Client) -> None:
    answer = post(client, {"documentId": HASH})
    assert answer.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("query", ["{ __schema { types { name } } }", '{ __type(name: "Person") { name } }'])
def test_a_closed_schema_is_not_told(engine: Engine, query: str) -> None:
    context = Context(engine, ALL)
    assert answering.answer(answering.Request(query), context).data
    assert not answering.answer(answering.Request(query), context, closed=True).data
    assert answering.answer(answering.Request("{ __typename }"), context, closed=True).data


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ person { totalCount } persns { totalCount } }", {}),
        ("{ persons(wher: {}) { totalCount } }", {}),
        ('{ persons(where: {nam: {eq: "A"}}) { totalCount } }', {}),
        ("query ($w: PersonFiltr) { persons(where: $w) { totalCount } }", {}),
        ("query ($w: PersonFilter) { persons(where: $w) { totalCount } }", {"w": {"nam": {"eq": "A"}}}),
        ("{ events(where: {kind: {eq: releas}}) { totalCount } }", {}),
        ("{ persons { pageInfo } }", {}),
        ('{ node(id: "person/a") { birthDate } }', {}),
        ('{ persons { groups(by: ["nam"]) { count } } }', {}),
        ('{ match(pattern: {name: "a", steps: [{id: "b", knd: "release"}]}) { title } }', {}),
    ],
)
def test_a_closed_schema_suggests_none_of_its_names(engine: Engine, query: str, variables: dict[str, Any]) -> None:
    request, context = answering.Request(query, variables), Context(engine, ALL)
    opened, closed = (json.dumps(answering.answer(request, context, closed=each).errors) for each in (False, True))
    assert "id you mean" in opened
    assert "id you mean" not in closed
    assert closed != "[]"


def test_trusted_documents_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no \.graphql files"):
        trusting(tmp_path, closed=False)


def test_an_answer_has_a_largest_size(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.graphql.http.ANSWER", 10)
    answer = post(client, {"query": "{ persons { totalCount } }"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_the_audit_of_graphql_over_http_finds_nothing(client: httpx.Client) -> None:
    found = asked_by(Path(__file__).with_name("audit.mjs"), client)
    assert len(found) > 50
    assert [point for point in found if point["status"] != "ok"] == []


def test_a_write_takes_json_and_a_token(client: httpx.Client) -> None:
    query = 'mutation { undo(batch: "batch/1") { id } }'
    for headers, status in (
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": JSON, "Origin": "http://evil.example"}, 403),
        ({"Content-Type": JSON, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Content-Type": JSON, "Authorization": "Bearer x"}, 401),
    ):
        body = json.dumps({"query": query})
        assert client.post("/graphql", content=body, headers=headers).status_code == status
    assert client.get("/graphql", params={"query": query}).status_code == 405
