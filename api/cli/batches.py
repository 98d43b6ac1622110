"""`handover batches`, `handover undo`: list imports and take them back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from api.callers import OWNER
from api.cli.opening import changing, opened
from api.cli.output import Format, FormatOption, show, show_json, show_table
from graph.changes import undoing
from graph.store import ledger


def batches(*, form: FormatOption = Format.table) -> None:
    """List every import, in the order they were recorded; those taken back say when."""
    with opened() as engine:
        found = engine.read(ledger.batches)
    if form is Format.json:
        show_json([{"uid": batch.uid} | asdict(batch) for batch in found])
        return
    columns = ("Batch", "Dataset", "Version", "Recorded", "Asserted", "Retracted", "Taken back")
    show_table(
        columns,
        (
            (b.uid, b.dataset, b.version, b.recorded, f"{b.asserted:,}", f"{b.retracted:,}", b.undone or "")
            for b in found
        ),
    )


def undo(
    batch: Annotated[str, typer.Argument(help="The batch, like batch/3; `handover batches` lists them.")],
    *,
    with_later: Annotated[
        bool, typer.Option("--with-later", help="Take back later versions of the dataset as well.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Take an import back: what it asserted ends, what it retracted holds again."""
    with changing() as (engine, audit):
        gone = undoing.undo(engine, batch, with_later=with_later)
        audit.undone(OWNER, gone)
    if form is Format.json:
        show_json([{"uid": each.uid} | asdict(each) for each in gone])
        return
    for each in gone:
        show(f"{each.uid} ({each.dataset} version {each.version}) is taken back: {each.asserted:,} claims ended, "
             f"{each.retracted:,} hold again.")  # fmt: skip
    bare = sorted({uid for each in gone for uid in each.bare})
    if bare:
        show(f"Nothing is said of these any more, but others still speak of them: {', '.join(bare)}.")
