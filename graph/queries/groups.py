"""Counts of a list by what its items have in common, as Cypher.

Groups are written as `[rows, items, ...]`: a row for each counted item and each combination of its keys, and for each
key that is an item what is wanted of it. The rows are counted where they arrive: Neo4j 5.26 admits no counting below a
row that has anything else in it. What is not stated, and what leads nowhere that the reader may see, is a key of its
own: null. An item that has several values counts in the group of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology.values import DATE
from graph.queries.writer import both
from graph.time.days import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.queries.conditions import Values
    from graph.queries.rows import Rows
    from graph.queries.selection import Grouped, Key
    from graph.queries.writer import Writer


class Groups:
    """Writes the groups of one statement."""

    def __init__(self, writer: Writer, rows: Rows) -> None:
        self._writer, self._rows = writer, rows

    def of(self, grouped: Grouped, matched: str, counted: str, edge: str, own: Values) -> str:
        """Return the groups of all that is matched, the largest first; `own` are the values of what is counted."""
        names = [self._writer.variable("k") for _ in grouped.keys]
        ways = [
            part
            for name, key in zip(names, grouped.keys, strict=True)
            for part in self._way(name, key, counted, edge, own)
        ]
        each = [f"{name}.uid" if key.column is None else name for name, key in zip(names, grouped.keys, strict=True)]
        along = f"{matched} {' '.join(ways)}"
        rows = f"COLLECT {{ {along} WITH DISTINCT {', '.join((counted, *names))} RETURN [{', '.join(each)}] }}"
        items = (self._items(along, name, key) for name, key in zip(names, grouped.keys, strict=True))
        return f"[{', '.join((rows, *items))}]"

    def _items(self, along: str, name: str, key: Key) -> str:
        """Return what is wanted of the items that are keys."""
        if key.column is not None or not key.fields:
            return "[]"
        row = f"[{name}.uid, {self._rows.of_item(name, key.fields)}]"
        return f"COLLECT {{ {along} WITH DISTINCT {name} WHERE {name} IS NOT NULL RETURN {row} }}"

    def _way(self, name: str, key: Key, counted: str, edge: str, own: Values) -> Iterator[str]:
        """Yield what leads to a key, and calls it by a name."""
        reader, at = self._writer.reader, counted
        for step in key.steps:
            way, link, node = self._writer.way(at, step.end)
            seen = both((self._writer.sees_edge(link), self._writer.sees_item(node), *_of_class(node, step.of_class)))
            yield f"OPTIONAL MATCH {way} WHERE {seen}"
            at = node
        if key.column is None:
            yield f"WITH *, {at} AS {name}"
            return
        value = own if at == counted else lambda column: reader.value(at, column)
        if key.of_edge:
            value = lambda column: self._writer.edge_value(edge, column)  # noqa: E731  the third way to read a column
        if key.column.kind is DATE:
            first, last = value(f"{key.column.name}_first"), value(f"{key.column.name}_last")
            days = f"[{_day(first, key.signs, FIRST_DAY)}, {_day(last, key.signs, LAST_DAY)}]"
            yield f"WITH *, CASE WHEN {first} IS NULL THEN null ELSE {days} END AS {name}"
        elif key.column.many:
            stated = value(key.column.name)
            yield f"UNWIND CASE WHEN coalesce(size({stated}), 0) = 0 THEN [null] ELSE {stated} END AS {name}"
        else:
            yield f"WITH *, {value(key.column.name)} AS {name}"


def _of_class(node: str, name: str) -> tuple[str, ...]:
    return (f"{node}:{name}",) if name else ()


def _day(number: str, signs: int, unbounded: int) -> str:
    """Return the first signs of a day as it is written: its year, its month or all of it; null where it is no bound."""
    written = f"substring(toString(date('0001-01-01') + duration({{days: {number} - 1}})), 0, {signs})"
    return f"CASE WHEN {number} = {unbounded} THEN null ELSE {written} END"
