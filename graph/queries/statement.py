"""One statement for all that is asked at once, and the answer to it.

A selection is answered by one statement, so that all of an answer is of one state of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from graph import access
from graph.queries.rows import Rows
from graph.queries.writer import Writer
from graph.selection import Everything, These

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.access import Reader
    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity
    from graph.selection import Root


@dataclass(frozen=True, slots=True)
class Statement:
    """Cypher with its parameters; it answers with one row that holds one answer for each root."""

    text: str
    parameters: dict[str, Any]


def statement(roots: Sequence[Root], reader: Reader) -> Statement:
    """Return the statement that answers all roots for a reader."""
    writer = Writer(reader)
    rows = Rows(writer)
    written = [_root(root, writer, rows) for root in roots]
    return Statement(f"RETURN [{', '.join(written)}] AS answer", writer.parameters)


def _root(root: Root, writer: Writer, rows: Rows) -> str:
    match root:
        case Everything(label, listing):
            return rows.lists().everything(label, listing)
        case These(label, uids, fields):
            item, asked = writer.variable("n"), writer.variable("u")
            own = f"coalesce(head(COLLECT {{ MATCH (a:Alias {{uid: {asked}}}) RETURN a.of }}), {asked})"
            labels = label if label in (CLAIM, "Entity") else f"Entity&{label}"
            wanted = rows.of_claim(item, fields) if label == CLAIM else rows.of_item(item, fields)
            seen = writer.sees_live_claim(item) if label == CLAIM else writer.sees_item(item)
            return (
                f"COLLECT {{ UNWIND {writer.parameter(list(uids))} AS {asked} "
                f"MATCH ({item}:{labels} {{uid: {own}}}) WHERE {seen} RETURN [{asked}, {wanted}] }}"
            )


CLAIM = "Claim"


def answer(engine: Engine, roots: Sequence[Root], level: Sensitivity, *, timeout: float) -> list[Any]:
    """Return the answer to each root, as a reader of the level sees it; QueryTimeout after so many seconds.

    It is written for the columns that are known to hold values for some levels only, and tells which there are once
    all is read. If there are others, it may have read what the reader doesn't see: it is thrown away and asked again.
    """
    if engine not in _known:
        _known[engine] = engine.read(lambda unit: access.reader(unit, level)).variants
    while True:
        known = _known[engine]
        made = statement(roots, access.Reader(level, known))
        found, names = engine.ask(_with_columns(made), made.parameters, timeout=timeout)
        if (there := access.variants(names)) == known:
            return list(found)
        _known[engine] = there


_known: WeakKeyDictionary[Engine, frozenset[str]] = WeakKeyDictionary()
"""The columns for some levels only that the last answer of each database found."""


def _with_columns(made: Statement) -> str:
    """Return a statement that tells the columns there were once it had read all.

    Only what needs the answer is sure to be done after it: the database may turn around what doesn't.
    """
    then = f"{access.COLUMNS} WITH name WHERE answer IS NOT NULL RETURN collect(name) AS names"
    return f"CALL () {{ {made.text} }} CALL (answer) {{ {then} }} RETURN answer, names"
