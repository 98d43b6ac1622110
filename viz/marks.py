"""What is drawn beside the lines of a panel: bars, boxes of gaps, and bands between states."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from graph.patterns.figures.statistics import Tally
from viz.figures import Box, Flow
from viz.style import INK, tint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes

    from graph.ontology.look import Colour
    from viz.figures import Panel

_THICK = 0.62
"""Of a line's height, that a bar takes."""
_HATCH = "//////"
_NAMES = 0.3
"""Of the width, that the names of states take at either side."""
_APART = 0.4
"""Of the height, what lies between the bands of states."""


def drawn(axes: Axes, panel: Panel) -> None:
    """Draw a panel's lines, each at the height at which it stands."""
    axes.set_axis_off()
    axes.set_ylim(len(panel.lines), 0)
    axes.set_xlim(0, 1)
    flows = [line.drawn for line in panel.lines if isinstance(line.drawn, Flow)]
    if flows:
        _flows(axes, flows, panel.colour)
        return
    most = max(filter(None, (_reach(line.drawn) for line in panel.lines)), default=1)
    for number, line in enumerate(panel.lines):
        if isinstance(line.drawn, Tally):
            _bar(axes, line.drawn, number + 0.5, 1 / most, panel.colour)
        elif isinstance(line.drawn, Box):
            _box(axes, line.drawn, number + 0.5, 0.94 / most, panel.colour)


def _reach(drawn: Tally | Box | Flow) -> float:
    """Return how far to the right something goes."""
    if isinstance(drawn, Tally):
        return drawn.certain + drawn.possible
    if isinstance(drawn, Box):
        return max(drawn.least, drawn.most or 0, *(drawn.quartiles or ()))
    return 0


def _look(colour: Colour, *, sure: bool) -> dict[str, Any]:
    return {"edgecolor": INK, "linewidth": 0.6, "clip_on": False} | (
        {"facecolor": colour.value} if sure else {"facecolor": "white", "hatch": _HATCH}
    )


def _bar(axes: Axes, bar: Tally, y: float, unit: float, colour: Colour) -> None:
    axes.plot([0, 0], [y - 0.5, y + 0.5], color=INK, linewidth=0.6)
    for start, number, sure in ((0, bar.certain, True), (bar.certain, bar.possible, False)):
        if number:
            axes.barh(y, number * unit, left=start * unit, height=_THICK, **_look(colour, sure=sure))


def _box(axes: Axes, box: Box, y: float, unit: float, colour: Colour) -> None:
    """Draw a line from the least to the most, with an arrow where nothing bounds it, and the quartiles as a box."""
    end = 1.0 if box.most is None else box.most * unit
    axes.plot([box.least * unit, end], [y, y], color=INK, linewidth=1, marker="|", markevery=[0])
    axes.plot([end], [y], color=INK, marker=">" if box.most is None else "|", markersize=5, clip_on=False)
    if box.quartiles:
        first, median, third = (each * unit for each in box.quartiles)
        axes.barh(y, third - first, left=first, height=_THICK, zorder=3, **_look(colour, sure=True))
        axes.plot([median] * 2, [y - _THICK / 2, y + _THICK / 2], color=INK, linewidth=1.8, zorder=4)


def _flows(axes: Axes, flows: list[Flow], colour: Colour) -> None:
    """Draw a band for each pair of states, as wide as there are subjects, those that are certain above."""
    axes.set_ylim(1, 0)
    unit = (1 - _APART) / sum(map(_size, flows))
    left = _stacked(axes, ((flow.start, _size(flow)) for flow in flows), unit, "right", _NAMES)
    right = _stacked(axes, ((flow.end, _size(flow)) for flow in flows), unit, "left", 1 - _NAMES)
    for flow in flows:
        for number, sure in ((flow.subjects.certain, True), (flow.subjects.possible, False)):
            if number:
                wide = number * unit
                axes.add_patch(_band(left[flow.start], right[flow.end], wide, colour, sure=sure))
                left[flow.start] += wide
                right[flow.end] += wide


def _size(flow: Flow) -> int:
    return flow.subjects.certain + flow.subjects.possible


def _stacked(axes: Axes, ends: Iterable[tuple[str, int]], unit: float, side: str, x: float) -> dict[str, float]:
    """Write the states of one side below each other, and return where the bands of each begin."""
    sizes: dict[str, int] = defaultdict(int)
    for state, size in ends:
        sizes[state] += size
    tops: dict[str, float] = {}
    between = _APART / len(sizes)
    down = between / 2
    for state, size in sizes.items():
        tops[state] = down
        shift = -0.02 if side == "right" else 0.02
        axes.text(x + shift, down + size * unit / 2, state, ha=side, va="center", fontsize=8, color=INK)
        down += size * unit + between
    return tops


def _band(start: float, end: float, wide: float, colour: Colour, *, sure: bool) -> PathPatch:
    left, middle, right = _NAMES, 0.5, 1 - _NAMES
    upper = [(left, start), (middle, start), (middle, end), (right, end)]
    lower = [(right, end + wide), (middle, end + wide), (middle, start + wide), (left, start + wide)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    look = _look(colour, sure=sure)
    return PathPatch(Path([*upper, *lower, upper[0]], codes), **look | ({"facecolor": tint(colour)} if sure else {}))
