"""The matcher over a sweep of selectivities, against its rivals, in one run and in turns.

Another machine, or a busy one, stretches all of them: only the ratios tell. HANDOVER_BENCH_EVENTS sets how many events
there are; a million is what the goals are stated for.
"""

from __future__ import annotations

import math
import os
import time
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks import rivals
from benchmarks.sequences import SHARES, grounds, histories, written
from graph import schema
from graph.engine import DatabasePlace, connect
from graph.errors import QueryTimeout
from graph.patterns import match, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.patterns import Pattern

EVENTS = int(os.environ.get("HANDOVER_BENCH_EVENTS", "100000"))
SMALL, ROUNDS = 10_000, 3
ONE_SHARE = 10
"""The share at which growth and near misses are measured."""
GOALS = {"staged": 1.2, "packed": 1.2, "duckdb": 2.0}
"""The matcher takes at most so many times as long as each."""


def run() -> None:
    """Print every time, the ratios, and how the cost grows."""
    growing: dict[str, list[float]] = {}
    for events in (SMALL, EVENTS):
        with TemporaryDirectory() as folder, connect(DatabasePlace(Path(folder) / "home", heap="2g")) as engine:
            schema.install(engine)
            told = histories(events)
            written(engine, told)
            rivals.pack(engine, told)
            others: dict[str, Callable[[list[str]], int]] = {
                "staged": partial(rivals.staged, engine),
                "packed": partial(rivals.packed, engine),
                **rivals.in_memory(told),
            }
            for share in SHARES if events == EVENTS else (ONE_SHARE,):
                print(f"-- {events} events, the rarest step at {share} % of persons", flush=True)
                took = _in_turns(engine, share, others)
                for name in ("matches", "duckdb", "staged") if share == ONE_SHARE else ():
                    growing.setdefault(name, []).append(took[name])
    for name, (small, large) in growing.items():
        print(f"{name}: the cost grows with exponent {math.log(large / small, EVENTS / SMALL):.2f}")


def pattern(share: int) -> Pattern:
    """Return the three steps whose rarest that share of a hundred persons has."""
    steps = [
        {"id": "release", "kind": "release"},
        {"id": "arrest", "kind": "arrest", "ground": grounds(share), "within": f"P{rivals.WITHIN}D"},
        {"id": "handover", "kind": "handover"},
    ]
    return read({"name": "sweep", "title": "Sweep", "steps": steps})


def _in_turns(engine: Engine, share: int, others: dict[str, Callable[[list[str]], int]]) -> dict[str, float]:
    asked = pattern(share)
    ways: dict[str, Callable[[], int]] = {name: partial(way, grounds(share)) for name, way in others.items()}
    ways["matches"] = lambda: len(match(engine, asked).matches)
    if share == ONE_SHARE:
        ways["near misses"] = lambda: len(match(engine, asked, near_misses=True).near_misses or ())
    counts: dict[str, int] = {}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = time.perf_counter()
            try:
                counts[name] = way()
            except QueryTimeout:
                counts[name] = -1
            took[name].append(time.perf_counter() - began)
    exact = {counts[name] for name in ("staged", "packed", "duckdb", "polars", "matches")} - {-1}
    assert len(exact) == 1, counts
    best = {name: median(seconds) for name, seconds in took.items()}
    for name, seconds in took.items():
        goal = f"; goal for the matches at most {GOALS[name]:.1f} times" if name in GOALS else ""
        said = "stopped" if counts[name] == -1 else f"{counts[name]} found"
        spread = f"{min(seconds) * 1e3:.0f} to {max(seconds) * 1e3:.0f}"
        ratio = best["matches"] / best[name]
        print(f"{name}: {best[name] * 1e3:.0f} ms ({spread}), {said}; matches / this: {ratio:.2f}{goal}", flush=True)
    return best


if __name__ == "__main__":
    run()
