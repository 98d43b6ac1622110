"""Each shipped pattern against Cypher written by hand for it, in turns, on the same courses of events.

Both count the matches; that they count the same is checked before anything is told. HANDOVER_BENCH_EVENTS sets how many
events there are.
"""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks import courses, library_by_hand
from graph import schema
from graph.engine import DatabasePlace, connect
from graph.patterns import count, names, pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.unit import Unit

EVENTS = int(os.environ.get("HANDOVER_BENCH_EVENTS", "100000"))
WARM_UPS, ROUNDS = 2, 5
GOAL = 1.0
"""Counting a pattern's matches takes at most so many times as long as by hand."""


def run() -> None:
    """Print all ratios."""
    with TemporaryDirectory() as folder, connect(DatabasePlace(Path(folder) / "home", heap="2g")) as engine:
        schema.install(engine)
        courses.written(engine, EVENTS)
        print(f"{EVENTS} events; medians of {ROUNDS} rounds in turns, goal at most {GOAL:.1f}", flush=True)
        for name in names():
            _compare(engine, name)


def _compare(engine: Engine, name: str) -> None:
    ways: dict[str, Callable[[], int]] = {"ours": partial(_ours, engine, name), "hand": partial(_by_hand, engine, name)}
    took: dict[str, list[float]] = {way: [] for way in ways}
    found: dict[str, int] = {}
    for _ in range(WARM_UPS + ROUNDS):
        for way, work in ways.items():
            began = time.perf_counter()
            found[way] = work()
            took[way].append(time.perf_counter() - began)
    ours, hand = (median(took[way][WARM_UPS:]) for way in ("ours", "hand"))
    assert found["ours"] == found["hand"], f"{name}: {found}"
    said = f"{ours * 1e3:.0f} ms, by hand {hand * 1e3:.0f} ms"
    print(f"{name}: {ours / hand:.2f} times; {said}, {found['ours']} matches", flush=True)


def _ours(engine: Engine, name: str) -> int:
    counts = count(engine, pattern(name))
    return counts.certain + counts.possible


def _by_hand(engine: Engine, name: str) -> int:
    def work(unit: Unit) -> int:
        return int(unit.value(library_by_hand.STATEMENTS[name], **library_by_hand.PARAMETERS))

    return engine.read(work)


if __name__ == "__main__":
    run()
