"""`handover draw` and `handover redraw`: pictures and files of a part of the graph."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from api import drawing
from api.cli.opening import opened
from api.cli.output import say
from api.cli.redaction import KeyOption, RedactOption, redaction
from graph.errors import UsageError
from graph.problems import nearest
from graph.share import answers, subgraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.cli.redaction import Redaction
    from api.drawing import Asked
    from graph.patterns.figures.statistics import Statistics
    from graph.pictured.subgraph import Subgraph

Maker = TypeVar("Maker")


def draw(  # noqa: PLR0913  every option is one
    target: Annotated[
        str,
        typer.Argument(help="An item, like person/yuri-kastsiuk; a pattern's name; a file with a pattern or a query."),
    ],
    *,
    out: Annotated[Path, typer.Option(help="The file to write; its ending says what it becomes.")],
    timeline: Annotated[bool, typer.Option("--timeline", help="Draw what happened on a line of time.")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Draw the figures of a pattern's matches: counts, gaps, the funnel.")
    ] = False,
    sheet: Annotated[
        int, typer.Option(metavar="N", help="Draw one of the sheets of A4 that the picture takes, counted from 1.")
    ] = 0,
    align: Annotated[str, typer.Option(metavar="STEP", help="The step of a pattern to lay timelines under.")] = "",
    redact: RedactOption = "",
    key: KeyOption = None,
) -> None:
    """Draw what stands around an item, or who matches a pattern: with legend, numbered sources and the data's date."""
    if statistics and (timeline or align):
        raise UsageError("--statistics goes with neither --timeline nor --align", way_out="ask for one of them")
    if sheet and statistics:
        raise UsageError("--sheet doesn't go with --statistics", way_out="leave one of them out")
    shape = drawing.TIMELINE if timeline else drawing.STATISTICS if statistics else {}
    _draw(drawing.asked(target, align) | shape | drawing.one_sheet(sheet), out, redaction(redact, key))


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
    if subgraphs.MADE_BY in asked:
        raise UsageError(f"{file} is redacted, and without the key", way_out="draw it anew with --redact and --key")
    _draw(asked, out or file)


def _draw(asked: Asked, out: Path, leaving: Redaction | None = None) -> None:
    from viz.pictures import PLOTS  # noqa: PLC0415  other commands don't wait for what draws

    if drawing.STATISTICS.items() <= asked.items():
        make = _maker(PLOTS, "plot", out)
        figures, found = _counted(asked, leaving, out)
        _write(out, make(figures, found))
        say(f"{out}: {found.title}, statistics")
        return
    make_picture = _picture_maker(asked, out)
    found = _found(asked, leaving, out)
    if drawing.TIMELINE.items() <= asked.items() and not found.rows:
        raise UsageError(f"nothing happened to {found.title}", way_out="draw it without --timeline")
    _write(out, make_picture(found))
    say(f"{out}: {found.title}, {len(found.nodes)} items")


def _picture_maker(asked: Asked, out: Path) -> Callable[[Subgraph], bytes]:
    from viz import pictures  # noqa: PLC0415  other commands don't wait for what draws

    timeline = drawing.TIMELINE.items() <= asked.items()
    if sheet := asked.get(drawing.SHEET):
        return partial(_maker(pictures.TIMELINE_SHEETS if timeline else pictures.SHEETS, "sheet", out), sheet)
    return _maker(pictures.TIMELINES, "timeline", out) if timeline else _maker(pictures.MAKERS, "picture", out)


def _maker(makers: Mapping[str, Maker], kind: str, out: Path) -> Maker:
    """Return what makes a file with such an ending; refuse early what couldn't be made or written."""
    if out.suffix not in makers:
        hint = f"{nearest(out.suffix, makers)} known: {', '.join(makers)}".strip()
        raise UsageError(f"no {kind} ends in {out.suffix or 'nothing'!r}", way_out=hint)
    _refuse_unwritable(out)
    return makers[out.suffix]


def _found(asked: Asked, leaving: Redaction | None, out: Path) -> Subgraph:
    with opened() as engine:
        found = drawing.found(engine, asked)
    if not found.nodes:
        raise UsageError("there is nothing to draw: nothing matches", way_out="handover match tells who comes close")
    return _released(found, leaving, out) if leaving else found


def _counted(asked: Asked, leaving: Redaction | None, out: Path) -> tuple[Statistics, Subgraph]:
    """Return the figures of a pattern's matches, and what they are of, as they may leave."""
    with opened() as engine:
        answer, found = drawing.counted(engine, asked)
    if not answer.matches:
        raise UsageError("there is nothing to draw: nothing matches", way_out="handover match tells who comes close")
    if leaving:
        answer, found = answers.release(answer, found, leaving.profile, leaving.key), _released(found, leaving, out)
    if not answer.statistics:
        raise UsageError("the profile shows no figures of so few", way_out="draw a pattern that more match")
    return answer.statistics, found


def _released(found: Subgraph, leaving: Redaction, out: Path) -> Subgraph:
    """Return what may leave; refuse where nothing may, or the file's own name would tell what the picture doesn't."""
    if subgraphs.tells(found, leaving.profile, out.stem):
        raise UsageError("the name of the file names somebody whom the profile hides", way_out="give it another name")
    released = subgraphs.release(found, leaving.profile, leaving.key)
    if not released.nodes or (found.focus and not released.focus):
        name = leaving.profile.name
        hint = "draw something else, or open its class in a profile of your own: handover schema profile"
        raise UsageError(f"the profile {name} does not show what was asked for: {found.title}", way_out=hint)
    return released


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
