"""Persons with their events and who acted in them: the graph that GraphQL is asked about, as readers see it.

It holds the histories of the matcher's benchmark, and is written past the importer like them: readers look at what is
derived from claims, never at the claims.
"""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, LiteralString

from benchmarks import sequences
from graph.unit import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.engine import Engine
    from graph.unit import Unit

EVENTS = int(os.environ.get("HANDOVER_BENCH_EVENTS", "100000"))
PERSONS = EVENTS // sequences.EVENTS_OF_ONE
_AGENCIES = 20

_WRITE_AGENCIES = "UNWIND $rows AS row CREATE (:Entity:Actor:Agency {uid: row[0], name: row[1], citations: row[2]})"
_WRITE_PERSONS = """
UNWIND $rows AS row MATCH (p:Entity {uid: row[0]})
SET p.name = row[1], p.note = row[2], p.birth_date = row[3], p.birth_date_first = row[4], p.birth_date_last = row[4],
    p.citations = row[5], p.pseudonym = row[6]
"""
_WRITE_EVENTS = """
UNWIND $rows AS row MATCH (e:Entity {uid: row[0]}) SET e.citations = row[1]
WITH e, row MATCH (e)-[r:SUBJECT]->() SET r.standing = 'documented', r.cited = [0]
WITH e, row UNWIND row[2] AS actor MATCH (a:Entity {uid: actor[0]})
CREATE (e)-[:ACTORS {role: actor[1], standing: 'documented', cited: [0]}]->(a)
"""


def written(engine: Engine) -> None:
    """Write the graph into an empty database."""
    chance = random.Random(1)  # noqa: S311  no secret
    told = sequences.histories(EVENTS)
    sequences.written(engine, told)
    agencies = [f"agency/a{n}" for n in range(_AGENCIES)]
    _write(engine, _WRITE_AGENCIES, ([uid, f"Agency {uid}", [_cited(1)]] for uid in agencies))
    _write(engine, _WRITE_PERSONS, (_person(n) for n in range(PERSONS)))
    _write(engine, _WRITE_EVENTS, ([each.uid, [_cited(2)], _actors(chance, agencies)] for each in told))
    engine.write(lambda unit: unit.run("CALL db.awaitIndexes(600)"), timeout=None)


def _person(n: int) -> list[object]:
    born = date(1960, 1, 1) + timedelta(days=n % 15_000)
    pseudonym = f"P. {n}" if n % 3 else None
    note = f"Spoken of in {n % 7 + 1} reports."
    return [f"person/p{n}", f"Person {n}", note, born.isoformat(), born.toordinal(), [_cited(n)], pseudonym]


def _actors(chance: random.Random, agencies: list[str]) -> list[list[str]]:
    requested, carried_out = chance.sample(agencies, 2)
    return [[requested, "requested"], [carried_out, "carried_out"]]


def _cited(n: int) -> str:
    return f'["source/s{n % 50}","page {n % 90}","documented","","","name"]'


def _write(engine: Engine, statement: LiteralString, rows: Iterable[list[object]]) -> None:
    every = list(rows)
    for start in range(0, len(every), ROWS):
        engine.write(partial(_write_part, statement=statement, rows=every[start : start + ROWS]))


def _write_part(unit: Unit, statement: LiteralString, rows: list[list[object]]) -> None:
    unit.run(statement, rows=rows)
