"""Lists as Cypher: who is on them, in which order, which page, and how many there are in all.

A list is written as `[rows, total, groups]`; a row as `[item, edge, place]`, with what is wanted of each, or as the
item alone where it is bare. One row more than the page holds is asked for, so that the answer tells whether the list
goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from graph.queries import order
from graph.queries.conditions import Conditions
from graph.queries.groups import Groups
from graph.queries.writer import both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.queries.conditions import Values
    from graph.queries.fields import End
    from graph.queries.order import Key
    from graph.queries.rows import Rows
    from graph.queries.selection import Grouped, Listing
    from graph.queries.writer import Writer


@dataclass(frozen=True, slots=True)
class Edge:
    """The variables of an edge and its ends, and Cypher for its link's name: claims on it are claims on its start."""

    edge: str
    start: str
    finish: str
    link: str


@dataclass(frozen=True, slots=True)
class _Matched:
    """What is on a list: the way to it, what is asked, and each item: its variable, its edge's, and its values."""

    way: str
    asked: str
    item: str
    edge: str
    value: Values

    def all(self, *bounds: str) -> str:
        """Return what matches all on the list, within bounds."""
        return f"MATCH {self.way} WHERE {both((self.asked, *bounds))}"


class Lists:
    """Writes the lists of one statement."""

    def __init__(self, writer: Writer, rows: Rows) -> None:
        self._writer, self._rows = writer, rows
        self._conditions, self._groups = Conditions(writer), Groups(writer, rows)

    def everything(self, label: str, listing: Listing) -> str:
        """Return the list of all items with a label."""
        item = self._writer.variable("n")
        asked = both((self._writer.sees_item(item), f"({self._conditions.of_item(item, listing.where)})"))
        keys = order.keys(listing.order, item, "", self._writer.reader)
        row = self._row(listing, self._rows.of_item(item, listing.fields), "[]", keys)
        way = f"({item}:Entity&{label})"  # what all items have an index of, such as the uid, is not found by one label
        return self._list(listing, _Matched(way, asked, item, "", self._value_of(item)), keys, row)

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
        keys = order.keys(listing.order, node, edge if end.link.roles else "", self._writer.reader)
        wanted = self._rows.of_edge(Edge(edge, start, finish, f"'{end.link.name}'"), listing.edge)
        row = self._row(listing, self._rows.of_item(node, listing.fields), wanted, keys)
        return self._list(listing, _Matched(way, asked, node, edge, self._value_of(node)), keys, row)

    def claims(self, item: str, listing: Listing, edge: Edge | None = None) -> str:
        """Return the list of the live claims on an item, or on one edge of it."""
        claim = self._writer.variable("c")
        seen = [self._writer.sees_claim(claim, item), *([on(claim, edge)] if edge else [])]
        return self._claims(f"({item})-[:HAS_CLAIM]->({claim}:Claim)", claim, seen, listing)

    def attitudes(self, claim: str, listing: Listing) -> str:
        """Return the list of the claims that say what parties make of a claim."""
        attitude = self._writer.variable("c")
        seen = [self._writer.sees_claim(attitude)]
        return self._claims(f"({claim})-[:HAS_CLAIM]->({attitude}:Claim)", attitude, seen, listing)

    def _claims(self, way: str, claim: str, seen: Sequence[str], listing: Listing) -> str:
        asked = both((*seen, f"({self._conditions.of_claim(claim, listing.where)})"))
        keys = [order.Key(f"{claim}.field"), order.Key(f"{claim}.uid")]
        row = self._row(listing, self._rows.of_claim(claim, listing.fields), "[]", keys)
        value = partial(self._conditions.claim_value, claim)
        return self._list(listing, _Matched(way, asked, claim, "", value), keys, row)

    def _value_of(self, item: str) -> Values:
        return partial(self._writer.reader.value, item)

    def _row(self, listing: Listing, item: str, edge: str, keys: Sequence[Key]) -> str:
        """Return a row, with what cursors are made of where they are wanted."""
        if listing.bare:
            return item
        place = f", [{', '.join(key.value for key in keys)}]" if listing.cursors else ""
        return f"[{item}, {edge}{place}]"

    def _list(self, listing: Listing, matched: _Matched, keys: Sequence[Key], row: str) -> str:
        """Return a page of what matches, in order, and how much matches in all."""
        total = f"COUNT {{ {matched.all()} }}" if listing.total else "null"
        counts = ", ".join(self._grouped(each, matched) for each in listing.groups)
        page = self._page(listing, matched, keys, row) if listing.rows else "[]"
        return f"[{page}, {total}, [{counts}]]"

    def _grouped(self, grouped: Grouped, matched: _Matched) -> str:
        return self._groups.of(grouped, matched.all(), matched.item, matched.edge, matched.value)

    def _page(self, listing: Listing, matched: _Matched, keys: Sequence[Key], row: str) -> str:
        page = listing.page
        bounds = [order.beyond(keys, page.after, self._writer)] if page.after else []
        turned = [key.turned() for key in keys]
        bounds += [order.beyond(turned, page.before, self._writer)] if page.before else []
        ordering = ", ".join(key.ordering() for key in (turned if page.backwards else keys))
        return (
            f"COLLECT {{ {matched.all(*bounds)} WITH * ORDER BY {ordering} "
            f"LIMIT {self._writer.parameter(page.size + 1)} RETURN {row} }}"
        )


def on(claim: str, edge: Edge) -> str:
    """Return what is true of the claims that say an edge, by whatever uid they call its end."""
    alias = f"EXISTS {{ (:Alias {{uid: {claim}.target, of: {edge.finish}.uid}}) }}"
    return (
        f"{claim}.field = {edge.link} AND ({claim}.target = {edge.finish}.uid OR {alias}) "
        f"AND coalesce({claim}.role, '') = coalesce({edge.edge}.role, '')"
    )
