"""`handover load`: case files into the graph."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import effects
from api.cli.opening import opened
from api.cli.output import Format, FormatOption, say, show, show_json
from importers.load import load as load_cases
from importers.load import preview, read

if TYPE_CHECKING:
    from graph.batches import Outcome


def load(
    paths: Annotated[list[Path], typer.Argument(help="Case files (.yaml, .yml, .json), or folders.", readable=False)],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell field by field what would change, and change nothing.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Load case files: all of them, or nothing and every mistake told with its place."""
    cases = read(paths)
    warnings = [problem for case in cases for problem in case.problems.found]
    with opened() as engine:
        looked_at = preview(engine, cases) if dry_run else None
        outcomes = looked_at.outcomes if looked_at else load_cases(engine, cases)
    if form is Format.json:
        datasets = [_as_json(outcome, dry_run=dry_run) for outcome in outcomes]
        told = {"dry_run": dry_run, "datasets": datasets, "warnings": [warning.as_json() for warning in warnings]}
        show_json(told | (effects.as_json(looked_at) if looked_at else {}))
        return
    for warning in warnings:
        say(str(warning))
    for outcome in outcomes:
        show(_sentence(outcome, dry_run=dry_run))
    if looked_at:
        show(*effects.lines(looked_at))


def _as_json(outcome: Outcome, *, dry_run: bool) -> dict[str, object]:
    return {
        "dataset": outcome.dataset,
        "version": outcome.version,
        "batch": None if dry_run else outcome.batch or None,
        "asserted": outcome.asserted,
        "retracted": outcome.retracted,
        "bare": outcome.bare,
    }


def _sentence(outcome: Outcome, *, dry_run: bool) -> str:
    """Say what one dataset's import did, or would do."""
    name = f"{outcome.dataset} version {outcome.version}"
    if not outcome.batch:
        return f"{name}: nothing new."
    batch = "would be loaded" if dry_run else f"loaded as {outcome.batch}"
    bare = f"; only others speak of {', '.join(outcome.bare)} now" if outcome.bare else ""
    return f"{name}: {batch}, {outcome.asserted:,} claims asserted, {outcome.retracted:,} retracted{bare}."
