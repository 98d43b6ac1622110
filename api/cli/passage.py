"""`handover passage`: what the graph says on one passage of a document, for a reader who has only the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.answers import qualifiers_words, value_text
from api.cli import output
from api.cli.opening import opened
from api.cli.output import Format, FormatOption
from graph.items.passage import passage as cited_in

if TYPE_CHECKING:
    from graph.items.passage import Cited


def passage(
    source: Annotated[str, typer.Argument(help="The document, like source/ap-kazlou.")],
    locator: Annotated[str, typer.Argument(help="The passage as claims cite it, like: section 4, paragraph 3.")],
    *,
    form: FormatOption = Format.table,
) -> None:
    """List all that cites one passage of a document: which item, what it says, by whom."""
    with opened() as engine:
        found = cited_in(engine, source, locator)
    if form is Format.json:
        output.show_json({"source": source, "locator": locator, "claims": [each.as_json() for each in found]})
    else:
        output.show_table(("Item", "Field", "Says", "By", "Standing"), dict.fromkeys(map(_line, found)))


def _line(each: Cited) -> tuple[str, ...]:
    claim = each.claim
    field = f"{claim.field} to {each.to}" if each.to else claim.field
    end = f"{each.end or ''} ({claim.target})".strip() if claim.target else value_text(claim.value)
    said = ", ".join(part for part in (end, claim.role, qualifiers_words(claim)) if part)
    return each.uid, field, said, claim.by, claim.standing
