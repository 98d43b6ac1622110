"""The same three steps by others: two forms of Cypher written by hand, DuckDB, polars, and pm4py, on the same events.

Each counts the choices of a release, an arrest on one of some grounds within seven days, and a handover afterwards.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import polars as pl
from pm4py.algo.filtering.pandas.ltl import ltl_checker

from benchmarks.sequences import SHARES

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.sequences import Happened
    from graph.engine import Engine
    from graph.unit import Unit

WITHIN = 7

_STAGED = """
UNWIND $grounds AS ground MATCH (a:Event {kind: 'arrest', ground: ground})-[:SUBJECT]->(p:Person)
MATCH (p)<-[:SUBJECT]-(r:Event {kind: 'release'})
WHERE r.date_first <= a.date_first AND a.date_first <= r.date_first + $within
WITH p, a MATCH (p)<-[:SUBJECT]-(h:Event {kind: 'handover'}) WHERE h.date_first >= a.date_first RETURN count(*)
"""
_CODES = {"release": 0, "handover": 1, "hearing": 14, "custody": 15}
_ARRESTS = {ground: n for n, ground in enumerate(SHARES.values(), start=2)}
_PACK = """
UNWIND $rows AS row MATCH (p:Entity {uid: row[0]}) SET p.by_hand = row[1]
"""
_PACKED = """
MATCH (p:Person) UNWIND [a IN p.by_hand WHERE a % 16 IN $codes] AS a
UNWIND [r IN p.by_hand WHERE r % 16 = 0 AND r / 16 <= a / 16 AND a / 16 <= r / 16 + $within] AS r
UNWIND [h IN p.by_hand WHERE h % 16 = 1 AND h / 16 >= a / 16] AS h RETURN count(*)
"""
_SQL = """
SELECT count(*) FROM told a JOIN told r USING (person) JOIN told h USING (person)
WHERE a.kind = 'arrest' AND list_contains(?, a.ground) AND r.kind = 'release' AND h.kind = 'handover'
  AND a.day BETWEEN r.day AND r.day + ? AND h.day >= a.day
"""


def staged(engine: Engine, grounds: list[str]) -> int:
    """Start at the arrests, join the others through the person."""
    return int(engine.read(lambda unit: unit.value(_STAGED, grounds=grounds, within=WITHIN), timeout=None))


def pack(engine: Engine, told: list[Happened]) -> None:
    """Derive each person's timeline as one list of integers."""
    rows: dict[str, list[int]] = {}
    for event in told:
        code = _CODES.get(event.kind, _ARRESTS.get(event.ground or "", 13))
        rows.setdefault(event.person, []).append(event.day * 16 + code)
    listed: list[list[object]] = [list(each) for each in rows.items()]

    def work(unit: Unit, part: list[list[object]]) -> None:
        unit.run(_PACK, rows=part)

    for start in range(0, len(listed), 5_000):
        engine.write(partial(work, part=listed[start : start + 5_000]))


def packed(engine: Engine, grounds: list[str]) -> int:
    """Go through every person's list, touching no event."""
    codes = [_ARRESTS[ground] for ground in grounds]
    return int(engine.read(lambda unit: unit.value(_PACKED, codes=codes, within=WITHIN), timeout=None))


def in_memory(told: list[Happened]) -> dict[str, Callable[[list[str]], int]]:
    """Return the rivals that hold all events in memory, by name."""
    frame = pl.DataFrame(told, schema=["person", "uid", "kind", "ground", "day"], orient="row")
    database = duckdb.connect()
    log = pd.DataFrame(told)
    database.register("given", log.astype(object).astype({"day": int}))
    database.execute("CREATE TABLE told AS SELECT * FROM given")
    log["time:timestamp"] = pd.to_datetime(log["day"] - 719_163, unit="D", utc=True)
    return {
        "duckdb": partial(_duckdb, database),
        "polars": partial(_polars, frame),
        "pm4py": partial(_pm4py, log.sort_values(["person", "day"])),
    }


def _duckdb(database: duckdb.DuckDBPyConnection, grounds: list[str]) -> int:
    return int(database.execute(_SQL, [grounds, WITHIN]).fetchall()[0][0])


def _polars(frame: pl.DataFrame, grounds: list[str]) -> int:
    arrests = frame.lazy().filter(pl.col("kind") == "arrest", pl.col("ground").is_in(grounds))
    releases = frame.lazy().filter(pl.col("kind") == "release").select("person", r="day")
    handovers = frame.lazy().filter(pl.col("kind") == "handover").select("person", h="day")
    joined = arrests.join(releases, on="person").filter((pl.col("day") - pl.col("r")).is_between(0, WITHIN))
    return joined.join(handovers, on="person").filter(pl.col("h") >= pl.col("day")).collect().height


def _pm4py(log: pd.DataFrame, grounds: list[str]) -> int:
    """Count cases; of two events of one day it takes the order in which they stand."""
    named = log["kind"].where(~((log["kind"] == "arrest") & ~log["ground"].isin(grounds)), "other arrest")
    week = timedelta(days=WITHIN).total_seconds()
    found = ltl_checker.eventually_follows(
        log.assign(**{"concept:name": named, "case:concept:name": log["person"]}),
        ["release", "arrest", "handover"],
        parameters={"enable_timestamp": True, "timestamp_diff_boundaries": [[0, week], [0, float("inf")]]},
    )
    return int(found["person"].nunique())
