"""`handover coverage`: what case files say of each passage of a document, and what they leave out."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.check import FOUND
from api.cli.output import Format, FormatOption, problem_lines, show, show_json, show_table
from importers import load
from importers.coverage import coverage as count

if TYPE_CHECKING:
    from importers.coverage import Coverage, Passage


def coverage(
    paths: Annotated[list[Path], typer.Argument(help="Case files (.yaml, .yml, .json), or folders.", readable=False)],
    *,
    form: FormatOption = Format.table,
) -> None:
    """Count statements and claims passage by passage; tell passages without a claim, and claims of no passage."""
    covered = count(load.read(paths))
    if form is Format.json:
        readings = [reading.as_json() for reading in covered.readings]
        show_json({"documents": readings, "gaps": [gap.as_json() for gap in covered.gaps]})
    else:
        _show(covered)
    if covered.gaps:
        raise typer.Exit(FOUND)


def _show(covered: Coverage) -> None:
    columns = ("Section", "Statements", "Claims", "Items", "Left out")
    for reading in covered.readings:
        show(f"{reading.name} ({reading.source}): {reading.summary()}")
        if reading.passages:
            show_table(columns, map(_line, reading.passages))
    show(*problem_lines(covered.gaps))


def _line(passage: Passage) -> tuple[str, ...]:
    left_out = "; ".join(f"{left.what}: {left.why}" for left in passage.left_out)
    return passage.section, f"{passage.statements}", f"{passage.claims}", f"{passage.items}", left_out
