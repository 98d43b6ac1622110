"""Pictures of the shipped cases: of each pattern that somebody matches, and of the persons of whom most is told.

python -m api.gallery            draws them as SVG into docs/pictures/, for docs/pictures.md to show
python -m api.gallery FOLDER     draws them as PNG into a folder, to be looked at
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
from viz import composing, network_sheets, paper, timeline_sheets
from viz.timeline import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine
    from graph.pictured.subgraph import Subgraph

PAGE, FOLDER = Path("docs/pictures.md"), Path("docs/pictures")
"""The page that shows them, and where they are; below its last heading it is made here."""
HEADING = "## Each pattern, and ten persons\n"
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


def pictures(name: str, subgraph: Subgraph, form: str) -> Iterator[tuple[str, bytes]]:
    """Yield the network and the timeline of a target on sheets of A4, each with the name of its file."""
    drawn = {
        "": network_sheets.sheets(composing.drawing(subgraph)),
        "-timeline": timeline_sheets.sheets(told(subgraph)),
    }
    for kind, sheets in drawn.items():
        for n, sheet in enumerate(sheets, start=1):
            yield f"{name}{kind}-{n}.{form}", paper.finished(sheet.graph, sheet.drawing, form)


def draw(engine: Engine, folder: Path, form: str) -> dict[str, list[str]]:
    """Draw each pattern that somebody matches, and the persons, into a folder; return the files by title."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn: dict[str, list[str]] = {}
    for target in (*library.names(), *PERSONS):
        subgraph = found(engine, target)
        for name, made in pictures(target.rpartition("/")[2], subgraph, form) if subgraph.nodes else ():
            (folder / name).write_bytes(made)
            drawn.setdefault(subgraph.title, []).append(name)
    return drawn


def section(drawn: dict[str, list[str]]) -> str:
    """Return the part of the page that shows the files of each title, each with a text of its own."""
    return HEADING + "".join(
        f"\n### {title}\n\n" + "\n".join(f"![{title}, {_part(name)}]({FOLDER.name}/{name})" for name in names) + "\n"
        for title, names in drawn.items()
    )


def _part(name: str) -> str:
    name, _, number = Path(name).stem.rpartition("-")
    return f"{'timeline, ' * name.endswith('-timeline')}sheet {number}"


def main(arguments: list[str]) -> None:
    """Load the shipped cases into a database of their own and draw."""
    with tempfile.TemporaryDirectory() as home, connect(DatabasePlace(Path(home))) as engine:
        schema.install(engine)
        load.load(engine, load.gather([cases_folder()]))
        if arguments:
            draw(engine, Path(arguments[0]), "png")
            return
        for old in FOLDER.glob("*.svg"):
            old.unlink()
        page = PAGE.read_text(encoding="utf-8").partition(HEADING)[0]
        PAGE.write_text(page + section(draw(engine, FOLDER, "svg")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
