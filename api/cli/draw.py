"""`handover draw`: a picture or a file of an item and what stands around it, or of who matches a pattern."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.opening import opened
from api.cli.output import say
from graph.errors import UsageError
from graph.patterns import library
from graph.pictured import targets
from graph.problems import nearest
from importers import patternfile

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.subgraph import Subgraph


def draw(
    target: Annotated[
        str, typer.Argument(help="An item, like person/yuri-kastsiuk; the name of a pattern, or a file that holds one.")
    ],
    *,
    out: Annotated[Path, typer.Option(help="The file to write; its ending says what it becomes.")],
    align: Annotated[str, typer.Option(metavar="STEP", help="The step of a pattern to lay timelines under.")] = "",
) -> None:
    """Draw what stands around an item, or who matches a pattern: with legend, numbered sources and the data's date."""
    from viz.pictures import MAKERS  # noqa: PLC0415  other commands don't wait for what draws

    if out.suffix not in MAKERS:
        hint = f"{nearest(out.suffix, MAKERS)} known: {', '.join(MAKERS)}".strip()
        raise UsageError(f"no picture ends in {out.suffix or 'nothing'!r}", way_out=hint)
    _refuse_unwritable(out)
    with opened() as engine:
        found = _found(engine, target, align)
    if not found.nodes:
        raise UsageError(
            f"there is nothing to draw: nobody matches {target}", way_out="handover match tells who comes close"
        )
    _write(out, MAKERS[out.suffix](found))
    say(f"{out}: {found.title}, {len(found.nodes)} items")


def _found(engine: Engine, target: str, align: str) -> Subgraph:
    if "/" in target and Path(target).suffix not in patternfile.ENDINGS:
        if align:
            raise UsageError("--align goes with a pattern", way_out="leave it out")
        return targets.of_item(engine, target)
    asked: dict[str, Any] = {"pattern": target} | ({"align": align} if align else {})
    path = Path(target)
    pattern = patternfile.read(path, {}) if path.suffix in patternfile.ENDINGS else library.pattern(target)
    return targets.of_pattern(engine, pattern, asked, align=align)


def _refuse_unwritable(out: Path) -> None:
    """Refuse before anything is asked what couldn't be written after it."""
    folder = out.parent
    if (
        out.is_dir()
        or not folder.is_dir()
        or not os.access(folder, os.W_OK)
        or (out.exists() and not os.access(out, os.W_OK))
    ):
        raise UsageError(f"{out} can't be written", way_out="name a file in a folder that there is and that is yours")


def _write(out: Path, made: bytes) -> None:
    """Write the file whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            file.write(made)
        Path(file.name).replace(out)
    except OSError as error:
        Path(file.name).unlink(missing_ok=True)
        raise UsageError(
            f"{out} can't be written: {error.strerror}", way_out="make room, or name another place"
        ) from error
