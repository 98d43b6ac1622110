"""`handover draw` and `handover redraw`: pictures and files of a part of the graph."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import drawing
from api.cli.opening import opened
from api.cli.output import say
from graph.errors import UsageError
from graph.problems import nearest

if TYPE_CHECKING:
    from api.drawing import Asked


def draw(
    target: Annotated[
        str,
        typer.Argument(help="An item, like person/yuri-kastsiuk; a pattern's name; a file with a pattern or a query."),
    ],
    *,
    out: Annotated[Path, typer.Option(help="The file to write; its ending says what it becomes.")],
    align: Annotated[str, typer.Option(metavar="STEP", help="The step of a pattern to lay timelines under.")] = "",
) -> None:
    """Draw what stands around an item, or who matches a pattern: with legend, numbered sources and the data's date."""
    _draw(drawing.asked(target, align), out)


def redraw(
    file: Annotated[Path, typer.Argument(help="A picture that handover draw has made.")],
    *,
    out: Annotated[Path | None, typer.Option(help="Another file to write, of any format; else the same.")] = None,
) -> None:
    """Draw a picture again by the recipe that it carries: of the same graph it is the same, byte for byte."""
    from viz import recipe  # noqa: PLC0415  other commands don't wait for what draws

    try:
        asked = recipe.carried(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file} can't be read: {error.strerror}", way_out="name a picture that there is") from error
    except ValueError as error:
        raise UsageError(f"{file} carries no recipe", way_out="name a picture that handover draw has made") from error
    _draw(asked, out or file)


def _draw(asked: Asked, out: Path) -> None:
    from viz.pictures import MAKERS  # noqa: PLC0415  other commands don't wait for what draws

    if out.suffix not in MAKERS:
        hint = f"{nearest(out.suffix, MAKERS)} known: {', '.join(MAKERS)}".strip()
        raise UsageError(f"no picture ends in {out.suffix or 'nothing'!r}", way_out=hint)
    _refuse_unwritable(out)
    with opened() as engine:
        found = drawing.found(engine, asked)
    if not found.nodes:
        raise UsageError("there is nothing to draw: nothing matches", way_out="handover match tells who comes close")
    _write(out, MAKERS[out.suffix](found))
    say(f"{out}: {found.title}, {len(found.nodes)} items")


def _refuse_unwritable(out: Path) -> None:
    """Refuse before anything is asked what couldn't be written after it."""
    written = out if out.exists() else out.parent
    if out.is_dir() or not out.parent.is_dir() or not os.access(written, os.W_OK):
        raise UsageError(f"{out} can't be written", way_out="name a file in a folder that there is and that is yours")


def _write(out: Path, made: bytes) -> None:
    """Write the file whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            file.write(made)
        Path(file.name).replace(out)
    except OSError as error:
        Path(file.name).unlink(missing_ok=True)
        raise UsageError(f"{out} can't be written: {error.strerror}", way_out="name another place") from error
