"""One statement for all that is asked at once, and the answer to it.

A selection is answered by one statement, so that all of an answer is of one state of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from graph import access
from graph.queries.rows import Rows
from graph.queries.selection import Everything, These
from graph.queries.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.access import Reader
    from graph.awaited import Awaited
    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity
    from graph.queries.selection import Root


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
        made = _written(roots, level, known := _known[engine])
        found, names = engine.ask(made.text, made.parameters, timeout=timeout)
        if _is_of(engine, known, names):
            return list(found)


async def answer_on_loop(database: Awaited, roots: Sequence[Root], level: Sensitivity, *, timeout: float) -> list[Any]:  # noqa: ASYNC109  the database's own
    """Return what `answer` does, on an event loop."""
    while True:
        made = _written(roots, level, known := _known.get(database.engine, frozenset()))
        found, names = await database.ask(made.text, made.parameters, timeout=timeout)
        if _is_of(database.engine, known, names):
            return list(found)


def _is_of(engine: Engine, known: frozenset[str], names: list[str]) -> bool:
    """Tell whether the columns that a statement was written for are those there were, which are known from now on."""
    _known[engine] = access.variants(names)
    return _known[engine] == known


_known: WeakKeyDictionary[Engine, frozenset[str]] = WeakKeyDictionary()
"""The columns for some levels only that the last answer of each database found."""


def _written(roots: Sequence[Root], level: Sensitivity, known: frozenset[str]) -> Statement:
    """Return the statement for a reader who knows these columns; it tells those there were once it had read all.

    Only what needs the answer is sure to be done after it: the database may turn around what doesn't.
    """
    made = statement(roots, access.Reader(level, known))
    then = f"{access.COLUMNS} WITH name WHERE answer IS NOT NULL RETURN collect(name) AS names"
    return Statement(f"CALL () {{ {made.text} }} CALL (answer) {{ {then} }} RETURN answer, names", made.parameters)
