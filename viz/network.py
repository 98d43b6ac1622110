"""The network on paper: lanes with headings, laid out by Graphviz, as SVG, PDF or PNG."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graph.ontology.look import Lane
from viz import labels, paper, sheet
from viz.boxes import EDGE, NODE, escaped, of_box, of_line, of_stack
from viz.fonts import FONT, blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pygraphviz import AGraph

    from viz.drawing import Box, Drawing, Line

_GRAPH = {"rankdir": "LR", "newrank": "true", "nodesep": ".12", "ranksep": ".3", "outputorder": "edgesfirst"}
_STACK = "stack"
_HEADING = {"shape": "plaintext", "style": "", "fontname": f"{FONT} Bold", "fontsize": "12"}


def draw(drawing: Drawing, form: str) -> bytes:
    """Return the picture as svg, pdf or png: the same bytes of the same drawing."""
    return paper.finished(on_sheet(drawing), drawing, form)


def on_sheet(drawing: Drawing) -> AGraph:
    """Return the whole sheet with the place of all that stands on it."""
    graph = laid_out(drawing)
    if proportions := sheet.left_empty(graph, drawing):
        graph = laid_out(drawing, proportions)
    sheet.frame(graph, drawing)
    labels.lift(graph)
    return graph


def laid_out(drawing: Drawing, proportions: float | None = None) -> AGraph:
    """Return the graph with the place of every box and line; its names are numbers, nothing of the data.

    `proportions` are of the height that it shall take to its width; else it takes what it needs.
    """
    graph = described(drawing)
    if proportions:
        graph.graph_attr["ratio"] = f"{proportions:.3f}"
    graph.layout(prog="dot")
    graph.graph_attr["ratio"] = ""
    return graph


def described(drawing: Drawing) -> AGraph:
    """Return the graph as Graphviz is given it."""
    graph = blank(**_GRAPH)
    graph.node_attr.update(NODE)
    graph.edge_attr.update(EDGE)
    for lane in drawing.lanes:
        graph.add_node(lane.name, label=escaped(lane.value), **_HEADING)
    for before, after in pairwise(drawing.lanes):
        graph.add_edge(before.name, after.name, style="invis", weight=100)
    for lane in drawing.lanes:
        _column(graph, lane, [box for box in drawing.boxes if box.lane is lane])
    lanes = {box.number: box.lane for box in drawing.boxes}
    for line in drawing.lines:
        _line(graph, line, lanes)
    return graph


def _column(graph: AGraph, lane: Lane, boxes: Sequence[Box]) -> None:
    """Put boxes below a heading: where lines cross least; those of what happened, as one, in their order."""
    if lane is Lane.happened:
        graph.add_node(_STACK, **of_stack(boxes))
    else:
        for box in boxes:
            graph.add_node(str(box.number), **of_box(box))
    names = [_STACK] if lane is Lane.happened else [str(box.number) for box in boxes]
    graph.add_subgraph(rank="same").add_nodes_from([lane.name, *names])
    for name in names:
        graph.add_edge(lane.name, name, style="invis")


def _line(graph: AGraph, line: Line, lanes: dict[int, Lane]) -> None:
    """Add a line; all lead to the right, and one that means the other way has its arrow at its tail."""
    order = list(Lane)
    backwards = order.index(lanes[line.start]) > order.index(lanes[line.end])
    tail, head = (line.end, line.start) if backwards else (line.start, line.end)
    ends = {"tailport": f"{tail}:e"} if lanes[tail] is Lane.happened else {}
    ends |= {"headport": f"{head}:w"} if lanes[head] is Lane.happened else {}
    names = (_STACK if lanes[each] is Lane.happened else str(each) for each in (tail, head))
    look = {"dir": "back" if backwards else "forward", **ends, **of_line(line)}
    graph.add_edge(*names, **{name: value for name, value in look.items() if EDGE.get(name) != value})
