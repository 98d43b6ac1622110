"""The network to move in: one HTML file that works offline, stands still, and runs no script but ours.

pyvis keeps nodes, edges and options; its page, which asks other hosts for its parts and runs what data say, is not
used. Text of the data stands in the page as text, and the policy of the page names its two scripts by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from graph.ontology.look import Lane
from viz import recipe, words
from viz.positions import positions
from viz.style import INK, OPPOSED, outline, tint

if TYPE_CHECKING:
    from viz.drawing import Box, Drawing, Line

_TEMPLATES = Environment(
    loader=PackageLoader("viz"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
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
    library, script = _library(), _own("network.js")
    scripts = " ".join(f"'sha256-{_hash(text)}'" for text in (library, script))
    made = _TEMPLATES.get_template("network.html").render(
        drawing=drawing,
        names={box.number: box.name for box in drawing.boxes},
        policy=f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'",
        style=Markup(_own("page.css")),  # noqa: S704  a file of ours
        library=Markup(library),  # noqa: S704  pyvis's own copy of vis-network
        script=Markup(script),  # noqa: S704  a file of ours
        picture=_picture(drawing),
        recipe=json.loads(drawing.recipe),
        recipe_name=recipe.NAME,
        tint=tint,
        outline=outline,
    )
    return made.encode()


@cache
def _library() -> str:
    return (files("pyvis") / _LIBRARY).read_text(encoding="utf-8")


@cache
def _own(name: str) -> str:
    return (files("viz") / "static" / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


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
