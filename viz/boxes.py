"""How Graphviz draws boxes and lines, and text that it shows as it is."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from viz import words
from viz.style import INK, OPPOSED, tint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.ontology.look import Look
    from viz.drawing import Box, Line

FONT = "DejaVu Sans,Verdana,sans-serif"
"""All have Cyrillic and are about as wide, so that a label fits wherever a picture is opened."""
NODE = {"fontname": FONT, "fontsize": "10", "style": "filled", "margin": ".1,.05", "height": ".3", "width": ".3"}
EDGE = {"fontname": FONT, "fontsize": "8", "color": INK, "arrowsize": ".6"}


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
        "color": look.colour.value,
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
        f'PORT="{box.number}" BORDER="{3 if box.focus else 1}" STYLE="{styles}" COLOR="{box.look.colour.value}" '
        f'BGCOLOR="{tint(box.look.colour)}" CELLPADDING="5"'
    )
    return f"<TR><TD {look}>{'<BR/>'.join(map(html.escape, box.lines))}</TD></TR>"


def of_line(line: Line) -> dict[str, Any]:
    """Return how a line is drawn, with its label."""
    colour = OPPOSED if line.opposed else INK
    return {
        "label": escaped("\n".join(part for text in line.texts for part in words.wrapped(text))),
        "style": "dashed" if line.dashed else "solid",
        "color": f"{colour}:white:{colour}" if line.doubled else colour,
        "fontcolor": colour,
    }
