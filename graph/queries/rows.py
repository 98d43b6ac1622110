"""What is wanted of each row, as Cypher: a list in the order of the selection, since the database keeps no map's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.claims.citations import CITATIONS, CITED
from graph.queries.listing import Lists
from graph.queries.selection import Batches, Citations, Claims, Linked, Named, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.queries.listing import Edge
    from graph.queries.selection import Field, Fields
    from graph.queries.writer import Writer

_BY = {"source": "IN", "quoted_in": "QUOTED_IN", "by": "BY"}
"""The relationship from a claim to each item that a citation names."""


class Rows:
    """Writes what is wanted of items, edges and claims for one statement."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lists = Lists(writer, self)

    def lists(self) -> Lists:
        """Return what writes the lists of the same statement."""
        return self._lists

    def of_item(self, item: str, fields: Fields) -> str:
        """Return the list of what is wanted of an item."""
        return _list(self._of_item(item, field) for field in fields)

    def _of_item(self, item: str, field: Field) -> str:
        match field:
            case Value(name):
                return self._writer.reader.value(item, name)
            case Linked(end, listing):
                return self._lists.linked(item, end, listing)
            case Claims(listing):
                return self._lists.claims(item, listing)
            case Citations():
                return self._citations(item, self._writer.reader.value(item, CITATIONS), field)
        raise _unasked(field)

    def of_edge(self, edge: Edge, fields: Fields) -> str:
        """Return the list of what is wanted of the edge that leads to a row."""
        return _list(self._of_edge(edge, field) for field in fields)

    def _of_edge(self, edge: Edge, field: Field) -> str:
        reader = self._writer.reader
        match field:
            case Value(name):
                return self._writer.edge_value(edge.edge, name)
            case Claims(listing):
                return self._lists.claims(edge.start, listing, edge)
            case Citations():
                texts, cited = reader.value(edge.start, CITATIONS), reader.value(edge.edge, CITED)
                return self._citations(edge.start, f"[number IN {cited} | {texts}[number]]", field)
        raise _unasked(field)

    def of_claim(self, claim: str, fields: Fields) -> str:
        """Return the list of what is wanted of a claim."""
        return _list(self._of_claim(claim, field) for field in fields)

    def _of_claim(self, claim: str, field: Field) -> str:
        match field:
            case Value(name):
                return f"{claim}.{name}"
            case Claims(listing):
                return self._lists.attitudes(claim, listing)
            case Named(end, fields):
                return self._named(claim, end, fields)
            case Batches():
                return (
                    f"COLLECT {{ MATCH (b:Batch)-[:ASSERTED]->({claim}) "
                    f"WHERE b.undone IS NULL AND b.dataset IN {claim}.datasets "
                    "RETURN [b.uid, b.dataset, b.version, b.recorded] ORDER BY b.number }"
                )
        raise _unasked(field)

    def _named(self, claim: str, end: str, fields: Fields) -> str:
        """Return what is wanted of the one item that a claim names, null where it names none."""
        item = self._writer.variable("n")
        if end == "target":
            own = f"coalesce(head(COLLECT {{ MATCH (a:Alias {{uid: {claim}.target}}) RETURN a.of }}), {claim}.target)"
            way = f"({item}:Entity {{uid: {own}}})"
        elif end == "about":
            way = f"({claim})<-[:HAS_CLAIM]-({item}:Entity)"
        else:
            way = f"({claim})-[:{_BY[end]}]->({item}:Entity)"
        return (
            f"head(COLLECT {{ MATCH {way} WHERE {self._writer.sees_item(item)} RETURN {self.of_item(item, fields)} }})"
        )

    def _citations(self, owner: str, texts: str, wanted: Citations) -> str:
        """Return citations as they are stored with an item, and what is wanted of the items that they name."""
        return _list((texts, *(self._cited(owner, name, getattr(wanted, name)) for name in _BY)))

    def _cited(self, owner: str, name: str, fields: Fields | None) -> str:
        if fields is None:
            return "null"
        item = self._writer.variable("n")
        return (
            f"COLLECT {{ MATCH ({owner})-[:HAS_CLAIM]->(:Claim)-[:{_BY[name]}]->({item}:Entity) "
            f"WHERE {self._writer.sees_item(item)} WITH DISTINCT {item} "
            f"RETURN [{item}.uid, {self.of_item(item, fields)}] }}"
        )


def _list(parts: Iterable[str]) -> str:
    return f"[{', '.join(parts)}]"


def _unasked(field: Field) -> TypeError:
    return TypeError(f"{type(field).__name__} can't be wanted here")
