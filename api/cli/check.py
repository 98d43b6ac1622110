"""`handover check`: whether the graph agrees with its records, its claims with each other, figures with names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.opening import opened
from api.cli.output import Format, FormatOption, show, show_json, show_table
from graph.checks import checks, figures

if TYPE_CHECKING:
    from graph.checks.checks import Finding
    from graph.checks.figures import Checked

FOUND = 4
"""Exit status where something is wrong with the graph; what sources say of numbers is not."""


def check(
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="After checking, derive everything anew from the records.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Check the graph: what is shown against the records, what can't all be true, stated figures against names."""
    with opened() as engine:
        findings = checks.check(engine, rebuild=rebuild)
        counted = figures.check(engine)
    if form is Format.json:
        show_json({"findings": [each.as_json() for each in findings], "figures": [each.as_json() for each in counted]})
    else:
        _show_findings(findings)
        _show_figures(counted)
    if findings:
        raise typer.Exit(FOUND)


def _show_findings(findings: list[Finding]) -> None:
    if findings:
        show_table(("Check", "Item", "Found"), ((each.check, each.uid, each.text) for each in findings))
    else:
        show("Nothing found: the graph agrees with its records.")


def _show_figures(counted: list[Checked]) -> None:
    """Print the figures that can be counted, then what doesn't add up, then what must not be added."""
    countable = [each for each in counted if each.named]
    if countable:
        say = "says" if len(countable) == 1 else "say"
        show(f"\nOf {len(counted)} stated numbers, {len(countable)} {say} whom or what the graph could name:")
        show_table(("Figure", "Counts", "Stated", "Named", "Possible", "Short by"), map(_line, countable))
    for each in counted:
        for said in each.contradictions:
            show(f"{each.figure.uid} doesn't add up, and is kept as its source has it: {said}.")
    pairs = sorted({tuple(sorted((each.figure.uid, other))) for each in counted for other in each.figure.overlaps})
    for one, other in pairs:
        show(f"{one} and {other} count some of the same.")


def _line(checked: Checked) -> tuple[str, ...]:
    figure, named = checked.figure, checked.named
    numbers = (len(named.certain), len(named.possible), checked.short_by or "") if named else ()
    return figure.uid, figure.counts, str(figure), *map(str, numbers)
