"""Lists as Cypher: who is on them, in which order, which page, and how many there are in all.

A list is written as `[rows, total]`; a row as `[item, edge, place]`, with what is wanted of each. One row more than
the page holds is asked for, so that the answer tells whether the list goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.queries import order
from graph.queries.conditions import Conditions
from graph.queries.writer import both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.queries.fields import End
    from graph.queries.order import Key
    from graph.queries.rows import Rows
    from graph.queries.writer import Writer
    from graph.selection import Listing


@dataclass(frozen=True, slots=True)
class Edge:
    """The variables of an edge and its ends, and the name of its link: claims on it are claims on its start."""

    edge: str
    start: str
    finish: str
    link: str


class Lists:
    """Writes the lists of one statement."""

    def __init__(self, writer: Writer, rows: Rows) -> None:
        self._writer, self._rows = writer, rows
        self._conditions = Conditions(writer)

    def everything(self, label: str, listing: Listing) -> str:
        """Return the list of all items with a label."""
        item = self._writer.variable("n")
        asked = both((self._writer.sees_item(item), f"({self._conditions.of_item(item, listing.where)})"))
        keys = order.keys(listing.order, item, "", self._writer.reader)
        row = f"[{self._rows.of_item(item, listing.fields)}, []{self._place(listing, keys)}]"
        return self._list(listing, f"({item}:{label})", asked, keys, row)

    def linked(self, item: str, end: End, listing: Listing) -> str:
        """Return the list of the nodes that a link leads to from an item."""
        way, edge, node = self._writer.way(item, end)
        asked = both(
            (
                self._writer.sees_edge(edge),
                self._writer.sees_item(node),
                f"({self._conditions.of_edge(edge, listing.edge_where)})",
                f"({self._conditions.of_item(node, listing.where)})",
            )
        )
        start, finish = (node, item) if end.backwards else (item, node)
        keys = order.keys(listing.order, node, edge, self._writer.reader)
        wanted = self._rows.of_edge(Edge(edge, start, finish, end.link.name), listing.edge)
        row = f"[{self._rows.of_item(node, listing.fields)}, {wanted}{self._place(listing, keys)}]"
        return self._list(listing, way, asked, keys, row)

    def claims(self, item: str, listing: Listing, edge: Edge | None = None) -> str:
        """Return the list of the live claims on an item, or on one edge of it."""
        claim = self._writer.variable("c")
        seen = [self._writer.sees_claim(claim, item), *([_on(claim, edge)] if edge else [])]
        return self._claims(f"({item})-[:HAS_CLAIM]->({claim}:Claim)", claim, seen, listing)

    def attitudes(self, claim: str, listing: Listing) -> str:
        """Return the list of the claims that say what parties make of a claim."""
        attitude = self._writer.variable("c")
        seen = [self._writer.sees_claim(attitude)]
        return self._claims(f"({claim})-[:HAS_CLAIM]->({attitude}:Claim)", attitude, seen, listing)

    def _claims(self, way: str, claim: str, seen: Sequence[str], listing: Listing) -> str:
        asked = both((*seen, f"({self._conditions.of_claim(claim, listing.where)})"))
        keys = [order.Key(f"{claim}.field"), order.Key(f"{claim}.uid")]
        row = f"[{self._rows.of_claim(claim, listing.fields)}, []{self._place(listing, keys)}]"
        return self._list(listing, way, asked, keys, row)

    def _place(self, listing: Listing, keys: Sequence[Key]) -> str:
        """Return what cursors are made of, where they are wanted."""
        return f", [{', '.join(key.value for key in keys)}]" if listing.cursors else ""

    def _list(self, listing: Listing, way: str, asked: str, keys: Sequence[Key], row: str) -> str:
        """Return a page of what matches, in order, and how much matches in all."""
        total = f"COUNT {{ MATCH {way} WHERE {asked} }}" if listing.total else "null"
        if not listing.rows:
            return f"[[], {total}]"
        page = listing.page
        bounds = [order.beyond(keys, page.after, self._writer)] if page.after else []
        turned = [key.turned() for key in keys]
        bounds += [order.beyond(turned, page.before, self._writer)] if page.before else []
        ordering = ", ".join(key.ordering() for key in (turned if page.backwards else keys))
        return (
            f"[COLLECT {{ MATCH {way} WHERE {both((asked, *bounds))} WITH * ORDER BY {ordering} "
            f"LIMIT {self._writer.parameter(page.size + 1)} RETURN {row} }}, {total}]"
        )


def _on(claim: str, edge: Edge) -> str:
    """Return what is true of the claims that say an edge, by whatever uid they call its end."""
    alias = f"EXISTS {{ (:Alias {{uid: {claim}.target, of: {edge.finish}.uid}}) }}"
    return (
        f"{claim}.field = '{edge.link}' AND ({claim}.target = {edge.finish}.uid OR {alias}) "
        f"AND coalesce({claim}.role, '') = coalesce({edge.edge}.role, '')"
    )
