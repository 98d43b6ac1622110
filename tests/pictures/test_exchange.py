"""Files for other programs: networkx opens them with all that was said, whatever it was; each carries its recipe."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from graph.pictured import targets
from tests.pictures import hostile
from viz import recipe
from viz.pictures import MAKERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.pictured.subgraph import Subgraph

READ: dict[str, Callable[[bytes], Any]] = {
    ".gexf": lambda made: nx.read_gexf(BytesIO(made)),
    ".graphml": lambda made: nx.read_graphml(BytesIO(made), force_multigraph=True),
    ".json": lambda made: nx.node_link_graph(json.loads(made), edges="links"),
}


@pytest.fixture(scope="module")
def found(case: Engine) -> Subgraph:
    return targets.of_item(case, "person/a")


@pytest.mark.parametrize("ending", READ)
def test_every_node_and_tie_comes_with_all_its_attributes(found: Subgraph, ending: str) -> None:
    read = READ[ending](MAKERS[ending](found))
    assert set(read) == {node.uid for node in (*found.nodes, *found.sources)}
    assert read.number_of_edges() == len(found.ties)
    arrest = read.nodes["event/arrest"]
    assert {name: arrest[name] for name in ("class", "kind", "date", "earliest", "latest", "beside")} == {
        "class": "Event", "kind": "abduction", "date": "2022-01-02", "earliest": "2022-01-02", "latest": "2022-01-05",
        "beside": False,
    }  # fmt: skip
    (denied,) = [said for *_, said in read.edges(data=True) if said.get("role") == "carried_out"]
    assert (denied["link"], denied["standing"], denied["conflict"]) == ("actors", "alleged", False)
    assert "agency/service" in denied["denied_by"]
    assert "page 2" in str(denied["citations"])
    assert read.nodes["source/report"]["beside"] is True


def test_json_has_timelines_and_versions(found: Subgraph) -> None:
    told = json.loads(MAKERS[".json"](found))["graph"]
    assert told["datasets"] == {"case": "7"}
    assert told["rows"][0]["events"] == ["event/arrest", "event/handover"]


@pytest.mark.parametrize("ending", READ)
def test_hostile_text_is_kept_and_breaks_nothing(ending: str) -> None:
    made = MAKERS[ending](hostile.subgraph())
    read = READ[ending](made)
    assert read.nodes["person/p0"]["label"] == hostile.ATTEMPTS[0]
    assert made == MAKERS[ending](hostile.subgraph())


@pytest.mark.parametrize("ending", MAKERS)
def test_every_file_carries_what_was_asked(ending: str) -> None:
    subgraph = hostile.subgraph()
    assert recipe.carried(MAKERS[ending](subgraph)) == subgraph.asked


@pytest.mark.parametrize("file", [b"", b"\x89PNG", b"%PDF-1.5", b"{}", b"[1]", b"<svg/>", b"<keywords>[]</keywords>"])
def test_a_file_without_a_recipe_has_none(file: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  in whoever's words, the command line has its own
        recipe.carried(file)
