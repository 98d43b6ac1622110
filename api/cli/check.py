"""`handover check`: whether the graph agrees with its records, and its claims with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.opening import opened
from api.cli.output import Format, FormatOption, show, show_json, show_table
from graph import checks

if TYPE_CHECKING:
    from graph.checks import Finding

FOUND = 4
"""Exit status where something was found."""


def check(
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="After checking, derive everything anew from the records.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Check the graph: what is shown against the records, who is spoken of but unknown, what can't all be true."""
    with opened() as engine:
        findings = checks.check(engine, rebuild=rebuild)
    if form is Format.json:
        show_json({"findings": [finding.as_json() for finding in findings]})
    elif findings:
        show_table(("Check", "Item", "Found"), map(_line, findings))
    else:
        show("Nothing found: the graph agrees with its records.")
    if findings:
        raise typer.Exit(FOUND)


def _line(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.uid, finding.text
