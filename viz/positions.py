"""Where boxes stand on a screen: in the lanes and the order that they have on paper."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from graph.ontology.look import Lane
from viz.network import laid_out

if TYPE_CHECKING:
    from viz.drawing import Box, Drawing

_ROW = 19
"""Pixels of a line of a label."""
_BETWEEN = 34
_LANE = 430
"""Pixels from lane to lane: a box and the labels of lines beside it."""


def positions(drawing: Drawing) -> dict[int, tuple[int, int]]:
    """Return the middle of each box in pixels, by its number; y grows downwards."""
    graph = laid_out(drawing)
    down = {
        box.number: index
        if box.lane is Lane.happened
        else -float(graph.get_node(str(box.number)).attr["pos"].split(",")[1])
        for index, box in enumerate(drawing.boxes)
    }
    tallest = max(_height(_of(drawing, lane)) for lane in drawing.lanes)
    found: dict[int, tuple[int, int]] = {}
    for column, lane in enumerate(drawing.lanes):
        boxes = sorted(_of(drawing, lane), key=lambda box: down[box.number])
        spare = (tallest - _height(boxes)) / (len(boxes) + 1)
        tops = accumulate((_tall(box) + _BETWEEN + spare for box in boxes), initial=spare)
        for box, top in zip(boxes, tops, strict=False):
            found[box.number] = (column * _LANE, round(top + _tall(box) / 2))
    return found


def _of(drawing: Drawing, lane: Lane) -> list[Box]:
    return [box for box in drawing.boxes if box.lane is lane]


def _tall(box: Box) -> float:
    return (len(box.lines) + 2) * _ROW


def _height(boxes: list[Box]) -> float:
    return sum(_tall(box) + _BETWEEN for box in boxes)
