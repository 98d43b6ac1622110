"""The figures of a pattern's answer on paper: panel by panel a table, and beside each of its lines what it says.

Lengths are points. What is certain is filled, what is only possible hatched, so that grey tells them apart; every
number that is drawn stands in the table too.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from viz import paper, recipe, words
from viz.composing import footer
from viz.figures import Box, panels
from viz.marks import drawn
from viz.style import INK

if TYPE_CHECKING:
    from graph.patterns.figures.statistics import Statistics
    from graph.pictured.subgraph import Subgraph
    from viz.figures import Panel

_STYLE: Any = {
    "font.family": "DejaVu Sans",
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "handover",
    "hatch.linewidth": 0.6,
}
"""Text stays text, dollars are no formulas, and the same figures give the same bytes."""
_MARGIN, _ROW, _TITLE, _SMALL = 28.0, 15.0, 16.0, 8.0
_LABEL, _CHART, _NUMBERS = 0.36, 0.36, 0.28
"""Of the sheet's width: what a line is of, what is drawn, and its numbers."""
_A4 = 842.0
_DPI = 300
_UNSAID: Any = {"svg": {"Date": None, "Creator": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}
"""What would differ from one run, or one version of the library, to the next."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot in words: what it is of, its panels, what stands below, and how to make it again."""

    title: str
    panels: tuple[Panel, ...]
    footer: tuple[str, ...]
    recipe: str

    def summary(self) -> str:
        """Return all that it shows, as text."""
        return " ".join(f"{part}." for part in (self.title, *(panel.words() for panel in self.panels)))


def plot(figures: Statistics, about: Subgraph) -> Plot:
    """Return the plot of figures in words; `about` is what they are of."""
    return Plot(words.plain(about.title), tuple(panels(figures)), tuple(footer(about)), recipe.of(about))


def draw(figures: Statistics, about: Subgraph, form: str) -> bytes:
    """Return the plot as svg, pdf or png: the same bytes of the same figures."""
    told = plot(figures, about)
    file = BytesIO()
    with rc_context(_STYLE):
        _Sheet(told).figure.savefig(file, format=form, dpi=_DPI, metadata=_UNSAID[form])
    return paper.FORMS[form](file.getvalue(), told)


class _Sheet:
    """A sheet on which panels stand below each other, wide enough to be printed on A4."""

    def __init__(self, told: Plot) -> None:
        rows = sum(_rows(panel) for panel in told.panels)
        notes = [line for text in _notes(told) for line in textwrap.wrap(text, 150)]
        self._high = max(2 * _MARGIN + 2 * _TITLE + (rows + len(notes)) * _ROW, _A4 / sqrt(2))
        self._wide = max(_A4, self._high / sqrt(2))
        self.figure = Figure(figsize=(self._wide / 72, self._high / 72), facecolor="white")
        self._text(_MARGIN, _MARGIN, told.title, size=_TITLE)
        down = _MARGIN + 2 * _TITLE
        for panel in told.panels:
            self._panel(panel, down)
            down += _rows(panel) * _ROW
        for number, line in enumerate(notes):
            self._text(_MARGIN, down + number * _ROW, line, size=_SMALL)

    def _panel(self, panel: Panel, down: float) -> None:
        inside = self._wide - 2 * _MARGIN
        chart = _MARGIN + _LABEL * inside
        numbers, wide = chart + _CHART * inside, _NUMBERS * inside / len(panel.columns)
        self._text(_MARGIN, down, panel.title, size=11, weight="bold")
        for column, head in enumerate(panel.columns):
            self._text(numbers + (column + 1) * wide, down, head.replace(" ", "\n", 1), size=7, ha="right")
        top = down + 2 * _ROW
        for number, line in enumerate(panel.lines):
            y = top + number * _ROW + _SMALL / 4
            self._text(chart - _SMALL, y, textwrap.shorten(line.label, 60, placeholder="…"), size=_SMALL, ha="right")
            for column, cell in enumerate(line.cells):
                self._text(numbers + (column + 1) * wide, y, cell, size=_SMALL, ha="right")
        high = panel.tall * _ROW
        box = (chart / self._wide, 1 - (top + high) / self._high, _CHART * inside / self._wide, high / self._high)
        drawn(self.figure.add_axes(box), panel)
        if panel.more:
            self._text(_MARGIN, top + high, f"{panel.more} more: handover match --statistics lists them", size=_SMALL)

    def _text(self, x: float, y: float, text: str, **look: Any) -> None:
        """Add text whose upper left corner is so far from that of the sheet; `ha` may say right."""
        self.figure.text(x / self._wide, 1 - y / self._high, text, va="top", color=INK, **look)


def _rows(panel: Panel) -> int:
    """Return the lines that a panel takes with its heading and the room below it."""
    return panel.tall + 3 + bool(panel.more)


def _notes(told: Plot) -> list[str]:
    boxes = any(isinstance(line.drawn, Box) for panel in told.panels for line in panel.lines)
    of_gaps = "; of gaps: a line from the least to the most days, a box between the quartiles of exact ones" * boxes
    return [f"Filled: certain; hatched: possible{of_gaps}.", *told.footer]
