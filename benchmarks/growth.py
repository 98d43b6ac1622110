"""Whether an import, and what is derived from it, takes longer the larger the graph is that it comes into.

The same file is loaded and undone beside few events and beside many, which are written past the importer.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks import courses
from benchmarks.generated import case_file
from benchmarks.importing import _seconds
from graph import schema
from graph.changes import undoing
from graph.engine import DatabasePlace, connect
from graph.store import index_counts
from importers import load as importing

if TYPE_CHECKING:
    from graph.engine import Engine

_EVENTS, _FEW, _MANY = 500, 5_000, 100_000
_ROUNDS, _WARM_UPS = 7, 3


def run() -> None:
    """Print both times and their ratio."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.json"
        path.write_text(json.dumps(case_file(_EVENTS)))
        took = {others: _beside(others, path) for others in (_FEW, _MANY)}
    for others, seconds in took.items():
        print(f"{_EVENTS} events beside {others:,} others: {seconds:.2f} s")
    print(f"in a graph {_MANY // _FEW} times as large: {took[_MANY] / took[_FEW]:.2f} times")


def _beside(others: int, path: Path) -> float:
    """Return the median seconds of loading the file into a graph of so many other events."""
    with TemporaryDirectory() as home, connect(DatabasePlace(Path(home))) as engine:
        schema.install(engine)
        courses.written(engine, others)
        index_counts.count_indexes(engine, others)
        return median([_round(engine, path) for _ in range(_WARM_UPS + _ROUNDS)][_WARM_UPS:])


def _round(engine: Engine, path: Path) -> float:
    seconds = _seconds(partial(_load, engine, path))
    undoing.undo(engine, _last(engine))
    return seconds


def _load(engine: Engine, path: Path) -> None:
    importing.load(engine, importing.gather([path]))


def _last(engine: Engine) -> str:
    return str(engine.read(lambda unit: unit.value("MATCH (b:Batch) RETURN b.uid ORDER BY b.number DESC LIMIT 1")))


if __name__ == "__main__":
    run()
