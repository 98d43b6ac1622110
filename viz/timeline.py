"""The timeline on paper: a line for each event, with the days between which it lies as a bar, row by row.

Rows of a pattern are laid under one step: time is counted from its day. A bar is light, and its ends fade, where only
the days around are known; asserted order is an arrow; how many days lie between is told where it is known.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from viz import bars, captions, condensing, paper, scale, sheet, signs, telling, words
from viz.bars import LIGHT, OUTLINE
from viz.boxes import EDGE, NODE
from viz.composing import drawing
from viz.fonts import blank
from viz.sheet import Area

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pygraphviz import AGraph

    from graph.pictured.subgraph import Subgraph
    from viz.bars import Bar, Piece
    from viz.drawing import Drawing
    from viz.scale import Scale
    from viz.telling import Told

_LINE, _BAR, _SIZE = 30.0, 11.0, 9.0
"""Points from one line to the next, of a bar's height, and of the letters beside it."""
_TOLD, _TIME, _NOTE = 330.0, 480.0, 190.0
"""Points of what is told left of the bars, of the bars, and of what is told right of them."""
_OPEN = 18.0
"""Points by which a bar goes on where nothing bounds it."""
_THINNEST = 5.0
_SIGNS, _NOTE_SIGNS = 52, 30
"""Signs of a line of what is told left and right of a bar."""
_SHADES = {"full": bars.LOOK.colour.value, "light": LIGHT, "in": f"white:{LIGHT}", "out": f"{LIGHT}:white"}


class Timeline(NamedTuple):
    """What stands around the rows, the rows, and the axis along which all their bars lie."""

    drawing: Drawing
    rows: Sequence[Told]
    axis: Scale


def draw(subgraph: Subgraph, form: str) -> bytes:
    """Return the timeline as svg, pdf or png: the same bytes of the same part of the graph."""
    whole = told(subgraph)
    return paper.finished(on_sheet(whole), whole.drawing, form)


def told(subgraph: Subgraph) -> Timeline:
    """Return the timeline of a part of the graph, as far as a reader can follow it."""
    shown = condensing.shortened(subgraph)
    rows, drawn = telling.rows(shown), drawing(shown)
    every = [bar for row in rows for bar in row.bars]
    axis = scale.around((bar.span for bar in every), _TOLD, _TIME, counted=telling.counted(shown))
    marks = tuple(signs.of_timeline(every, drawn.documents))
    return Timeline(replace(drawn, marks=marks, by_days=True), rows, axis)


def area(rows: Iterable[Told]) -> Area:
    """Return what rows take of a sheet."""
    high = sum(_LINE * 1.4 + sum(map(_tall, row.bars)) for row in rows)
    return Area(0, -high, _TOLD + _TIME + _NOTE, 2 * _LINE)


def on_sheet(timeline: Timeline) -> AGraph:
    """Return the whole sheet with the place of all that stands on it."""
    graph = blank(outputorder="edgesfirst")
    graph.node_attr.update(NODE)
    graph.edge_attr.update(EDGE)
    y = 0.0
    for n, row in enumerate(timeline.rows):
        _text(graph, f"row{n}", [row.heading], (0, y), size=12)
        y -= _LINE / 2
        for bar in row.bars:
            _bar(graph, bar, timeline.axis, y - _tall(bar) / 2)
            y -= _tall(bar)
        _arrows(graph, row.bars)
        y -= _LINE * 0.9
    _marks(graph, timeline.axis, (_LINE, y + _LINE / 2))
    graph.graph_attr["bb"] = ",".join(map(str, area(timeline.rows)))
    sheet.frame(graph, timeline.drawing)
    return graph


def _bar(graph: AGraph, bar: Bar, axis: Scale, y: float) -> None:
    """Add a bar with what stands beside it."""
    shaded = bars.pieces(bar, axis, _OPEN)
    for n, piece in enumerate(shaded):
        _piece(graph, f"bar{bar.number}.{n}", piece, y)
    whole = shaded[0]._replace(right=shaded[-1].right)
    outline = {"style": "solid", "penwidth": 0} if bar.happened else {"style": "dashed", "color": OUTLINE}
    _box(graph, f"bar{bar.number}", whole, y, **outline)
    _text(graph, f"bar{bar.number}told", _lines(bar), (0, y), size=_SIZE)
    note = words.wrapped(bar.note, _NOTE_SIGNS)
    _text(graph, f"bar{bar.number}note", note, (_TOLD + _TIME + _OPEN + 8, y), size=8)


def _lines(bar: Bar) -> list[str]:
    return [f"{bar.number}. {bar.when} {bar.marks}".strip(), *words.wrapped(bar.name, _SIGNS)]


def _tall(bar: Bar) -> float:
    """Return how much height a bar takes with what is told beside it."""
    return max(_LINE, len(_lines(bar)) * _SIZE * captions.LEADING + 6)


def _piece(graph: AGraph, name: str, piece: Piece, y: float) -> None:
    _box(graph, name, piece, y, style="filled", penwidth=0, fillcolor=_SHADES[piece.shade])


def _box(graph: AGraph, name: str, piece: Piece, y: float, **look: object) -> None:
    wide = max(piece.right - piece.left, _THINNEST)
    place = {"width": wide / 72, "height": _BAR / 72, "pos": f"{(piece.left + piece.right) / 2:.2f},{y:.2f}"}
    graph.add_node(name, label="", shape="box", fixedsize="true", **place, **look)


def _arrows(graph: AGraph, row: list[Bar]) -> None:
    """Add an arrow from each event to the one below it that a source puts after it."""
    for above, below in pairwise(row):
        if below.follows:
            start, end = f"bar{above.number}", f"bar{below.number}"
            (x, y), (to, down) = _side(graph, start, -1), _side(graph, end, 1)
            points = ((x, y), (x, y - 4), (to, down + 8), (to, down + 4))
            line = f"e,{to:.2f},{down:.2f} {' '.join(f'{across:.2f},{up:.2f}' for across, up in points)}"
            graph.add_edge(start, end, pos=line)


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
    captions.text(graph, name, shown, (left[0], left[1] + len(shown) * size * captions.LEADING / 2), size)
