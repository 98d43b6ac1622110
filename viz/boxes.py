"""How Graphviz draws boxes and lines, and text that it shows as it is."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from viz import words
from viz.fonts import FONT
from viz.style import INK, OPPOSED, outline, tint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.ontology.look import Look
    from viz.drawing import Box, Line

NODE = {
    "fontname": FONT,
    "fontsize": "10",
    "fontcolor": "black",
    "shape": "ellipse",
    "style": "filled",
    "fillcolor": "white",
    "penwidth": "1",
    "margin": ".1,.05",
    "height": ".3",
    "width": ".3",
}
"""How all is drawn of which nothing else is said: all is in it that labels have otherwise (see `labels.lift`)."""
LABEL = {
    "fontcolor": INK,
    "fontsize": "8",
    "shape": "box",
    "fillcolor": "white",
    "penwidth": "0",
    "margin": ".02,.01",
    "width": "0",
    "height": "0",
}
"""Of what stands on a line, beside what is said of all: the line ends before it and goes on behind it."""
STRUCK = "teetee"
"""The strokes behind an arrow's head by which Graphviz strikes a line."""
EDGE = {
    "fontname": FONT,
    "fontsize": "8",
    "fontcolor": INK,
    "color": INK,
    "style": "solid",
    "arrowsize": ".6",
    "arrowhead": "normal",
    "arrowtail": "normal",
    "dir": "forward",
}
"""How lines are drawn of which nothing else is said."""


def escaped(text: str) -> str:
    """Return text that Graphviz shows as it is: no escape sequence, entity or HTML-like label."""
    plain = text.replace("\\", "\\\\").replace("&", "&amp;")
    return f"{plain} " if plain.startswith("<") else plain


def box_look(look: Look, *, dashed: bool = False) -> dict[str, Any]:
    """Return how a box of a class looks."""
    styles = ("filled", look.style, "dashed" * dashed)
    return {
        "shape": look.shape,
        "style": ",".join(filter(None, styles)),
        "peripheries": look.outlines,
        "color": outline(look.colour),
        "fillcolor": tint(look.colour),
    }


def of_box(box: Box) -> dict[str, Any]:
    """Return how a box is drawn, with its label."""
    marks = {"penwidth": 2.5 if box.focus else 1.3}
    return box_look(box.look, dashed=box.dashed) | marks | {"label": escaped("\n".join(box.lines))}


def of_stack(boxes: Iterable[Box]) -> dict[str, Any]:
    """Return how boxes are drawn that stand in a given order: as cells, since Graphviz would put boxes in its own."""
    cells = "".join(map(_cell, boxes))
    return {"shape": "plain", "style": "", "label": f'<<TABLE BORDER="0" CELLSPACING="9">{cells}</TABLE>>'}


def _cell(box: Box) -> str:
    styles = ",".join(filter(None, (box.look.style, "dashed" * box.dashed)))
    look = (
        f'PORT="{box.number}" BORDER="{3 if box.focus else 1}" STYLE="{styles}" COLOR="{outline(box.look.colour)}" '
        f'BGCOLOR="{tint(box.look.colour)}" CELLPADDING="5"'
    )
    return f"<TR><TD {look}>{'<BR/>'.join(map(html.escape, box.lines))}</TD></TR>"


def of_line(line: Line) -> dict[str, Any]:
    """Return how a line is drawn, with its label."""
    colour, arrow = (OPPOSED, f"normal{STRUCK}") if line.opposed else (INK, "normal")
    return {
        "label": escaped("\n".join(part for text in line.texts for part in words.wrapped(text, words.LINE_WIDTH))),
        "style": "dashed" if line.dashed else "solid",
        "color": f"{colour}:white:{colour}" if line.doubled else colour,
        "fontcolor": colour,
        "arrowhead": arrow,
        "arrowtail": arrow,
    }
