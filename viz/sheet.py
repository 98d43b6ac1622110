"""The sheet that a picture stands on: title above, legend, marks, sources and data below, in the proportions of paper.

Lengths are points. A sheet is as big as its letters need to be read: A4 where that is enough, else the next size.
"""

from __future__ import annotations

import textwrap
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from viz.boxes import box_look, escaped
from viz.fonts import FONT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygraphviz import AGraph

    from viz.drawing import Box, Drawing

_LANDSCAPE, _PORTRAIT = sqrt(2), 1 / sqrt(2)
"""Of a sheet's width to its height."""
_A4 = {_LANDSCAPE: 842.0, _PORTRAIT: 595.4}
"""How wide the smallest sheet is."""
_SMALLEST = 0.56
"""What everything may be scaled by at least: of ten points are left five and a half."""
_SIGN = 0.62
"""How wide a sign is, by the size of its font; some are wider, most are not."""
_MARGIN = 24
_TITLE, _TEXT = 18.0, 9.0
LEADING = 1.3
_LEGEND_ROW = 32.0
_STRETCHED, _MOST_STRETCHED = 1.1, 2.5
"""By how much of its height a graph is stretched to fill the sheet: no less, and no more."""


class Area(NamedTuple):
    """What Graphviz has laid out; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float


def left_empty(graph: AGraph, drawing: Drawing) -> float | None:
    """Return the proportions at which a graph that is laid out fills its sheet; None where it needn't be stretched."""
    area = _area(graph)
    wide, high = area.right - area.left, area.top - area.bottom
    room = (wide + 2 * _MARGIN) / _LANDSCAPE - 4 * _MARGIN - _TITLE * LEADING - _below(drawing, wide)
    return min(room, high * _MOST_STRETCHED) / wide if room > high * _STRETCHED else None


def _area(graph: AGraph) -> Area:
    return Area(*map(float, graph.graph_attr["bb"].split(",")))


def frame(graph: AGraph, drawing: Drawing) -> None:
    """Put a graph that is laid out on its sheet."""
    area = _area(graph)
    widths = {shape: _width(drawing, area, shape) for shape in _A4}
    shape = max(_A4, key=lambda each: _A4[each] / widths[each])
    width = widths[shape]
    left, top = (area.left + area.right - width) / 2, area.top + _MARGIN + _TITLE * LEADING
    text(graph, "title", [drawing.title], (left, top), _TITLE)
    y = area.bottom - _MARGIN
    for row in _rows(drawing, width):
        for box, x in row:
            _sample(graph, box, (left + x, y - _LEGEND_ROW / 2))
        y -= _LEGEND_ROW
    for number, lines in enumerate(_paragraphs(drawing, width)):
        text(graph, f"text{number}", lines, (left, y), _TEXT)
        y -= _TEXT * LEADING * (len(lines) + 0.4)
    bottom = min(y - _MARGIN, top + _MARGIN - (width + 2 * _MARGIN) / shape)
    _corner(graph, "corner", left - _MARGIN, bottom)
    _corner(graph, "other corner", left + width + _MARGIN, top + _MARGIN)
    paper = _A4[shape]
    while paper / (width + 2 * _MARGIN) < _SMALLEST:
        paper *= _LANDSCAPE
    graph.graph_attr.update(size=f"{paper / 72:.3f},{paper / shape / 72:.3f}!", margin="0", pad="0", bgcolor="white")


def is_a4(graph: AGraph) -> bool:
    """Tell whether the sheet that a graph was put on is none of the larger ones."""
    wide, high = map(float, graph.graph_attr["size"].rstrip("!").split(","))
    return max(wide, high) * 72 < _A4[_LANDSCAPE] + 1


def _width(drawing: Drawing, area: Area, shape: float) -> float:
    """Return the width at which all stands in the proportions of a sheet: a wider one needs fewer lines of text."""
    width = area.right - area.left
    for _ in range(4):
        high = area.top - area.bottom + 2 * _MARGIN + _TITLE * LEADING + _below(drawing, width)
        width = max(area.right - area.left, (high + 2 * _MARGIN) * shape - 2 * _MARGIN)
    return width


def _below(drawing: Drawing, width: float) -> float:
    tall = sum(_TEXT * LEADING * (len(lines) + 0.4) for lines in _paragraphs(drawing, width))
    return tall + _LEGEND_ROW * len(list(_rows(drawing, width)))


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
    yield row


def _wide(box: Box) -> float:
    return len(box.kind) * _TEXT * _SIGN + 40


def _sample(graph: AGraph, box: Box, middle: tuple[float, float]) -> None:
    look = box_look(box.look) | {"label": escaped(box.kind), "fontsize": _TEXT, "fixedsize": "true"}
    size = {"width": _wide(box) / 72, "height": (_LEGEND_ROW - 12) / 72}
    graph.add_node(f"legend{box.number}", pos="{:.2f},{:.2f}".format(*middle), **look, **size)


def _corner(graph: AGraph, name: str, x: float, y: float) -> None:
    """Add a node that nobody sees, so that the sheet reaches there."""
    graph.add_node(name, shape="point", style="invis", width=0, height=0, label="", pos=f"{x:.2f},{y:.2f}")


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
