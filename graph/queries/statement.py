"""One statement for all that is asked at once, and the answer to it.

A selection is answered in one read: first what the reader may see is looked up, then everything is asked in one
statement, so that all of an answer is of one state of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph import access
from graph.queries.rows import Rows
from graph.queries.writer import Writer
from graph.selection import Everything, These

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.access import Reader
    from graph.engine import Engine, Unit
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
    """Return the answer to each root, as a reader of the level sees it; QueryTimeout after so many seconds."""

    def work(unit: Unit) -> list[Any]:
        made = statement(roots, access.reader(unit, level))
        return list(unit.value(made.text, **made.parameters))

    return engine.read(work, timeout=timeout)
