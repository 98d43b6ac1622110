"""Pictures of what ships: nothing on a sheet overlaps, nothing is cut, and the docs show what is drawn today."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from api import gallery
from graph.patterns import library
from importers import load
from importers.shipped import cases_folder
from tests.docs.test_commands import ROOT
from tests.pictures.test_paper import Part, parts, texts
from viz import condensing, network, sheet, timeline
from viz.composing import drawing
from viz.sheets import sheets

if TYPE_CHECKING:
    from pygraphviz import AGraph

    from graph.engine import Engine
    from graph.subgraph import Subgraph

NOBODY = {"granted-but-term-expired", "wanted-notice-to-extradition"}
"""Patterns that nobody of the shipped cases matches."""
TARGETS = [*sorted(set(library.names()) - NOBODY), *gallery.PERSONS]


@pytest.fixture(scope="module")
def shipped(engine: Engine) -> dict[str, Subgraph]:
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    load.load(engine, load.gather([cases_folder()]))
    return {target: gallery.found(engine, target) for target in TARGETS}


def sizes(graph: AGraph) -> list[Part]:
    """Everything that is seen on a sheet, with the size that its letters take."""
    graph.layout(prog="nop2")
    unseen = {str(node) for node in graph.nodes() if node.attr["style"] == "invis"}
    return [part for part in parts(graph) if part.name not in unseen]


def assert_clear(graph: AGraph, on_sheet: list[Part]) -> None:
    """Nothing of these overlaps another, or reaches beyond the sheet."""
    for one, other in combinations(on_sheet, 2):
        assert not one.overlaps(other), (one, other)
    left, bottom, right, top = map(float, graph.graph_attr["bb"].split(","))
    for part in on_sheet:
        assert left <= part.x - part.wide / 2 <= part.x + part.wide / 2 <= right, part
        assert bottom <= part.y - part.high / 2 <= part.y + part.high / 2 <= top, part


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_on_a_sheet_overlaps_or_is_cut(shipped: dict[str, Subgraph], target: str) -> None:
    graph = network.on_sheet(drawing(shipped[target]))
    assert_clear(graph, sizes(graph))


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_too_full_for_a4_stands_on_several_sheets_of_it(shipped: dict[str, Subgraph], target: str) -> None:
    whole = drawing(shipped[target])
    found = sheets(whole)
    assert set(whole.boxes) == {box for part, _ in found for box in part.boxes}
    assert set(whole.lines) == {line for part, _ in found for line in part.lines}
    for _, graph in found:
        assert sheet.is_a4(graph)
        assert_clear(graph, sizes(graph))


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_on_a_timeline_overlaps_or_is_cut(shipped: dict[str, Subgraph], target: str) -> None:
    told = condensing.followed(shipped[target])
    graph = timeline.on_sheet(told, timeline.described(told))
    assert_clear(graph, [part for part in sizes(graph) if "." not in part.name])


@pytest.mark.parametrize("name", gallery.SHOWN)
def test_the_docs_show_what_is_drawn_today(shipped: dict[str, Subgraph], name: str) -> None:
    target, makers = gallery.SHOWN[name]
    shown = (ROOT / gallery.FOLDER / name).read_bytes()
    assert texts(shown) == texts(makers[".svg"](shipped[target])), "way out: make pictures"
