"""How `handover match` writes its answer: in words, as JSON, and as files for spreadsheets and process mining."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import say
from graph.errors import UsageError
from graph.patterns.flat import rows
from importers import eventlog, table

if TYPE_CHECKING:
    from graph.patterns.answer import Answer


class MatchFormat(StrEnum):
    """How matches are written."""

    table = "table"
    json = "json"
    csv = "csv"
    xes = "xes"
    ocel = "ocel"

    @property
    def of_matches(self) -> bool:
        """Whether it has a place for matches and their events only."""
        return self not in (MatchFormat.table, MatchFormat.json)


MatchFormatOption = Annotated[
    MatchFormat,
    typer.Option("--format", help="How to write the answer: CSV for spreadsheets, XES and OCEL 2.0 for event logs."),
]


def refuse_beside(form: MatchFormat, **wanted: bool | str | None) -> None:
    """Refuse what a format has no place for."""
    for name, is_wanted in wanted.items():
        if is_wanted and form.of_matches:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"--format {form} has no place for {option}", way_out="ask for it with --format json")


def write(answer: Answer, form: MatchFormat) -> None:
    """Write the matches to standard output in a format that is of matches, byte for byte."""
    typer.echo(_file(answer, form), nl=False)


def _file(answer: Answer, form: MatchFormat) -> bytes:
    found = list(rows(answer))
    if form is MatchFormat.csv:
        return table.table(found)
    if form is MatchFormat.xes:
        return eventlog.xes(answer.pattern, found)
    log = eventlog.ocel(found, answer.ties or {})
    if log.undated:
        say(f"Left out, since OCEL wants a time and nothing tells their day: {', '.join(log.undated)}")
    return log.data
