"""A unit of work: one transaction, in which statements are run one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, LiteralString

from graph.parameters import converted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from neo4j import ManagedTransaction

ROWS = 5_000
"""How many rows one statement carries; more make no statement faster."""


class Unit:
    """One transaction, as handed to a unit's function."""

    def __init__(self, transaction: ManagedTransaction, look: Callable[[], None]) -> None:
        self._transaction, self._look = transaction, look

    def run(self, cypher: LiteralString, /, **parameters: Any) -> list[dict[str, Any]]:
        """Every row of the statement's answer, which asks for `properties(n)` and not for `n`."""
        self._look()
        result = self._transaction.run(cypher, converted(parameters))
        names = result.keys()
        # What the driver makes data of is data already; going through it took longer than to receive it.
        return [dict(zip(names, row, strict=True)) for row in result]

    def stream(self, cypher: LiteralString, /, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Yield the rows of the statement's answer as they are needed; what nobody takes is hardly sent."""
        self._look()
        result = self._transaction.run(cypher, converted(parameters))
        names = result.keys()
        for row in result:
            yield dict(zip(names, row, strict=True))

    def value(self, cypher: LiteralString, /, **parameters: Any) -> Any:
        """Return the one value of the one row of the statement's answer."""
        self._look()
        return self._transaction.run(cypher, converted(parameters)).single(strict=True).value()

    def run_in_parts(self, cypher: LiteralString, rows: Sequence[Any], /, **parameters: Any) -> list[dict[str, Any]]:
        """Every row of the answers to a statement that is run for so many of its `$rows` at a time; of none, none."""
        starts = range(0, len(rows), ROWS)
        return [row for start in starts for row in self.run(cypher, rows=rows[start : start + ROWS], **parameters)]
