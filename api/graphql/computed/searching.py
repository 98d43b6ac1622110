"""Who or what is called like a text, however it is spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.computed.tables import Table, Told
from graph.errors import UsageError
from graph.items import search

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.graphql.context import Context

USUAL, MOST = 20, 100

TABLES = (
    Table("SearchHit", "Something that is called like the text.", (
        Told("uid", "Entity", "What is called so.", "item"),
        Told("likeness", "Float!", "How like its likest name is, from 0 to 1."),
        Told("matched", "[MatchedName!]!", "The names that are like the text, the likest first."),
    )),
    Table("MatchedName", "A name that is like the text.", (
        Told("field", "String!", "The property that has it."),
        Told("text", "String!", "The name as its source writes it."),
        Told("likeness", "Float!", "How like it is, from 0 to 1."),
    )),
)  # fmt: skip

SEARCH = Told(
    "search",
    "[SearchHit!]!",
    "What is called like a text, the likest first: all names, titles, abbreviations and numbers, in Belarusian, "
    "Russian or English spelling, misspelt ones too.",
)
ARGUMENTS = {
    "text": ("String!", "What it is called, in any script."),
    "ofClass": ("[NodeClass!]", "Only what is of one of these classes."),
    "first": ("Int", f"So many at most; {USUAL} if not said."),
}


def searched(context: Context, said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what is called like the text."""
    first = USUAL if said.get("first") is None else said["first"]
    if not 0 <= first <= MOST:
        raise UsageError(f"first is {first}", way_out=f"give a number from 0 to {MOST}")
    hits = search.search(context.engine, said["text"], context.level, classes=said.get("ofClass") or (), limit=first)
    return [
        {
            "uid": hit.uid,
            "likeness": hit.likeness,
            "matched": [{"field": name.field, "text": name.text, "likeness": name.likeness} for name in hit.names],
        }
        for hit in hits
    ]
