"""`handover` itself: its commands, and what a person sees when one can't be done.

Exit status: 0 done, 1 input refused, 2 wrong usage, 3 database not reachable, 4 `check` found something,
5 done with rejects.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer
from typer.exceptions import TyperException

from api import collecting
from api.cli import (
    batches,
    check,
    coverage,
    draw,
    identity,
    item,
    load,
    match,
    passage,
    provenance,
    query,
    schema,
    serve,
    token,
)
from api.cli.output import report, wants_json
from graph.errors import HandoverError, UsageError

app = typer.Typer(
    name="handover",
    help="A knowledge graph of transnational repression: load case files, match patterns, serve the graph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("load")(load.load)
app.command("coverage")(coverage.coverage)
app.command("match")(match.match)
app.command("draw")(draw.draw)
app.command("redraw")(draw.redraw)
app.command("query")(query.query)
app.command("check")(check.check)
app.command("batches")(batches.batches)
app.command("undo")(batches.undo)
app.command("show")(item.show)
app.command("passage")(passage.passage)
app.command("log")(provenance.log)
app.command("conflicts")(provenance.conflicts)
app.add_typer(identity.app, name="identity")
app.add_typer(token.app, name="token")
app.command("schema")(schema.schema)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"handover {version('handover')}")
        raise typer.Exit


@app.callback()
def _handover(
    *,
    _show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    os.umask(0o077)


def main() -> None:
    """Run the command line; whatever goes wrong on purpose ends in words and an exit status, not a traceback."""
    collecting.seldom()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # names in any script, any terminal
    try:
        sys.exit(_status())
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _status() -> int:
    """Run the command and return its exit status; where JSON is asked for, a wrong call is told in JSON too."""
    try:
        return int(app(standalone_mode=not wants_json()) or 0)
    except TyperException as error:
        told: HandoverError = UsageError(error.format_message(), way_out="handover --help tells what there is")
    except HandoverError as error:
        told = error
    report(told)
    return told.exit_code
