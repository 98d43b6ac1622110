"""`handover show`: one item with everything that is said of it, each with its place in a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.answers import qualifiers_words, value_text
from api.cli import output
from api.cli.opening import opened
from api.cli.output import Format, FormatOption
from graph.items.item import cited, look
from graph.ontology.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.claims.claim import Claim
    from graph.items.item import Fact, Item

Numbers = dict[tuple[str | None, ...], int]
"""The number of each place in a source, from 1, in the order of the facts."""


def show(
    uids: Annotated[
        list[str],
        typer.Argument(metavar="UID...", help="Items, like person/yuri-kastsiuk; any uid that they ever had."),
    ],
    *,
    form: FormatOption = Format.table,
) -> None:
    """Show items: properties, links from and to them, who says each and where, and which claims rival each other."""
    with opened() as engine:
        items = look(engine, uids)
    if form is Format.json:
        output.show_json({"items": [item.as_json() for item in items]})
        return
    numbers = _numbers(items)
    for item in items:
        output.show(f"{item.name or item.uid} ({item.uid})")
        lines = (line for fact in item.facts for line in _lines(fact, numbers))
        output.show_table(("Field", "Says", "By", "Sources"), lines)
    output.show(*(_footnote(place, number) for place, number in numbers.items()))


def _place(claim: Claim) -> tuple[str | None, ...]:
    return tuple(cited(claim).values())


def _numbers(items: list[Item]) -> Numbers:
    claims = (claim for item in items for fact in item.facts for claim in (*fact.claims, *fact.attitudes))
    places = dict.fromkeys(_place(claim) for claim in claims if claim.source)
    return {place: number for number, place in enumerate(places, start=1)}


def _lines(fact: Fact, numbers: Numbers) -> Iterator[tuple[str, ...]]:
    """Yield a line for a fact, and one for each attitude to it."""
    first = fact.claims[0]
    field = fact.field if fact.shown else f"{fact.field} (rival)"
    yield field, _said(fact), first.by, _marks(fact.claims, numbers)
    for attitude in dict.fromkeys((each.by, str(each.value)) for each in fact.attitudes):
        held = [each for each in fact.attitudes if (each.by, str(each.value)) == attitude]
        yield "", f"  to this: {attitude[1]}", attitude[0], _marks(held, numbers)


def _said(fact: Fact) -> str:
    """Return a value, or where a link leads with what a reader must know of it: what never happened says so."""
    first, end = fact.claims[0], fact.end
    if not end.uid:
        return value_text(first.value)
    happened = end.modality != Event.modality.default and end.modality and f"modality {end.modality}"
    link = (f"{end.name or ''} ({end.uid})".strip(), happened, fact.inward and end.date)
    parts = (*link, first.role, qualifiers_words(first))
    return ", ".join(part for part in parts if part)


def _marks(claims: tuple[Claim, ...] | list[Claim], numbers: Numbers) -> str:
    return " ".join(f"[{number}]" for number in sorted({numbers[_place(claim)] for claim in claims if claim.source}))


def _footnote(place: tuple[str | None, ...], number: int) -> str:
    source, locator, standing, quoted_in = place
    where = ", ".join(part for part in (source, locator, quoted_in and f"quoted in {quoted_in}") if part)
    return f"[{number}] {where} ({standing})"
