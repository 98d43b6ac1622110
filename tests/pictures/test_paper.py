"""Pictures on paper: everything is there and in its place, whatever the names; the same bytes every time."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from pypdf import PdfReader

from graph.ontology import registry
from graph.ontology.look import Lane
from graph.pictured import targets
from graph.pictured.subgraph import Node, Subgraph, Tie
from tests.pictures import hostile
from tests.pictures.test_page import large
from viz import network, paper, recipe, sheet, words
from viz.boxes import LABEL, NODE, of_line
from viz.composing import drawing
from viz.condensing import condensed
from viz.network_sheets import sheets
from viz.order import in_order
from viz.pictures import MAKERS

if TYPE_CHECKING:
    from pygraphviz import AGraph

    from graph.engine import Engine
    from viz.drawing import Drawing

FORMS = sorted(paper.FORMS)
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def found(case: Engine) -> Subgraph:
    return targets.of_item(case, "person/a")


@pytest.fixture(scope="module")
def drawn(found: Subgraph) -> Drawing:
    return drawing(found)


def texts(svg: bytes) -> str:
    return "\n".join(each.text or "" for each in ET.fromstring(svg).iter(f"{_SVG}text"))


class Part(NamedTuple):
    """What takes up room: its middle, width and height, in points."""

    name: str
    x: float
    y: float
    wide: float
    high: float

    def overlaps(self, other: Part) -> bool:
        apart = abs(self.x - other.x) * 2, abs(self.y - other.y) * 2
        return apart[0] < self.wide + other.wide - 2 and apart[1] < self.high + other.high - 2


def parts(graph: AGraph) -> list[Part]:
    return [
        Part(
            node,
            *map(float, node.attr["pos"].split(",")),
            *(float(node.attr[side]) * 72 for side in ("width", "height")),
        )
        for node in graph.nodes()
    ]


def test_what_a_reader_must_know_stands_on_the_sheet(drawn: Drawing) -> None:
    shown = texts(network.draw(drawn, "svg"))
    for said in (
        "Who was targeted", "What happened, in order", "A.", "1. 2022-01-02 [", "Arrested", "≠ date",
        "✗ opposed by", "Служба", "event", "Report, Publisher: ", "Data: case 7.",
    ):  # fmt: skip
        assert said in shown, said
    assert "follows no. 1, gap P1M" in shown.replace("\n", " ")


def test_lines_are_dashed_for_what_is_alleged_doubled_for_rivals_and_struck_where_opposed(drawn: Drawing) -> None:
    (alleged,) = [line for line in drawn.lines if line.dashed]
    assert (alleged.opposed, alleged.labels[0].word) == ("✗ opposed by Служба безопасности", "executor")
    drawn_as = [of_line(line)["arrowhead"] for line in drawn.lines if line.opposed]
    assert drawn_as == ["normalteetee"]
    assert [line.doubled for line in drawn.told] == [True]
    # What sources differ on is told within a box here: no double line is drawn that would have to be explained.
    assert [mark.partition(":")[0] for mark in drawn.marks] == ["[n]", "dashed", "✗, struck line", "≠"]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_part_of_the_graph_gives_the_same_bytes(found: Subgraph, form: str) -> None:
    assert MAKERS[f".{form}"](found) == MAKERS[f".{form}"](found)


def test_a_png_is_sharp_and_has_the_proportions_of_paper(drawn: Drawing) -> None:
    image = Image.open(BytesIO(network.draw(drawn, "png")))
    assert image.width == pytest.approx(11.69 * 300, abs=10)
    assert image.width / image.height == pytest.approx(2**0.5, abs=0.01)
    assert image.text["Title"] == "A."  # type: ignore[attr-defined]  # PNG has it


def test_every_file_carries_its_recipe_and_says_what_it_shows(drawn: Drawing) -> None:
    svg = ET.fromstring(network.draw(drawn, "svg"))
    pdf = PdfReader(BytesIO(network.draw(drawn, "pdf"))).metadata
    image = Image.open(BytesIO(network.draw(drawn, "png")))
    assert pdf is not None
    told = (svg.findtext(f"{_SVG}metadata"), pdf.keywords, image.text[recipe.NAME])  # type: ignore[attr-defined]
    assert [json.loads(each or "") for each in told] == [{"target": "person/a"}] * 3
    assert svg.findtext(f"{_SVG}desc") == pdf.subject == drawn.summary()
    assert pdf.creation_date is None


@pytest.mark.parametrize("form", FORMS)
def test_hostile_names_are_shown_as_they_are_and_do_nothing(form: str) -> None:
    made = MAKERS[f".{form}"](hostile.subgraph())
    if form == "svg":
        tags = {each.tag.removeprefix(_SVG) for each in ET.fromstring(made).iter()}
        assert tags <= {"svg", "title", "desc", "metadata", "g", "polygon", "path", "text", "ellipse", "polyline"}
        assert {name for each in ET.fromstring(made).iter() for name in each.attrib if "href" in name} == set()
        shown = texts(made)
        for text in ("<b>bold</b>", r"\N \G \L back\slash", "&lt;b&gt; &amp; &#60;"):
            assert shown.count(text) >= 2, text
        assert "\u202e" not in made.decode()
        assert "x" * 1000 not in shown


def test_no_box_overlaps_another_and_what_happened_stands_in_order() -> None:
    for subgraph in (hostile.subgraph(), long_story(40)):
        graph = network.laid_out(drawing(subgraph))
        for one, other in combinations(parts(graph), 2):
            assert not one.overlaps(other), (one, other)


def long_story(length: int) -> Subgraph:
    """A person with many events, some of them without a day."""
    events = [
        Node(f"event/e{n}", "Event", f"Event {n}", {}, f"{1600 + n}-01-01" if n % 3 else None) for n in range(1, length)
    ]
    ties = [Tie(node.uid, "subject", "person/p", "target") for node in events]
    order = [Tie(after.uid, "follows", before.uid) for before, after in pairwise(events)]
    return Subgraph("Long", (Node("person/p", "Person", "P"), *events), (*ties, *order), ("person/p",))


def test_a_long_story_goes_on_from_sheet_to_sheet_of_a4() -> None:
    *others, last = long_story(60).nodes
    planned = replace(last, properties={"modality": "planned"})
    whole = drawing(replace(long_story(60), nodes=(*others, planned)))
    found = sheets(whole)
    told = [box.number for part, _ in found for box in part.boxes if box.lane is Lane.happened]
    assert told == [box.number for box in whole.boxes if box.lane is Lane.happened]
    assert all(sheet.is_a4(graph) for _, graph in found)
    assert not any("dashed" in mark for mark in found[0].drawing.marks)
    assert any("dashed" in mark for mark in found[-1].drawing.marks)
    assert [part.title for part, _ in found] == [f"Long (sheet {n} of {len(found)})" for n in range(1, len(found) + 1)]
    pdf = PdfReader(BytesIO(MAKERS[".pdf"](long_story(60))))
    laid_out = [tuple(map(float, graph.graph_attr["size"].rstrip("!").split(","))) for _, graph in found]
    assert [(page.mediabox.width / 72, page.mediabox.height / 72) for page in pdf.pages] == [
        pytest.approx(size, abs=0.05) for size in laid_out
    ]


def test_an_event_that_is_too_much_for_a_sheet_of_a4_has_a_larger_one() -> None:
    many = [Node(f"agency/a{n}", "Agency", f"Agency {n}") for n in range(80)]
    ties = [Tie("event/e1", "actors", node.uid, "carried_out") for node in many]
    story = long_story(4)
    whole = drawing(replace(story, nodes=(*story.nodes, *many), ties=(*story.ties, *ties)))
    found = sheets(whole)
    assert {box for part, _ in found for box in part.boxes} == set(whole.boxes)
    assert {line for part, _ in found for line in part.lines} == set(whole.lines)
    assert [sheet.is_a4(graph) for _, graph in found] == [False, True]


def test_whom_somebody_acted_for_is_told_by_name() -> None:
    people = (
        Node("person/p", "Person", "Ann"),
        Node("person/c", "Person", "Her lawyer"),
        Node("event/e", "Event", "E"),
    )
    acting = Tie("event/e", "actors", "person/c", "requested", properties={"on_behalf_of": "person/p"})
    (line,) = drawing(Subgraph("T", (*people, Node("event/e", "Event", "E")), (acting,))).lines
    assert line.labels[0].more == "on behalf of Ann"


def test_an_event_without_a_day_stands_where_asserted_order_puts_it() -> None:
    story = long_story(40)
    shuffled = sorted(story.nodes, key=lambda node: node.uid[::-1])
    assert [node.name for node in in_order(shuffled, story.ties) if node.kind == "Event"] == [
        f"Event {n}" for n in range(1, 40)
    ]


def test_contradictory_order_is_drawn_all_the_same() -> None:
    story = long_story(4)
    circle = Subgraph("C", story.nodes, (*story.ties, Tie("event/e1", "follows", "event/e3")))
    assert len(in_order(circle.nodes, circle.ties)) == 4


def test_every_class_can_be_told_from_every_other_in_grey() -> None:
    looks = [cls.look for cls in registry.node_classes().values()]
    assert len({(look.shape, look.style, look.outlines) for look in looks}) == len(looks)
    assert all(look.lane in Lane for look in looks)


def test_more_than_a_reader_can_find_is_told_in_groups_that_say_so() -> None:
    story = long_story(400)
    shown = drawing(condensed(story))
    assert len(shown.boxes) <= 100
    assert "400 items are told as" in shown.footer[0]
    assert any(f"{number} × event" in " ".join(box.lines) for box in shown.boxes for number in range(1, 400))


def test_a_graph_of_many_thousand_nodes_is_told_in_groups_on_one_sheet() -> None:
    drawn = drawing(condensed(large(20_000)))
    assert len(drawn.boxes) <= 100
    assert "20000 items are told as" in drawn.footer[0]
    assert b"10000 " in network.draw(drawn, "svg")


def test_many_that_were_asked_for_are_told_in_groups_too() -> None:
    story = large(2_000)
    asked = tuple(node.uid for node in story.nodes if node.kind != "Event")
    assert len(asked) > 100
    assert len(drawing(condensed(replace(story, focus=asked))).boxes) <= 100


def test_a_label_is_cut_and_wrapped_never_empty() -> None:
    assert words.wrapped("") == [""]
    assert max(map(len, words.wrapped("y" * 10_000))) <= words.WIDTH
    assert len("".join(words.wrapped("y" * 10_000))) == words.LONGEST


def test_the_tools_of_drawing_are_loaded_by_what_draws_alone() -> None:
    said = "import sys, api.cli.app; print([name for name in ('pygraphviz', 'pypdf', 'pyvis') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_labels_change_nothing_of_what_stands_on_the_sheet_before_them() -> None:
    assert LABEL.keys() <= NODE.keys()
