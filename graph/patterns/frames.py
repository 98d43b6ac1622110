"""An answer as a data frame, for whoever works in Python with pandas or polars; neither comes with Handover."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from graph.errors import UsageError
from graph.patterns.flat import COLUMNS, rows

if TYPE_CHECKING:
    from graph.patterns.answer import Answer
    from graph.patterns.flat import Cell

Library = Literal["pandas", "polars"]
LIBRARIES: tuple[Library, ...] = ("pandas", "polars")
"""The first that is installed is taken, unless one is asked for."""

_TYPES: dict[str, type] = {
    "number": int,
    "earliest": date,
    "latest": date,
    "exact": bool,
    "gap_min_days": int,
    "gap_max_days": int,
}
"""Columns that are no text; each may be empty."""
_PANDAS = {str: "str", int: "Int64", bool: "boolean", date: "datetime64[s]"}
"""Seconds: pandas' own nanoseconds begin in 1677."""
_POLARS = {str: "String", int: "Int64", bool: "Boolean", date: "Date"}


def frame(answer: Answer, library: Library | None = None) -> Any:
    """Return the matches as a data frame, a row for each event of each match; see `graph.patterns.flat`.

    UsageError where the library is not installed.
    """
    chosen = library or next((each for each in LIBRARIES if find_spec(each)), None)
    if chosen is None or find_spec(chosen) is None:
        raise UsageError(
            f"{chosen} is not installed" if chosen else f"neither {' nor '.join(LIBRARIES)} is installed",
            way_out=f"install it: python -m pip install {chosen or LIBRARIES[0]}; or take graph.patterns.flat.rows",
        )
    cells = [row.cells() for row in rows(answer)]
    return _pandas(cells) if chosen == "pandas" else _polars(cells)


def _pandas(cells: list[dict[str, Cell]]) -> Any:
    pandas = import_module("pandas")
    types = {name: _PANDAS[_TYPES.get(name, str)] for name in COLUMNS}
    return pandas.DataFrame(cells, columns=list(COLUMNS), dtype=object).astype(types)


def _polars(cells: list[dict[str, Cell]]) -> Any:
    polars = import_module("polars")
    types = {name: getattr(polars, _POLARS[_TYPES.get(name, str)]) for name in COLUMNS}
    return polars.DataFrame(cells, schema=types)
