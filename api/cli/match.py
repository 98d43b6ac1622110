"""`handover match`: who matches a pattern, and by what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.formats import MatchFormat, MatchFormatOption, refuse_beside, write
from api.cli.opening import opened
from api.cli.output import show_answer, show_json
from api.cli.statistics import show_statistics
from graph.errors import UsageError
from graph.patterns import library
from graph.patterns.matching import match as find
from graph.patterns.question import Question
from importers import patternfile

if TYPE_CHECKING:
    from graph.patterns.model import Pattern


def match(  # noqa: PLR0913  every option is one
    pattern: Annotated[str, typer.Argument(help="The name of a pattern, or a file that holds one.")],
    *,
    given: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME=VALUE", help="A value for a parameter of the pattern; may be repeated."),
    ] = None,
    certain: Annotated[bool, typer.Option("--certain", help="Only what holds in every world.")] = False,
    happened_by: Annotated[str, typer.Option(metavar="DATE", help="Only events until the end of a date.")] = "",
    known_by: Annotated[
        str, typer.Option(metavar="DATE", help="Only what was published, or known, by the end of a date.")
    ] = "",
    recorded_by: Annotated[
        str, typer.Option(metavar="BATCH|DATE", help="What our graph said after an import, or at the end of a date.")
    ] = "",
    by: Annotated[str, typer.Option(metavar="UID", help="One party's version, and what nobody signs.")] = "",
    standing: Annotated[str, typer.Option(metavar="STANDING", help="Only what is attested so, or better.")] = "",
    near_misses: Annotated[
        bool | None,
        typer.Option(help="Also who is one step short, the nearest first; JSON has them unless told otherwise."),
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Also counts, gaps, and how many reach each step.")
    ] = False,
    form: MatchFormatOption = MatchFormat.table,
) -> None:
    """List every match of a pattern with its dates, gaps and sources."""
    chosen = _pattern(pattern, _parameters(given or []))
    question = Question(happened_by=happened_by, known_by=known_by, recorded_by=recorded_by, by=by, standing=standing)
    refuse_beside(form, near_misses=near_misses, statistics=statistics)
    with opened() as engine:
        wanted = form is MatchFormat.json if near_misses is None else near_misses
        ties = form is MatchFormat.ocel
        answer = find(engine, chosen, question, near_misses=wanted, ties=ties, statistics=statistics)
    if certain:
        answer = answer.only_certain()
    if form is MatchFormat.json:
        show_json(answer.as_json())
    elif form.of_matches:
        write(answer, form)
    else:
        show_answer(answer)
        if answer.statistics:
            show_statistics(answer.statistics)


def _pattern(name: str, given: dict[str, object]) -> Pattern:
    """Return the pattern of that name, or the one that a file holds."""
    path = Path(name)
    return patternfile.read(path, given) if path.suffix in patternfile.ENDINGS else library.pattern(name, given)


def _parameters(given: list[str]) -> dict[str, object]:
    """Return values by name: JSON where they are, else text."""
    found: dict[str, object] = {}
    for said in given:
        name, sign, value = said.partition("=")
        if not name or not sign:
            raise UsageError(f"--with {said!r} gives no parameter a value", way_out="write it like --with window=P7D")
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    return found
