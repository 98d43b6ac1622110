"""Files for other programs: GEXF and GraphML for Gephi, yEd and their like, JSON for designers and scripts.

All hold the same: every node and tie with all that is said of it, the sources and parties that citations name, what
was asked, and the data's versions. What XML can't hold as it is, a list for instance, stands there as text.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import networkx as nx

from viz import recipe
from viz.words import kind_word, of_tie

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.pictured.subgraph import Node, Subgraph, Tie

Attributes = dict[str, Any]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML can't hold."""


def gexf(subgraph: Subgraph) -> bytes:
    """Return the part as GEXF; beside the graph stand its title, its day, and the recipe as keywords."""
    day = f' lastmodifieddate="{subgraph.as_of[:10]}"' if _DAY.match(subgraph.as_of) else ""
    said = {"creator": "Handover", "description": subgraph.title, "keywords": recipe.of(subgraph)}
    meta = "".join(f"<{name}>{escape(_text(text))}</{name}>" for name, text in said.items())
    before, _, rest = _written(nx.write_gexf, _plain(graph(subgraph))).partition(b"<meta ")
    return before + f"<meta{day}>{meta}</meta>".encode() + rest.partition(b"</meta>")[2]


def graphml(subgraph: Subgraph) -> bytes:
    """Return the part as GraphML."""
    return _written(nx.write_graphml, _plain(graph(subgraph)))


def as_json(subgraph: Subgraph) -> bytes:
    """Return the part as networkx's node-link JSON, with lists and mappings as they are, and timelines as rows."""
    told = nx.node_link_data(graph(subgraph), edges="links")
    told["graph"]["rows"] = [asdict(row) for row in subgraph.rows]
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def graph(subgraph: Subgraph) -> nx.MultiDiGraph:
    """Return the part as a graph of networkx; nodes go by their uids."""
    made = nx.MultiDiGraph(
        title=subgraph.title,
        focus=list(subgraph.focus),
        datasets=dict(subgraph.datasets),
        as_of=subgraph.as_of,
        left_out=list(subgraph.left_out),
        **{recipe.KEY: recipe.of(subgraph)},
    )
    for node in subgraph.nodes:
        made.add_node(node.uid, **_node(node), beside=False)
    for node in subgraph.sources:
        made.add_node(node.uid, **_node(node), beside=True)
    for number, tie in enumerate(subgraph.ties):
        made.add_edge(tie.start, tie.end, key=number, **_tie(tie))
    return made


def _node(node: Node) -> Attributes:
    """Return what is said of a node, properties under their own names; `beside` stands what is only cited."""
    said: Attributes = asdict(node)
    of_class = {"class": said.pop("kind"), "class_label": kind_word(node.kind), "label": node.name or node.uid}
    properties: Attributes = said.pop("properties")
    return properties | {name: value for name, value in said.items() if name != "uid"} | of_class


def _tie(tie: Tie) -> Attributes:
    said: Attributes = asdict(tie)
    properties: Attributes = said.pop("properties")
    others = {name: value for name, value in said.items() if name not in ("start", "end")}
    return properties | others | {"label": of_tie(tie)}


def _plain(made: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return the graph with text, numbers and truth values alone; what is empty is left out."""
    plain = nx.MultiDiGraph(**{name: _value(value) for name, value in made.graph.items()})
    for uid, said in made.nodes(data=True):
        plain.add_node(_text(uid), **_filled(said))
    for start, end, key, said in made.edges(keys=True, data=True):
        plain.add_edge(_text(start), _text(end), key=key, **_filled(said))
    return plain


def _filled(said: Attributes) -> Attributes:
    return {name: _value(value) for name, value in said.items() if value not in (None, "", [], ())}


def _value(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    return _text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _text(value: str) -> str:
    return _UNWRITABLE.sub("", value)


def _written(write: Callable[[nx.MultiDiGraph, BytesIO], None], made: nx.MultiDiGraph) -> bytes:
    file = BytesIO()
    write(made, file)
    return file.getvalue()
