"""By when something was known, as Cypher: the rule by which `--known-by` lets events count, for every list.

What states since when it is known is known from then on. All else is known when the first source that speaks of it
is published; where no such source has a date it is possibly known at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.queries.writer import both

if TYPE_CHECKING:
    from graph.queries.condition import KnownBy
    from graph.queries.writer import Writer

_STATED = "known_from"
_DATED = "published"


def of_item(writer: Writer, item: str, asked: KnownBy) -> str:
    """Return what is asked of an item."""
    claim = writer.variable("c")
    seen = writer.sees_claim(claim, item)
    told = _published(writer, f"({item})-[:HAS_CLAIM]->({claim}:Claim)", seen, asked)
    first, last = (writer.reader.value(item, f"{_STATED}_{end}") for end in ("first", "last"))
    stated = f"{last if asked.certainly else first} <= {writer.parameter(asked.day)}"
    return f"CASE WHEN {first} IS NULL THEN {told} ELSE {stated} END"


def of_claim(writer: Writer, claim: str, asked: KnownBy) -> str:
    """Return what is asked of a claim."""
    return _published(writer, f"({claim})", "true", asked)


def _published(writer: Writer, said: str, seen: str, asked: KnownBy) -> str:
    """Return what is asked of the sources in which it stands what is said."""
    source = writer.variable("n")
    way, sees = f"{said}-[:IN]->({source}:Source)", both((seen, writer.sees_item(source)))
    first, last = (writer.reader.value(source, f"{_DATED}_{end}") for end in ("first", "last"))
    day = writer.parameter(asked.day)
    if asked.certainly:
        return f"EXISTS {{ MATCH {way} WHERE {both((sees, f'{last} <= {day}'))} }}"
    by_then = f"EXISTS {{ MATCH {way} WHERE {both((sees, f'{first} <= {day}'))} }}"
    return f"({by_then} OR NOT EXISTS {{ MATCH {way} WHERE {both((sees, f'{first} IS NOT NULL'))} }})"
