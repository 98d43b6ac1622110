"""What commands print: answers on standard output, as text or JSON; progress and errors on standard error."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Column, Table

from graph.errors import HandoverError, InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from graph.problems import Problem

MOST_PROBLEMS = 100
"""How many problems are printed; the rest are counted."""

_WIDTH_OF_A_PIPE = 1000
"""Columns: what a program reads is not cut."""


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How to write the answer.")]


def say(line: str) -> None:
    """Tell of progress, on standard error."""
    typer.echo(line, err=True)


def show(*parts: RenderableType) -> None:
    """Print text and tables; data are never read as markup."""
    piped = not sys.stdout.isatty()
    width = _WIDTH_OF_A_PIPE if piped else None
    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=piped, width=width)
    for part in parts:
        console.print(part)


def show_table(columns: Iterable[str], lines: Iterable[tuple[str, ...]]) -> None:
    """Print a table; a cell that is too wide for the terminal goes on below."""
    table = Table(*(Column(name, overflow="fold") for name in columns), box=SIMPLE, pad_edge=False)
    for line in lines:
        table.add_row(*line)
    show(table)


def show_json(data: dict[str, Any] | list[Any]) -> None:
    """Print an answer as JSON, keys in the order that is documented."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def report(error: HandoverError) -> None:
    """Print what happened and the way out; of input every problem, the first hundred in words."""
    if wants_json():
        show_json(_as_json(error))
        return
    if isinstance(error, InputRefused):
        for line in problem_lines(error.problems):
            say(line)
    say(f"handover: {error}")


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """Return the first hundred problems in words, and how many more there are."""
    more = len(problems) - MOST_PROBLEMS
    return [*map(str, problems[:MOST_PROBLEMS]), *([f"... and {more} more"] if more > 0 else [])]


def wants_json() -> bool:
    """Tell whether the command line asks for JSON: an error may come before its options are read."""
    words = sys.argv[1:]
    return "--format=json" in words or ("--format", "json") in pairwise(words)


def _as_json(error: HandoverError) -> dict[str, Any]:
    problems = error.problems if isinstance(error, InputRefused) else ()
    return {
        "error": {"message": error.what, "way_out": error.way_out},
        "problem_count": len(problems),
        "problems": [problem.as_json() for problem in problems[:MOST_PROBLEMS]],
    }
