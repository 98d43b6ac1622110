"""The rows of an answer as CSV (RFC 4180, UTF-8), which no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from graph.patterns.flat import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.patterns.flat import Cell, Row

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula; an apostrophe before it makes it text."""


def table(rows: Iterable[Row]) -> bytes:
    """Return rows as CSV with a line of column names; what is not stated is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(cell) for cell in row.cells().values()] for row in rows)
    return text.getvalue().encode()


def _guarded(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
