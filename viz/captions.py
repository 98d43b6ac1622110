"""What is written around a picture: lines of text; below it the legend, what signs mean, sources and data.

Lengths are points; y grows upwards.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from viz.boxes import box_look, escaped
from viz.fonts import FONT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygraphviz import AGraph

    from viz.drawing import Box, Drawing

_SIGN = 0.62
"""How wide a sign is, by the size of its font; some are wider, most are not."""
LEADING = 1.3
"""How high a line is, by the size of its font."""
_TEXT = 9.0
_LEGEND_ROW = 32.0


def height(drawing: Drawing, width: float) -> float:
    """Return how high all is that stands below a picture."""
    tall = sum(_TEXT * LEADING * (len(lines) + 0.4) for lines in _paragraphs(drawing, width))
    return tall + _LEGEND_ROW * len(list(_rows(drawing, width)))


def below(graph: AGraph, drawing: Drawing, corner: tuple[float, float], width: float) -> float:
    """Add what stands below a picture, from its upper left corner on; return how far down it reaches."""
    left, y = corner
    for row in _rows(drawing, width):
        for box, x in row:
            _sample(graph, box, (left + x, y - _LEGEND_ROW / 2))
        y -= _LEGEND_ROW
    for number, lines in enumerate(_paragraphs(drawing, width)):
        text(graph, f"text{number}", lines, (left, y), _TEXT)
        y -= _TEXT * LEADING * (len(lines) + 0.4)
    return y


def _paragraphs(drawing: Drawing, width: float) -> Iterator[list[str]]:
    """Yield what is told below the legend, in lines of the width."""
    signs = max(int(width / (_TEXT * _SIGN)), 40)
    listed = ("Sources", *map(str, drawing.documents)) if drawing.documents else ()
    yield from (textwrap.wrap(text, signs) for text in ("; ".join(drawing.marks), *listed, *drawing.footer))


def _rows(drawing: Drawing, width: float) -> Iterator[list[tuple[Box, float]]]:
    """Yield the rows of the legend: a box of each kind, with how far from the left its middle is."""
    row: list[tuple[Box, float]] = []
    x = 0.0
    for box in drawing.kinds.values():
        wide = _wide(box)
        if row and x + wide > width:
            yield row
            row, x = [], 0.0
        row.append((box, x + wide / 2))
        x += wide + _TEXT
    if row:
        yield row


def _wide(box: Box) -> float:
    return len(box.kind) * _TEXT * _SIGN + 40


def _sample(graph: AGraph, box: Box, middle: tuple[float, float]) -> None:
    look = box_look(box.look) | {"label": escaped(box.kind), "fontsize": _TEXT, "fixedsize": "true"}
    size = {"width": _wide(box) / 72, "height": (_LEGEND_ROW - 12) / 72}
    graph.add_node(f"legend{box.number}", pos="{:.2f},{:.2f}".format(*middle), **look, **size)


def text(graph: AGraph, name: str, lines: list[str], corner: tuple[float, float], size: float) -> None:
    """Add lines of text whose upper left corner is given; nothing where there are none."""
    if not lines:
        return
    wide, high = (max(map(len, lines)) + 2) * size * _SIGN, len(lines) * size * LEADING
    graph.add_node(
        name,
        label="".join(f"{escaped(line)}\\l" for line in lines),
        shape="plaintext",
        style="",
        fontname=FONT,
        fontsize=size,
        margin="0",
        width=wide / 72,
        height=high / 72,
        fixedsize="true",
        pos=f"{corner[0] + wide / 2:.2f},{corner[1] - high / 2:.2f}",
    )
