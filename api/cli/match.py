"""`handover match`: who matches a pattern, and by what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from api.cli import answer
from api.cli.formats import MatchFormat, MatchFormatOption, refuse_beside, write
from api.cli.opening import opened
from api.cli.output import show_json
from api.cli.redaction import KeyOption, RedactOption, redaction, refuse_unredacted, released
from graph.access import ALL, PUBLIC
from graph.errors import UsageError
from graph.patterns import library, pages, since
from graph.patterns.answer import Answer
from graph.patterns.matching import match as find
from graph.patterns.near_misses import explaining
from graph.patterns.near_misses.explanation import Explanation
from graph.patterns.question import Question
from importers import patternfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.patterns.language.model import Pattern

Told = TypeVar("Told", Answer, Explanation, since.Since)


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
    explain: Annotated[
        str, typer.Option(metavar="UID", help="Of one subject: which events were considered, and what each fails.")
    ] = "",
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Only the first N matches, and near misses; the counts stay the whole."),
    ] = None,
    new_since: Annotated[
        str, typer.Option(metavar="BATCH|DATE", help="Only what is new or changed, or undone, since it.")
    ] = "",
    form: MatchFormatOption = MatchFormat.table,
    redact: RedactOption = "",
    key: KeyOption = None,
) -> None:
    """List every match of a pattern with its dates, gaps and sources."""
    chosen = _pattern(pattern, parameters(given or []))
    leaving = redaction(redact, key)
    level = PUBLIC if leaving else ALL
    question = Question(
        level, happened_by=happened_by, known_by=known_by, recorded_by=recorded_by, by=by, standing=standing
    )
    refuse_beside(form, near_misses=near_misses, statistics=statistics, explain=explain, new_since=new_since)
    _refuse_together(
        explain=explain,
        new_since=new_since,
        certain=certain,
        near_misses=near_misses,
        statistics=statistics,
        limit=limit,
    )
    if leaving:
        refuse_unredacted(near_misses=near_misses, explain=explain, new_since=new_since)
    if limit is not None:
        _refuse_a_part(form, statistics=statistics, redacted=bool(leaving))
    with opened() as engine:
        if explain:
            _show(explaining.explain(engine, chosen, explain, question), answer.show_explanation, form)
            return
        if new_since:
            _show(since.new_since(engine, chosen, new_since, question), answer.show_news, form)
            return
        wanted = form is MatchFormat.json and not leaving if near_misses is None else near_misses
        if limit is None:
            ties = form is MatchFormat.ocel
            found = find(engine, chosen, question, near_misses=wanted, ties=ties, statistics=statistics)
            found = found.only_certain() if certain else found
        else:
            found = pages.first_page(engine, chosen, limit, question, near_misses=wanted, certain=certain)
        if leaving:
            found = released(engine, found, leaving)
    if form.of_matches:
        write(found, form)
    else:
        _show(found, answer.show_answer, form)


def _refuse_a_part(form: MatchFormat, *, statistics: bool, redacted: bool) -> None:
    """Refuse a first page of what would tell something else of a part than of the whole."""
    wanted = {"--statistics": statistics, "--redact": redacted, f"--format {form}": form is MatchFormat.ocel}
    if said := [name for name, is_wanted in wanted.items() if is_wanted]:
        raise UsageError(f"--limit doesn't go together with {said[0]}", way_out="leave --limit out")


def _refuse_together(**options: str | bool | int | None) -> None:
    """Refuse options of which one would have to do nothing."""
    said = [f"--{name.replace('_', '-')}" for name, value in options.items() if value]
    if len(said) > 1 and (options["explain"] or options["new_since"]):
        raise UsageError(f"{' and '.join(said)} don't go together", way_out="ask for one of them")


def _show(told: Told, in_words: Callable[[Told], None], form: MatchFormat) -> None:
    if form is MatchFormat.json:
        show_json(told.as_json())
    else:
        in_words(told)


def _pattern(name: str, given: dict[str, object]) -> Pattern:
    """Return the pattern of that name, or the one that a file holds."""
    path = Path(name)
    return patternfile.read(path, given) if path.suffix in patternfile.ENDINGS else library.pattern(name, given)


def parameters(given: list[str]) -> dict[str, object]:
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
