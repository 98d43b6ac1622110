"""From a part of the graph to a picture of it in words, boxes and lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.ontology.events import Event
from graph.ontology.look import Lane
from graph.ontology.vocabulary import scheme
from viz import recipe, signs, style, words
from viz.drawing import Box, Drawing, Label, Line
from viz.order import in_order
from viz.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.pictured.subgraph import Node, Subgraph, Tie

_FIRM = 2
"""Standings, from the strongest, that are drawn firm; what stands weaker is dashed."""


def drawing(subgraph: Subgraph) -> Drawing:
    """Return the picture of a part of the graph; events bear the first numbers, in the order of time."""
    sources = Sources(subgraph)
    shown = {node.uid for node in subgraph.nodes}
    inside = [tie for tie in subgraph.ties if tie.start in shown and tie.end in shown]
    nodes = sorted(in_order(subgraph.nodes, inside), key=lambda node: node.kind != Event.__name__)
    numbers = {node.uid: number for number, node in enumerate(nodes, start=1)}
    lines = list(_lines(inside, numbers, sources))
    lanes = style.lanes(nodes, inside, subgraph.focus)
    boxes = [_box(node, numbers, sources, lanes[node.uid], focus=node.uid in subgraph.focus) for node in nodes]
    drawn, told = _parted(lines, boxes)
    telling, documents = tuple(_telling(boxes, told)), tuple(sources.documents())
    return Drawing(
        title=words.plain(subgraph.title),
        boxes=telling,
        lines=tuple(drawn),
        told=tuple(told),
        marks=tuple(signs.of_network(telling, drawn, documents)),
        documents=documents,
        footer=tuple(footer(subgraph)),
        recipe=recipe.of(subgraph),
    )


def _box(node: Node, numbers: dict[str, int], sources: Sources, lane: Lane, *, focus: bool) -> Box:
    first, *lines = words.of_node(node)
    event = node.kind == Event.__name__
    if event:
        first = f"{numbers[node.uid]}. {first} {sources.marks(node.citations, 2)}".strip()
    opposed = (words.opposed(sources.name(uid)) for uid in node.denied_by)
    look = style.look(node.kind)
    return Box(
        number=numbers[node.uid],
        lane=lane,
        look=look,
        kind=words.kind_word(node.kind),
        name=f"no. {numbers[node.uid]}" if event else words.named(node),
        lines=(first, *lines, *(part for text in opposed for part in words.wrapped(text, words.width_of(node.kind)))),
        focus=focus,
        dashed=not (words.happened(node) and _firm(node.standing)),
    )


def _firm(standing: str) -> bool:
    return not standing or scheme("standings").rank(standing) < _FIRM


def _lines(ties: Iterable[Tie], numbers: dict[str, int], sources: Sources) -> Iterator[Line]:
    """Yield one line for all ties of one look between the same two, in one direction."""
    alike: dict[tuple[int, int, bool, tuple[str, ...], bool], list[Label]] = defaultdict(list)
    for tie in ties:
        key = (numbers[tie.start], numbers[tie.end], not _firm(tie.standing), tie.denied_by, tie.conflict)
        more = words.qualifying(tie, sources.name)
        alike[key].append(Label(words.of_tie(tie), more, sources.marks(tie.citations)))
    for (start, end, dashed, parties, doubled), labels in alike.items():
        opposed = words.opposed(", ".join(map(sources.name, parties))) if parties else ""
        yield Line(start, end, tuple(labels), dashed, opposed, doubled)


def _parted(lines: Iterable[Line], boxes: Iterable[Box]) -> tuple[list[Line], list[Line]]:
    """Return the lines that lead from lane to lane, and those within one."""
    lanes = {box.number: box.lane for box in boxes}
    drawn: list[Line] = []
    told: list[Line] = []
    for line in lines:
        (told if lanes[line.start] is lanes[line.end] else drawn).append(line)
    return drawn, told


def _telling(boxes: Sequence[Box], told: Iterable[Line]) -> Iterator[Box]:
    """Yield the boxes with what links them to others of their lane, in words."""
    names = {box.number: box.name for box in boxes}
    said: dict[int, list[str]] = defaultdict(list)
    for line in told:
        said[line.start].extend(_sentences(line, names[line.end]))
    for box in boxes:
        width = words.EVENT_WIDTH if box.lane is Lane.happened else words.WIDTH
        more = [part for text in said[box.number] for part in words.wrapped(text, width)]
        yield replace(box, lines=(*box.lines, *more)) if more else box


def _sentences(line: Line, other: str) -> Iterator[str]:
    """Yield what a line says where it isn't drawn, and how well it stands."""
    for label in line.labels:
        yield "; ".join((label.about(other), *line.doubts))


def footer(subgraph: Subgraph) -> Iterator[str]:
    """Yield what is left out of a picture, what data it rests on, and how its dates are written."""
    yield from (words.plain(f"Left out: {each}") for each in subgraph.left_out)
    if subgraph.datasets:
        datasets = ", ".join(f"{name} {version}" for name, version in subgraph.datasets)
        of = f" Graph of {subgraph.as_of}." if subgraph.as_of else ""
        yield words.plain(f"Data: {datasets}.{of}", longest=1000)
    yield "Dates are EDTF: ~ about, ? doubted, a/b from a to b, [a..b] one day between. Drawn by Handover."
