"""`handover match`: who matches a pattern, and by what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.opening import opened
from api.cli.output import Format, FormatOption, show_answer, show_json
from graph.patterns import library
from graph.patterns.matching import match as find
from importers import patternfile

if TYPE_CHECKING:
    from graph.patterns.model import Pattern


def match(
    pattern: Annotated[str, typer.Argument(help="The name of a pattern, or a file that holds one.")],
    *,
    certain: Annotated[bool, typer.Option("--certain", help="Only what holds in every world.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """List every match of a pattern with its dates, gaps and sources."""
    chosen = _pattern(pattern)
    with opened() as engine:
        answer = find(engine, chosen)
    if certain:
        answer = answer.only_certain()
    if form is Format.json:
        show_json(answer.as_json())
    else:
        show_answer(answer)


def _pattern(name: str) -> Pattern:
    """Return the pattern of that name, or the one that a file holds."""
    path = Path(name)
    return patternfile.read(path) if path.suffix in patternfile.ENDINGS else library.pattern(name)
