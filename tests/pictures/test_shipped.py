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
from viz import network, network_sheets, paper, sheet, timeline, timeline_sheets
from viz.composing import drawing

if TYPE_CHECKING:
    from pygraphviz import AGraph

    from graph.engine import Engine
    from graph.pictured.subgraph import Subgraph
    from viz.sheets import Sheet

NOBODY = {"granted-but-term-expired", "wanted-notice-to-extradition"}
"""Patterns that nobody of the shipped cases matches."""
FOLDER = ROOT / gallery.FOLDER
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
def test_the_docs_show_today_s_sheets_of_a4_on_which_nothing_is_lost(shipped: dict[str, Subgraph], target: str) -> None:
    whole, name = drawing(shipped[target]), target.rpartition("/")[2]
    found = network_sheets.sheets(whole)
    assert set(whole.boxes) == {box for part, _ in found for box in part.boxes}
    assert set(whole.lines) == {line for part, _ in found for line in part.lines}
    assert_shown(name, found)
    for _, graph in found:
        assert_clear(graph, sizes(graph))


@pytest.mark.parametrize("target", TARGETS)
def test_the_docs_show_today_s_timelines_on_sheets_of_a4(shipped: dict[str, Subgraph], target: str) -> None:
    whole, name = timeline.told(shipped[target]), target.rpartition("/")[2]
    found = timeline_sheets.sheets(whole)
    assert_shown(f"{name}-timeline", found)
    for _, graph in found:
        assert_clear(graph, [part for part in sizes(graph) if "." not in part.name])


def assert_shown(name: str, found: list[Sheet]) -> None:
    """All sheets are A4, and the docs show them as they are drawn today."""
    assert len(list(FOLDER.glob(f"{name}-[0-9]*.svg"))) == len(found), "way out: make pictures"
    for n, (part, graph) in enumerate(found, start=1):
        shown = texts((FOLDER / f"{name}-{n}.svg").read_bytes())
        assert shown == texts(paper.finished(graph, part, "svg")), "way out: make pictures"
        assert sheet.is_a4(graph)


def test_the_page_shows_every_picture(shipped: dict[str, Subgraph]) -> None:
    files = {
        found.title: sorted(file.name for file in FOLDER.glob(f"{target.rpartition('/')[2]}-*.svg"))
        for target, found in shipped.items()
    }
    shown = (ROOT / gallery.PAGE).read_text(encoding="utf-8").partition(gallery.HEADING)[2]
    assert shown == gallery.section(files).partition(gallery.HEADING)[2], "way out: make pictures"
