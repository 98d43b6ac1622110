"""`handover load`: case files into the graph."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from api import loading
from api.callers import OWNER
from api.cli import effects
from api.cli.opening import changing
from api.cli.output import Format, FormatOption, problem_lines, say, show, show_json
from importers.doubts import problems
from importers.load import gather, preview
from importers.load import load as load_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.changes.batches import Outcome
    from importers.doubts import Doubt

FEW = 3
"""Up to so many warnings of a kind are told one by one, with their places; `--format json` tells all so."""


def load(
    paths: Annotated[list[Path], typer.Argument(help="Case files (.yaml, .yml, .json), or folders.", readable=False)],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell field by field what would change, and change nothing.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Load case files: all of them, or nothing and every mistake told with its place."""
    gathered = gather(paths)
    warnings, doubted = gathered.warnings, gathered.doubts()
    with changing() as (engine, audit):
        looked_at = preview(engine, gathered) if dry_run else None
        outcomes = looked_at.outcomes if looked_at else load_cases(engine, gathered)
        if not dry_run:
            audit.imported(OWNER, outcomes)
    if form is Format.json:
        show_json(loading.as_json(outcomes, (*warnings, *problems(doubted)), looked_at))
        return
    for line in (*problem_lines(warnings), *_doubt_lines(doubted)):
        say(line)
    for outcome in outcomes:
        show(_sentence(outcome, dry_run=dry_run))
    if looked_at:
        show(*effects.lines(looked_at))


def _doubt_lines(doubted: list[Doubt]) -> Iterator[str]:
    """Yield one line for many doubts of a kind, with the first of them by name, and one for each of a few."""
    kinds: dict[str, list[Doubt]] = {}
    for doubt in doubted:
        kinds.setdefault(doubt.expected, []).append(doubt)
    few = [doubt for kind in kinds.values() if len(kind) <= FEW for doubt in kind]
    yield from problem_lines(problems(few))
    for expected, kind in kinds.items():
        if len(kind) > FEW:
            names = ", ".join(doubt.uid for doubt in kind[:FEW])
            yield f"warning: {len(kind):,} items want {expected}: {names} and {len(kind) - FEW:,} more"


def _sentence(outcome: Outcome, *, dry_run: bool) -> str:
    """Say what one dataset's import did, or would do."""
    name = f"{outcome.dataset} version {outcome.version}"
    if not outcome.batch:
        return f"{name}: nothing new."
    batch = "would be loaded" if dry_run else f"loaded as {outcome.batch}"
    bare = f"; only others speak of {', '.join(outcome.bare)} now" if outcome.bare else ""
    return f"{name}: {batch}, {outcome.asserted:,} claims asserted, {outcome.retracted:,} retracted{bare}."
