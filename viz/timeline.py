"""The timeline on paper: a line for each event, with the days between which it lies as a bar, row by row.

Rows of a pattern are laid under one step: time is counted from its day. A bar whose end nothing bounds is open there
and dashed; asserted order is an arrow; how many days lie between is told where it is known.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pygraphviz import AGraph

from graph.ontology.events import Event
from viz import paper, scale, sheet, style
from viz.bars import LINE, Bar, of_row
from viz.boxes import EDGE, NODE
from viz.composing import drawing
from viz.order import in_order
from viz.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.subgraph import Subgraph, Tie
    from viz.scale import Scale

_BAR = 11.0
_TOLD, _TIME, _NOTE = 360.0, 520.0, 210.0
"""Points of what is told left of the bars, of the bars, and of what is told right of them."""
_OPEN = 18.0
"""Points by which a bar goes on where nothing bounds it."""


def draw(subgraph: Subgraph, form: str) -> bytes:
    """Return the timeline as svg, pdf or png: the same bytes of the same part of the graph."""
    told = _told(subgraph)
    graph = AGraph(directed=True, strict=False, outputorder="edgesfirst")
    graph.node_attr.update(NODE)
    graph.edge_attr.update(EDGE)
    y, bars = 0.0, list[Bar]()
    sources, nodes = Sources(told), {node.uid: node for node in in_order(told.nodes, told.ties)}
    for n, row in enumerate(told.rows):
        sure = "" if row.certain else ", possible"
        _text(graph, f"row{n}", [f"{sources.name(row.subject)}{sure}"], (0, y), size=12)
        new = list(of_row(row, nodes, sources, y - LINE, len(bars)))
        y -= LINE * (len(new) + 1.4)
        bars += new
    days = (day for bar in bars for day in (bar.first, bar.last) if day is not None)
    axis = scale.around(days, _TOLD, _TIME, counted=len(told.rows) > 1)
    _marks(graph, axis, (LINE, y + LINE / 2))
    for n, bar in enumerate(bars):
        _bar(graph, f"bar{n}", bar, axis)
    _arrows(graph, told.ties, bars)
    graph.graph_attr["bb"] = f"0,{y},{_TOLD + _TIME + _NOTE},{2 * LINE}"
    drawn = drawing(told)
    sheet.frame(graph, drawn)
    return paper.finished(graph, drawn, form)


def _told(subgraph: Subgraph) -> Subgraph:
    """Return the part with what its rows tell of alone."""
    shown = {uid for row in subgraph.rows for uid in (row.subject, *row.events)}
    nodes = tuple(node for node in subgraph.nodes if node.uid in shown)
    beside = tuple(node for node in subgraph.nodes if node.uid not in shown)
    return replace(subgraph, nodes=nodes, sources=(*subgraph.sources, *beside))


def _bar(graph: AGraph, name: str, bar: Bar, axis: Scale) -> None:
    """Add a bar with what stands beside it; it is open towards where nothing bounds it."""
    left = axis.x(axis.first if bar.first is None else bar.first) - _OPEN * (bar.first is None)
    right = axis.x(axis.last if bar.last is None else bar.last) + _OPEN * (bar.last is None)
    wide, loose = max(right - left, 5.0), bar.dashed or None in (bar.first, bar.last)
    look = style.look(Event.__name__)
    graph.add_node(
        name,
        label="",
        shape="box",
        style="filled,dashed" if loose else "filled",
        color=look.colour.value,
        fillcolor=style.tint(look.colour) if loose else look.colour.value,
        fixedsize="true",
        width=wide / 72,
        height=_BAR / 72,
        pos=f"{(left + right) / 2:.2f},{bar.y:.2f}",
    )
    _text(graph, f"{name}told", bar.told, (0, bar.y), size=9)
    _text(graph, f"{name}note", [bar.note], (_TOLD + _TIME + _OPEN + 8, bar.y), size=8)


def _arrows(graph: AGraph, ties: Iterable[Tie], bars: list[Bar]) -> None:
    """Add an arrow from each event to the one below it that a source puts after it."""
    asserted = {(tie.end, tie.start) for tie in ties if tie.link == Event.follows.name}
    for n, (above, below) in enumerate(pairwise(bars)):
        if (above.uid, below.uid) in asserted:
            (x, y), (to, end) = (_side(graph, f"bar{n}", -1), _side(graph, f"bar{n + 1}", 1))
            points = ((x, y), (x, y - 4), (to, end + 8), (to, end + 4))
            line = f"e,{to:.2f},{end:.2f} {' '.join(f'{across:.2f},{up:.2f}' for across, up in points)}"
            graph.add_edge(f"bar{n}", f"bar{n + 1}", pos=line)


def _side(graph: AGraph, bar: str, side: int) -> tuple[float, float]:
    """Return the middle of a bar's lower (-1) or upper (1) side."""
    x, y = map(float, graph.get_node(bar).attr["pos"].split(","))
    return x, y + side * _BAR / 2


def _marks(graph: AGraph, axis: Scale, ends: tuple[float, float]) -> None:
    """Add the days that are marked on the axis, each with a line from top to bottom."""
    top, bottom = ends
    for n, (day, text) in enumerate(axis.marks()):
        x = axis.x(day)
        for end, y in (("top", top), ("end", bottom)):
            graph.add_node(f"mark{n}{end}", shape="point", style="invis", width=0, height=0, pos=f"{x:.2f},{y:.2f}")
        line = " ".join(f"{x:.2f},{y:.2f}" for y in (top, top, bottom, bottom))
        graph.add_edge(f"mark{n}top", f"mark{n}end", dir="none", color="#CCCCCC", pos=line)
        _text(graph, f"mark{n}", [text], (x - len(text) * 2.5, top + 9), size=8)


def _text(graph: AGraph, name: str, lines: Iterable[str], left: tuple[float, float], *, size: float) -> None:
    """Add lines of text that begin at a point, half above and half below it."""
    shown = [line for line in lines if line]
    sheet.text(graph, name, shown, (left[0], left[1] + len(shown) * size * sheet.LEADING / 2), size)
