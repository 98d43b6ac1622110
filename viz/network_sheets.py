"""A network that is too full for one sheet of A4, told on several: what happened goes on from sheet to sheet.

Every box and every line stands on at least one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.ontology.look import Lane
from viz import network, sheet, signs
from viz.sheets import Sheet, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from viz.drawing import Drawing


def sheets(drawing: Drawing) -> list[Sheet]:
    """Return the picture on sheets of A4 whose letters can be read, each with the place of all on it.

    A sheet holds as many events as it can, and is larger only where it can't hold one.
    """
    whole = network.on_sheet(drawing)
    if sheet.is_a4(whole):
        return [Sheet(drawing, whole)]
    return [Sheet(part, network.on_sheet(part)) for part in numbered(list(_parted(drawing)))]


def _parted(drawing: Drawing) -> Iterator[Drawing]:
    """Yield the parts of a picture: runs of its events with all that these are linked to, then what else is linked."""
    waiting = [box.number for box in drawing.boxes if box.lane is Lane.happened]
    seen: list[set[int]] = []
    while waiting:
        most = _most(drawing, waiting)
        seen.append(_around(drawing, waiting[:most]))
        yield _part(drawing, seen[-1])
        waiting = waiting[most:]
    besides = [line for line in drawing.lines if not any({line.start, line.end} <= some for some in seen)]
    left = {end for line in besides for end in (line.start, line.end)}
    left |= {box.number for box in drawing.boxes}.difference(*seen)
    if left:
        yield replace(_part(drawing, left), lines=tuple(besides))


def _most(drawing: Drawing, events: Sequence[int]) -> int:
    """Return how many of these events, one after the other, stand on one sheet with all around them; at least one."""
    most = 1
    while most < len(events) and sheet.is_a4(network.on_sheet(_part(drawing, _around(drawing, events[: most + 1])))):
        most += 1
    return most


def _around(drawing: Drawing, events: Iterable[int]) -> set[int]:
    """Return events and what they are linked to."""
    run = set(events)
    linked = ({line.start, line.end} for line in drawing.lines if run & {line.start, line.end})
    return run.union(*linked)


def _part(drawing: Drawing, shown: set[int]) -> Drawing:
    boxes = tuple(box for box in drawing.boxes if box.number in shown)
    lines = tuple(line for line in drawing.lines if {line.start, line.end} <= shown)
    return replace(
        drawing,
        boxes=boxes,
        lines=lines,
        told=tuple(line for line in drawing.told if line.start in shown),
        marks=tuple(signs.of_network(boxes, lines, drawing.documents)),
    )
