"""Three steps among events whose days are known as intervals, against DuckDB on the same events with their exact days.

Worlds decide of each choice whether it is certain or possible, which no rival tells: these count by exact days only.
HANDOVER_BENCH_EVENTS sets how many events there are.
"""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks import rivals
from benchmarks.matching import EVENTS, ONE_SHARE, pattern
from benchmarks.sequences import grounds, histories, written
from graph import schema
from graph.engine import DatabasePlace, connect
from graph.patterns import count

if TYPE_CHECKING:
    from collections.abc import Callable

_SHARES, _WIDEST = (5, 50), 10
"""Of a hundred events so many are known by an interval, of so many days at most."""
_WARM_UPS, _ROUNDS, _GOAL = 2, 5, 3.0


def run() -> None:
    """Print the ratios."""
    told = histories(EVENTS)
    duckdb = partial(rivals.in_memory(told)["duckdb"], grounds(ONE_SHARE))
    for share in _SHARES:
        with TemporaryDirectory() as folder, connect(DatabasePlace(Path(folder) / "home", heap="2g")) as engine:
            schema.install(engine)
            written(engine, told, partial(_known, random.Random(1), share))  # noqa: S311  no secret
            found = count(engine, pattern(ONE_SHARE))
            exact = duckdb()
            assert found.certain <= exact <= found.certain + found.possible, (found, exact)
            took = _in_turns({"count": lambda: count(engine, pattern(ONE_SHARE)), "duckdb": duckdb})
            print(f"{EVENTS} events, {share} % known by an interval; {ONE_SHARE} % of persons have the rarest step")
            print(f"count: {took['count'] * 1e3:.0f} ms, {found.certain} certain, {found.possible} possible")
            print(f"duckdb, by exact days: {took['duckdb'] * 1e3:.0f} ms, {exact} found")
            print(f"count / duckdb: {took['count'] / took['duckdb']:.1f}; goal at most {_GOAL:.1f}", flush=True)


def _known(chance: random.Random, share: int, day: int) -> tuple[int, int]:
    if chance.randrange(100) >= share:
        return day, day
    before, after = (chance.randrange(_WIDEST // 2) for _ in range(2))
    return day - before, day + after


def _in_turns(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(_WARM_UPS + _ROUNDS):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            took[name].append(time.perf_counter() - began)
    return {name: median(seconds[_WARM_UPS:]) for name, seconds in took.items()}


if __name__ == "__main__":
    run()
