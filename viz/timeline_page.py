"""The timeline to move in: a table with a line of time in it, so that what is drawn is told in the same row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from viz import bars, pages
from viz.timeline import told

if TYPE_CHECKING:
    from graph.pictured.subgraph import Subgraph
    from viz.bars import Bar, Piece
    from viz.scale import Scale

_WHOLE, _OPEN = 100.0, 3.0
"""Per cent of the line of time, and by how many a bar goes on where nothing bounds it."""


def page(subgraph: Subgraph) -> bytes:
    """Return the page of a timeline: the same bytes of the same part of the graph."""
    whole = told(subgraph)
    axis = replace(whole.axis, left=0, wide=_WHOLE)
    every = [bar for row in whole.rows for bar in row.bars]
    return pages.filled(
        "timeline.html",
        whole.drawing,
        pages.own("timeline.js"),
        rows=whole.rows,
        axis=[(f"{axis.x(day):.2f}", text) for day, text in axis.marks()],
        pieces={bar.number: [_placed(piece) for piece in bars.pieces(bar, axis, _OPEN)] for bar in every},
        said={bar.number: _said(bar, axis) for bar in every},
        full=bars.LOOK.colour.value,
        light=bars.LIGHT,
        outline=bars.OUTLINE,
    )


def _placed(piece: Piece) -> tuple[str, str, str]:
    return f"{piece.left:.2f}", f"{piece.right - piece.left:.2f}", piece.shade


def _said(bar: Bar, axis: Scale) -> str:
    """Return in words what a bar shows."""
    first, last, until = (_day(day, axis) for day in (bar.first, bar.last, bar.until))
    began = f"on {first}" if first == last and first else f"between {first or 'any day'} and {last or 'any day'}"
    return (
        f"Began {began}, lasted until {until or 'nobody says when'}" if bar.lasted else f"{began[0].upper()}{began[1:]}"
    )


def _day(day: int | None, axis: Scale) -> str:
    if day is None:
        return ""
    return f"day {day}" if axis.counted else date.fromordinal(day).isoformat()
