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

from api.cli import load, match, serve
from api.cli.output import report
from graph.errors import HandoverError

app = typer.Typer(
    name="handover",
    help="A knowledge graph of transnational repression: load case files, match patterns, serve the graph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("load")(load.load)
app.command("match")(match.match)


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
    try:
        app()
    except HandoverError as error:
        report(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
