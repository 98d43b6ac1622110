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
from graph.patterns import count, match, pages, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.patterns import Pattern
    from graph.patterns.answer import Counts

EVENTS = int(os.environ.get("HANDOVER_BENCH_EVENTS", "100000"))
SMALL, WARM_UPS, ROUNDS = 10_000, 3, 5
ONE_SHARE = 10
"""The share at which growth, pages and whole answers are measured."""
PAGE = 20
BETTER, GOALS = 1.2, {"duckdb": 2.0}
"""Counting the matches takes at most so many times as long as the better form of Cypher by hand, and as others."""
PAGES = {"first matches": 3.0, "first near misses": 3.0}
"""Each takes at most so many times as long as counting the matches."""


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
                for name in ("count", "matches", "duckdb", "staged") if share == ONE_SHARE else ():
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
    ways["count"] = lambda: _number(count(engine, asked))
    if share == ONE_SHARE:
        ways["first matches"] = lambda: len(pages.first_matches(engine, asked, PAGE))
        ways["first near misses"] = lambda: len(pages.first_near_misses(engine, asked, PAGE))
        ways["matches"] = lambda: len(match(engine, asked).matches)
    counts: dict[str, int] = {}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(WARM_UPS + ROUNDS):
        for name, way in ways.items():
            began = time.perf_counter()
            try:
                counts[name] = way()
            except QueryTimeout:
                counts[name] = -1
            took[name].append(time.perf_counter() - began)
    exact = {counts.get(name, -1) for name in ("staged", "packed", "duckdb", "polars", "count", "matches")} - {-1}
    assert len(exact) == 1, counts
    best = {name: median(seconds[WARM_UPS:]) for name, seconds in took.items()}
    for name, seconds in took.items():
        said = "stopped" if counts[name] == -1 else f"{counts[name]} found"
        spread = f"{min(seconds[WARM_UPS:]) * 1e3:.0f} to {max(seconds[WARM_UPS:]) * 1e3:.0f}"
        print(f"{name}: {best[name] * 1e3:.0f} ms ({spread}), {said}; {_ratio(name, best)}", flush=True)
    better = min(best["staged"], best["packed"])
    print(f"count / the better of staged and packed: {best['count'] / better:.2f}; goal at most {BETTER}", flush=True)
    return best


def _number(counts: Counts) -> int:
    return counts.certain + counts.possible


def _ratio(name: str, best: dict[str, float]) -> str:
    """Tell how counting the matches compares with a rival, or a page with counting them, and the goal."""
    if name in PAGES or name == "matches":
        goal = f"; goal at most {PAGES[name]:.1f} times" if name in PAGES else ""
        return f"this / count: {best[name] / best['count']:.2f}{goal}"
    goal = f"; goal at most {GOALS[name]:.1f} times" if name in GOALS else ""
    return f"count / this: {best['count'] / best[name]:.2f}{goal}"


if __name__ == "__main__":
    run()
