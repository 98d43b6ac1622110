"""The network on paper: lanes with headings, laid out by Graphviz, as SVG, PDF or PNG."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graph.ontology.look import Lane
from viz import labels, paper, sheet
from viz.boxes import EDGE, NODE, escaped, of_box, of_line, of_stack
from viz.fonts import FONT, blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pygraphviz import AGraph

    from viz.drawing import Drawing, Line

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
    """Return the graph as Graphviz is given it: in its own words, but for labels, which so need no quoting."""
    lanes = {box.number: box.lane for box in drawing.boxes}
    lines = [_led(line, lanes) for line in drawing.lines]
    boxes = {lane: _column(drawing, lane) for lane in drawing.lanes}
    said = [_said("node", NODE), _said("edge", EDGE), *(_said(lane.name, _HEADING) for lane in boxes)]
    said += [f"{before.name} -> {after.name} [style=invis weight=100]" for before, after in pairwise(boxes)]
    for lane, looks in boxes.items():
        below = " ".join(looks)
        said += [_said(name, look) for name, look in looks.items()]
        said.append(f"{{rank=same {lane.name} {below}}} {lane.name} -> {{{below}}} [style=invis]")
    said += [_said(f"{tail} -> {head}", look | {"key": n}) for n, (tail, head, look) in enumerate(lines)]
    graph = blank(f"digraph {{ {' '.join(said)} }}", **_GRAPH)
    for lane, looks in boxes.items():
        for name, look in ((lane.name, {"label": escaped(lane.value)}), *looks.items()):
            graph.get_node(name).attr["label"] = look["label"]
    for n, (tail, head, look) in enumerate(lines):
        graph.get_edge(tail, head, n).attr["label"] = look["label"]
    return graph


def _said(what: str, look: Mapping[str, object]) -> str:
    """Return in Graphviz's words how something looks: no value has a quote in it, and none is the data's."""
    listed = " ".join(f'{name}="{value}"' for name, value in look.items() if name != "label")
    return f"{what} [{listed}]"


def _column(drawing: Drawing, lane: Lane) -> dict[str, dict[str, Any]]:
    """Return by name how the boxes below a heading look; Graphviz puts them where lines cross least.

    Those of what happened are one, so that they stay in their order.
    """
    boxes = [box for box in drawing.boxes if box.lane is lane]
    return {_STACK: of_stack(boxes)} if lane is Lane.happened else {str(box.number): of_box(box) for box in boxes}


def _led(line: Line, lanes: dict[int, Lane]) -> tuple[str, str, dict[str, Any]]:
    """Return from where to where a line leads, and its look: all lead to the right, some with the arrow at the tail."""
    order = list(Lane)
    backwards = order.index(lanes[line.start]) > order.index(lanes[line.end])
    tail, head = (line.end, line.start) if backwards else (line.start, line.end)
    ends = {"tailport": f"{tail}:e"} if lanes[tail] is Lane.happened else {}
    ends |= {"headport": f"{head}:w"} if lanes[head] is Lane.happened else {}
    first, last = (_STACK if lanes[each] is Lane.happened else str(each) for each in (tail, head))
    return first, last, {"dir": "back" if backwards else "forward", **ends, **of_line(line)}
