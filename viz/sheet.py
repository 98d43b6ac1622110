"""The sheet that a picture stands on, in the proportions of paper: as big as its letters need to be read.

Lengths are points; y grows upwards. It is A4 where that is enough, else the next size.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from viz import captions

if TYPE_CHECKING:
    from pygraphviz import AGraph

    from viz.drawing import Drawing

_LANDSCAPE, _PORTRAIT = sqrt(2), 1 / sqrt(2)
"""Of a sheet's width to its height."""
_A4 = {_LANDSCAPE: 842.0, _PORTRAIT: 595.4}
"""How wide the smallest sheet is."""
_SMALLEST = 0.56
"""What everything may be scaled by at least: of ten points are left five and a half."""
_MARGIN = 24
_TITLE = 18.0
_ABOVE = _TITLE * captions.LEADING
"""The size of the title, and the height that it takes."""
_STRETCHED, _MOST_STRETCHED = 1.1, 2.5
"""By how much of its height a graph is stretched to fill the sheet: no less, and no more."""


class Area(NamedTuple):
    """What the picture itself takes of the sheet."""

    left: float
    bottom: float
    right: float
    top: float


def left_empty(graph: AGraph, drawing: Drawing) -> float | None:
    """Return the proportions at which a graph that is laid out fills its sheet; None where it needn't be stretched."""
    area = _area(graph)
    wide, high = area.right - area.left, area.top - area.bottom
    room = (wide + 2 * _MARGIN) / _LANDSCAPE - 4 * _MARGIN - _ABOVE - captions.height(drawing, wide)
    return min(room, high * _MOST_STRETCHED) / wide if room > high * _STRETCHED else None


def _area(graph: AGraph) -> Area:
    return Area(*map(float, graph.graph_attr["bb"].split(",")))


def frame(graph: AGraph, drawing: Drawing) -> None:
    """Put a graph that is laid out on its sheet."""
    area = _area(graph)
    shape, width = _chosen(drawing, area)
    left, top = (area.left + area.right - width) / 2, area.top + _MARGIN + _ABOVE
    captions.text(graph, "title", [drawing.title], (left, top), _TITLE)
    lowest = captions.below(graph, drawing, (left, area.bottom - _MARGIN), width)
    bottom = min(lowest - _MARGIN, top + _MARGIN - (width + 2 * _MARGIN) / shape)
    _corner(graph, "corner", left - _MARGIN, bottom)
    _corner(graph, "other corner", left + width + _MARGIN, top + _MARGIN)
    paper = _paper(shape, width)
    graph.graph_attr.update(size=f"{paper / 72:.3f},{paper / shape / 72:.3f}!", margin="0", pad="0", bgcolor="white")


def is_a4(graph: AGraph) -> bool:
    """Tell whether the sheet that a graph was put on is none of the larger ones."""
    wide, high = map(float, graph.graph_attr["size"].rstrip("!").split(","))
    return max(wide, high) * 72 < _A4[_LANDSCAPE] + 1


def fits_a4(drawing: Drawing, area: Area) -> bool:
    """Tell whether a picture that takes so much would be put on none of the larger sheets."""
    shape, width = _chosen(drawing, area)
    return _paper(shape, width) == _A4[shape]


def _chosen(drawing: Drawing, area: Area) -> tuple[float, float]:
    """Return the proportions at which letters are largest, and how wide all is that stands on the sheet."""
    widths = {shape: _width(drawing, area, shape) for shape in _A4}
    shape = max(_A4, key=lambda each: _A4[each] / widths[each])
    return shape, widths[shape]


def _paper(shape: float, width: float) -> float:
    """Return how wide the sheet is on which what is so wide can be read."""
    paper = _A4[shape]
    while paper / (width + 2 * _MARGIN) < _SMALLEST:
        paper *= _LANDSCAPE
    return paper


def _width(drawing: Drawing, area: Area, shape: float) -> float:
    """Return the width at which all stands in the proportions of a sheet: a wider one needs fewer lines of text."""
    width = area.right - area.left
    for _ in range(4):
        high = area.top - area.bottom + 2 * _MARGIN + _ABOVE + captions.height(drawing, width)
        width = max(area.right - area.left, (high + 2 * _MARGIN) * shape - 2 * _MARGIN)
    return width


def _corner(graph: AGraph, name: str, x: float, y: float) -> None:
    """Add a node that nobody sees, so that the sheet reaches there."""
    graph.add_node(name, shape="point", style="invis", width=0, height=0, label="", pos=f"{x:.2f},{y:.2f}")
