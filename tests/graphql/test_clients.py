"""The clients that researchers use, against a running server, and the examples that show them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from gql import Client, gql
from gql.dsl import DSLQuery, DSLSchema, dsl_gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport
from graphql import GraphQLError

from api.web.graphiql import examples
from tests.graphql.serving import NODE, asked_by, serving, token_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from graph.engine import Engine

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
COUNTED = {
    "ask.py": ("{ list: events(where: {kind: {eq: handover}}) { totalCount } }", "Yuri Kastsiuk"),
    "ask.mjs": ("{ list: agencies(where: {actedIn: {some: {}}}) { totalCount } }", "Federal Security Service"),
}
"""What each example lists, a line for each, and one thing that it prints."""


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


def test_apollo_client_pages_a_list_and_reads_its_cache(client: httpx.Client) -> None:
    told = asked_by(HERE / "apollo.mjs", client)
    assert len(told["ids"]) == len({*told["ids"]}) == told["total"] > 40
    assert told["again"]
    assert told["refused"] == ["GRAPHQL_VALIDATION_FAILED"]


def test_types_made_by_graphql_codegen_are_right_and_notice_what_is_wrong(client: httpx.Client) -> None:
    told = asked_by(HERE / "codegen.mjs", client, ROOT / "api" / "web" / "examples")
    assert told["right"] == []
    assert "'nothing' does not exist" in told["wrong"][0]


def test_gql_holds_queries_against_the_schema_that_it_is_told(client: httpx.Client) -> None:
    transport = HTTPXTransport(f"{client.base_url}graphql", headers=dict(client.headers), trust_env=False)
    with Client(transport=transport, fetch_schema_from_transport=True) as asking:
        schema = DSLSchema(asking.client.schema)
        events = schema.Query.events(where={"kind": {"eq": "handover"}}, first=1)
        query = dsl_gql(DSLQuery(events.select(schema.EventConnection.totalCount)))
        assert asking.execute(query)["events"]["totalCount"] > 5
        with pytest.raises(GraphQLError, match="Cannot query field 'nothing'"):
            asking.execute(gql("{ persons { nothing } }"))
        with pytest.raises(TransportQueryError, match="first is -1"):
            asking.execute(gql("{ persons(first: -1) { totalCount } }"))


@pytest.fixture
def reader(client: httpx.Client, tmp_path: Path) -> dict[str, str]:
    """The environment of who may read the token."""
    (tmp_path / "token").write_text(token_of(client), encoding="utf-8")
    return os.environ | {"HANDOVER_HOME": str(tmp_path), "HANDOVER_ADDRESS": str(client.base_url)}


@pytest.mark.parametrize("name", ["ask.py", "ask.mjs"])
def test_an_example_prints_what_its_server_knows(name: str, client: httpx.Client, reader: dict[str, str]) -> None:
    program = NODE if name.endswith("mjs") else sys.executable
    words: list[str | Path] = [program, EXAMPLES / name, str(client.base_url)]
    done = subprocess.run(words, env=reader, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    query, said = COUNTED[name]
    assert len(lines) == client.post("/graphql", json={"query": query}).json()["data"]["list"]["totalCount"] > 5
    assert any(said in line for line in lines), done.stdout


def test_the_notebook_makes_the_frames_that_it_shows(reader: dict[str, str], tmp_path: Path) -> None:
    notebook = EXAMPLES / "frame.ipynb"
    made = Path(shutil.copy(notebook, tmp_path))
    environment = reader | {"JUPYTER_RUNTIME_DIR": str(tmp_path), "IPYTHONDIR": str(tmp_path)}
    words = [str(Path(sys.executable).with_name("jupyter-execute")), "--inplace", str(made)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert shown(made) == shown(notebook), "\n  way out: handover serve, jupyter-execute --inplace frame.ipynb"
    assert len(shown(notebook)) == 3


def shown(notebook: Path) -> list[str]:
    """Return what the cells of a notebook print."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return ["".join(output["data"]["text/plain"]) for output in outputs]
