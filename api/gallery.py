"""Pictures of the shipped cases: of each pattern that somebody matches, and of the persons of whom most is told.

python -m api.gallery            draws those that docs/pictures.md shows into docs/pictures/
python -m api.gallery FOLDER     draws all as PNG into a folder, to be looked at
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from api import drawing
from graph import schema
from graph.engine import DatabasePlace, connect
from graph.patterns import library
from importers import load
from importers.shipped import cases_folder
from viz import composing, paper
from viz.pictures import MAKERS, TIMELINES
from viz.sheets import sheets

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.subgraph import Subgraph

FOLDER = Path("docs/pictures")
SHOWN = {
    "abduction.svg": ("abduction", MAKERS),
    "ruslan-khazin.svg": ("person/ruslan-khazin", MAKERS),
    "migration-rearrest-timeline.svg": ("migration-rearrest", TIMELINES),
    "aleksandr-pavlov-timeline.svg": ("person/aleksandr-pavlov", TIMELINES),
}
"""What the docs show."""

PERSONS = (
    "person/aleksandr-pavlov",
    "person/aleksei-kudin",
    "person/alexander-kapshul",
    "person/andrei-kazimirov",
    "person/dmitry-sushchyk",
    "person/dzimtry-padlobnikau",
    "person/gennady-mozheiko",
    "person/ruslan-khazin",
    "person/vyacheslav-lapa",
    "person/yuri-kastsiuk",
)


def found(engine: Engine, target: str) -> Subgraph:
    """Return what is drawn of a target, without the time at which somebody loaded the cases."""
    return replace(drawing.found(engine, drawing.asked(target)), as_of="")


def draw_shown(engine: Engine, folder: Path) -> None:
    """Draw what the docs show into a folder."""
    folder.mkdir(exist_ok=True)
    for name, (target, makers) in SHOWN.items():
        (folder / name).write_bytes(makers[".svg"](found(engine, target)))


def draw_all(engine: Engine, folder: Path) -> None:
    """Draw network, on sheets of A4, and timeline of each pattern and person as PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    for target in (*library.names(), *PERSONS):
        subgraph, name = found(engine, target), target.rpartition("/")[2]
        if subgraph.nodes:
            for n, (part, graph) in enumerate(sheets(composing.drawing(subgraph)), start=1):
                (folder / f"{name}-{n}.png").write_bytes(paper.finished(graph, part, "png"))
            (folder / f"{name}-timeline.png").write_bytes(TIMELINES[".png"](subgraph))


def main(arguments: list[str]) -> None:
    """Load the shipped cases into a database of their own and draw."""
    with tempfile.TemporaryDirectory() as home, connect(DatabasePlace(Path(home))) as engine:
        schema.install(engine)
        load.load(engine, load.gather([cases_folder()]))
        if arguments:
            draw_all(engine, Path(arguments[0]))
        else:
            draw_shown(engine, FOLDER)


if __name__ == "__main__":
    main(sys.argv[1:])
