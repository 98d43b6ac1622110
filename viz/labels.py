"""Where the labels of lines stand: on their own line wherever that is free, and above every other.

Graphviz puts them beside their lines, where another line may run through them and a reader can't tell which is meant.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, NamedTuple

from viz.boxes import LABEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygraphviz import AGraph

_SIZE = float(LABEL["fontsize"])
_SIGN, _LINE = 0.66, 1.3
"""How wide a sign is, and how high a line, by the size of the font: rather too much than too little."""
_FAR = 48.0
"""Points beyond which a line is elsewhere."""
_SWOLLEN = 1.1
"""By how much higher Graphviz draws some shapes than it has laid them out."""
_MOVED = 10
"""Halves of a line by which a label is moved up or down at most."""
_STEPS = 8
"""Points on a part of a line that are looked at."""
_WEIGHTS = [
    ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3) for t in (n / _STEPS for n in range(_STEPS + 1))
]
"""Of the four points of a Bézier curve, for each of these."""
_ROW = 24.0
"""Points of height in which what is taken up is kept together."""

Point = tuple[float, float]
Curve = list[Point]
"""A Bézier curve by its four points."""


class Room(NamedTuple):
    """What something takes up: its middle, its width and height."""

    x: float
    y: float
    wide: float
    high: float

    def meets(self, other: Room) -> bool:
        """Tell whether both take up the same place somewhere."""
        if abs(self.y - other.y) * 2 >= self.high + other.high:
            return False
        return abs(self.x - other.x) * 2 < self.wide + other.wide


class Taken:
    """What is taken up so far, by rows, so that only what is as high up has to be looked at."""

    def __init__(self, rooms: Iterable[Room]) -> None:
        self._rows: dict[int, list[Room]] = defaultdict(list)
        for room in rooms:
            self.take(room)

    def take(self, room: Room) -> None:
        """Let a room be taken."""
        for row in _rows(room):
            self._rows[row].append(room)

    def leave(self, room: Room) -> None:
        """Let a room that is taken be free."""
        for row in _rows(room):
            self._rows[row].remove(room)

    def free(self, room: Room) -> bool:
        """Tell whether a room takes up nothing that is taken."""
        return not any(room.meets(other) for row in _rows(room) for other in self._rows[row])


def _rows(room: Room) -> range:
    return range(int((room.y - room.high / 2) // _ROW), int((room.y + room.high / 2) // _ROW) + 1)


def lift(graph: AGraph) -> None:
    """Make a box of each label of a graph that is laid out, so that it hides what runs behind it.

    Nothing else may be added to the graph afterwards: it would look like a label.
    """
    boxes = [_of_node(node.attr["pos"], node.attr["width"], node.attr["height"]) for node in graph.nodes()]
    labels = [(edge, label) for edge in graph.edges() if (label := edge.attr["label"])]
    rooms = [_of_label(label, _point(edge.attr["lp"])) for edge, label in labels]
    taken = Taken((*boxes, *rooms))
    graph.node_attr.update(LABEL)
    for n, ((edge, label), room) in enumerate(zip(labels, rooms, strict=True)):
        taken.leave(room)
        place = next(filter(taken.free, _places(edge.attr["pos"], room)), room)
        taken.take(place)
        colour = edge.attr["fontcolor"]
        look = {} if colour == LABEL["fontcolor"] else {"fontcolor": colour}
        graph.add_node(f"label{n}", label=label, pos=f"{place.x:.2f},{place.y:.2f}", **look)
        edge.attr["label"] = ""


def _of_node(place: str, wide: str, high: str) -> Room:
    return Room(*_point(place), float(wide) * 72, float(high) * 72 * _SWOLLEN)


def _of_label(label: str, middle: Point) -> Room:
    lines = label.split("\n")
    return Room(*middle, max(map(len, lines)) * _SIZE * _SIGN, len(lines) * _SIZE * _LINE)


def _places(line: str, label: Room) -> Iterator[Room]:
    """Yield where a label may stand, the best first: on its line, there or elsewhere; else beside it, up or down."""
    curves = list(_curves(line))
    yield label._replace(y=_height(curves, label))
    along = (point for curve in curves for point in _along(curve))
    for x, y in sorted(along, key=lambda point: hypot(point[0] - label.x, point[1] - label.y)):
        yield label._replace(x=x, y=y)
    for far in range(_MOVED):
        yield from (label._replace(y=label.y + side * far * _SIZE / 2) for side in (1, -1))


def _height(curves: Iterable[Curve], label: Room) -> float:
    """Return how high a line is where its label stands; if it is nowhere near, as high as the label."""
    over = (curve for curve in curves if min(curve)[0] <= label.x <= max(curve)[0])
    parts = (part for curve in over for part in pairwise(_along(curve)))
    heights = (y for (before, _), (x, y) in parts if min(before, x) <= label.x <= max(before, x))
    near = (y for y in heights if abs(y - label.y) <= _FAR)
    return min(near, key=lambda y: abs(y - label.y), default=label.y)


def _curves(line: str) -> Iterator[Curve]:
    """Yield the Bézier curves of a line, which Graphviz gives after its arrows' tips."""
    points = [_point(each) for each in line.split() if each[0] not in "se"]
    for at in range(0, len(points) - 3, 3):
        yield points[at : at + 4]


def _along(curve: Curve) -> Iterator[Point]:
    """Yield points along a curve."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve
    for a, b, c, d in _WEIGHTS:
        yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy


def _point(text: str) -> Point:
    x, y = text.split(",")
    return float(x), float(y)
