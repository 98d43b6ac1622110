"""The network to move in, which stands still.

pyvis keeps nodes, edges and options; its page, which asks other hosts for its parts and runs what data say, is not
used.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pyvis.network import Network

from graph.ontology.look import Lane
from viz import pages, words
from viz.positions import positions
from viz.style import INK, OPPOSED, outline, tint

if TYPE_CHECKING:
    from viz.drawing import Box, Drawing, Line

_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
_FACE = "DejaVu Sans, Verdana, sans-serif"
_SMALL = {"label": {"enabled": False, "drawThreshold": 2}}
"""Letters are drawn however small: who looks at the whole sees where text is."""
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": False, "keyboard": False, "multiselect": True},
    "nodes": {"widthConstraint": 215, "font": {"size": 14, "face": _FACE}, "scaling": _SMALL},
    "edges": {
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.4},
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
        "font": {"size": 12, "strokeWidth": 4, "strokeColor": "#ffffff", "face": _FACE},
        "arrowStrikethrough": False,
        "scaling": _SMALL,
    },
}


def page(drawing: Drawing) -> bytes:
    """Return the page of a drawing; what it shows by script stands in it as tables too."""
    return pages.filled(
        "network.html",
        drawing,
        _library(),
        pages.own("network.js"),
        names={box.number: box.name for box in drawing.boxes},
        picture=_picture(drawing),
        tint=tint,
        outline=outline,
    )


@cache
def _library() -> str:
    return (files("pyvis") / _LIBRARY).read_text(encoding="utf-8")


def _picture(drawing: Drawing) -> dict[str, Any]:
    """Return what vis-network draws, as pyvis keeps it."""
    network = Network(directed=True)
    places = positions(drawing)
    for box in drawing.boxes:
        x, y = places[box.number]
        network.add_node(box.number, x=x, y=y, **_node(box))
    for line in drawing.lines:
        network.add_edge(line.start, line.end, **_edge(line))
    network.options = _OPTIONS
    nodes, edges, *_, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _node(box: Box) -> dict[str, Any]:
    colour = {"background": tint(box.look.colour), "border": outline(box.look.colour)}
    told_by_shape = box.look.shape == "ellipse" or box.lane is Lane.happened
    lines = box.lines if told_by_shape else (f"‹{box.kind}›", *box.lines)
    return {
        "label": "\n".join(lines),
        "kind": box.kind,
        "shape": "ellipse" if box.look.shape == "ellipse" else "box",
        "color": colour | {"highlight": colour},
        "borderWidth": 4 if box.focus else 2,
        "shapeProperties": {
            "borderDashes": [6, 4] if box.dashed else False,
            "borderRadius": 8 if box.look.style else 1,
        },
    }


def _edge(line: Line) -> dict[str, Any]:
    marks = (words.RIVALS,) if line.doubled else ()
    return {
        "label": "\n".join((*line.texts, *marks)),
        "color": {"color": OPPOSED if line.opposed else INK, "inherit": False},
        "dashes": [6, 4] if line.dashed else False,
        "arrows": {"middle": {"enabled": bool(line.opposed), "type": "bar"}},
    }
