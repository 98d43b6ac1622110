"""Imports against the naked database, in one run and in turns, since another machine or a busy one stretches both.

Importing reads a file, checks it, writes claims and derives what is shown. The bare writing gets the very
rows that this ended in (claim nodes, items and edges) ready made, through the same driver, with
`UNWIND ... MERGE`; the naked one gets items and edges without claims. Then undo against import, and a person
with 100 events with and without all citations.
"""

from __future__ import annotations

import json
import time
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.generated import case_file
from graph import schema
from graph.changes import undoing
from graph.claims.citations import CITATIONS, CITED
from graph.engine import DatabasePlace, connect
from graph.unit import ROWS
from importers import load as importing

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine

_EVENTS, _ROUNDS, _WARM_UPS = 5_000, 3, 2
_GOALS = {"json": 2.0, "yaml": 1 / 0.3, "undo": 1.0, "citations": 1.3}
"""At most so many times as long."""

_ITEMS = "MATCH (n:Entity) RETURN labels(n) AS labels, collect(properties(n)) AS rows"
_CLAIMS = "MATCH (n:Claim|Batch) RETURN labels(n) AS labels, collect(properties(n)) AS rows"
_EDGES = """
MATCH (a)-[r]->(b)
WITH a, r, b, head([label IN ['Entity', 'Claim', 'Batch'] WHERE label IN labels(a)]) AS from,
     head([label IN ['Entity', 'Claim'] WHERE label IN labels(b)]) AS to
RETURN from, to, type(r) AS kind, collect([a.uid, b.uid, properties(r)]) AS rows
"""

_PERSON = "MATCH (p:Person {uid: $uid})<-[role:SUBJECT]-(e:Event) "
_SHOWN = "role {.role, .standing, .conflict}, e {.uid, .kind, .ground, .date, .date_first, .date_last, .conflicts}"
_PLAIN = f"{_PERSON}RETURN collect([{_SHOWN}]) AS events"
_CITED = f"{_PERSON}RETURN collect([{_SHOWN}, role.{CITED}, e.{CITATIONS}]) AS events"
_FROM_CLAIMS = (
    f"{_PERSON}RETURN collect([{_SHOWN}, "
    "COLLECT { MATCH (e)-[:HAS_CLAIM]->(c) RETURN [c.field, c.source, c.locator, c.standing, c.by] }]) AS events"
)


def run() -> None:
    """Print all ratios."""
    with TemporaryDirectory() as folder, connect(DatabasePlace(Path(folder) / "home")) as engine:
        schema.install(engine)
        files = _files(Path(folder))
        _import(engine, files["json"])
        rows = [engine.read(lambda unit, s=s: unit.run(s), timeout=None) for s in (_ITEMS, _CLAIMS, _EDGES)]  # type: ignore[misc]  # one statement each
        took = _in_turns(engine, files, rows)
        claims = sum(len(each["rows"]) for each in rows[1])
        print(f"{_EVENTS} events, {claims} claims; medians of {_ROUNDS} rounds")
        for name, seconds in took.items():
            print(f"{name}: {seconds:.2f} s, {claims / seconds:.0f} claims/s")
        for name in ("json", "yaml"):
            _print_ratio(f"import from {name} / bare", took[name] / took["bare"], _GOALS[name])
            print(f"import from {name} / naked without claims: {took[name] / took['naked']:.2f}")
        _print_ratio("undo / import from json", took["undo"] / took["json"], _GOALS["undo"])
        _print_person(engine)


def _print_ratio(name: str, ratio: float, goal: float) -> None:
    print(f"{name}: {ratio:.2f} times; goal at most {goal:.2f}")


def _files(folder: Path) -> dict[str, Path]:
    data = case_file(_EVENTS)
    files = {"json": folder / "generated.json", "yaml": folder / "generated.yaml"}
    files["json"].write_text(json.dumps(data, indent=1))
    files["yaml"].write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False))
    return files


def _in_turns(engine: Engine, files: dict[str, Path], rows: list[list[dict[str, Any]]]) -> dict[str, float]:
    """Return the median seconds of each, after those that warm the database up."""
    took: dict[str, list[float]] = {name: [] for name in ("json", "yaml", "bare", "naked", "undo")}
    for _ in range(_WARM_UPS + _ROUNDS):
        for name, path in files.items():
            _empty(engine)
            took[name].append(_seconds(partial(_import, engine, path)))
        took["undo"].append(_seconds(partial(undoing.undo, engine, "batch/1")))
        for name, with_claims in (("bare", True), ("naked", False)):
            _empty(engine)
            took[name].append(_seconds(partial(_write, engine, rows, with_claims=with_claims)))
    return {name: median(seconds[_WARM_UPS:]) for name, seconds in took.items()}


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _import(engine: Engine, path: Path) -> None:
    importing.load(engine, importing.gather([path]))


def _empty(engine: Engine) -> None:
    some = "MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone"
    while engine.write(lambda unit: unit.run(some))[0]["gone"]:
        pass


def _write(engine: Engine, rows: list[list[dict[str, Any]]], *, with_claims: bool) -> None:
    """Write the rows with nothing but UNWIND and MERGE, a transaction for each statement."""
    items, claims, edges = rows
    for each in (*items, *(claims if with_claims else ())):
        key = "Entity" if "Entity" in each["labels"] else each["labels"][0]
        labels = ":".join(each["labels"])
        _write_each(
            engine, f"UNWIND $rows AS row MERGE (n:{key} {{uid: row.uid}}) SET n = row, n:{labels}", each["rows"]
        )
    for each in edges:
        if with_claims or each["from"] == each["to"] == "Entity":
            statement = (
                f"UNWIND $rows AS row MATCH (a:{each['from']} {{uid: row[0]}}) MATCH (b:{each['to']} {{uid: row[1]}}) "
                f"MERGE (a)-[r:{each['kind']}]->(b) SET r = row[2]"
            )
            _write_each(engine, statement, each["rows"])


def _write_each(engine: Engine, statement: str, rows: list[Any]) -> None:
    for start in range(0, len(rows), ROWS):
        part = rows[start : start + ROWS]
        engine.write(lambda unit, part=part: unit.run(statement, rows=part))  # type: ignore[misc]  # built above


def _print_person(engine: Engine) -> None:
    """Print what citations cost a reader."""
    _empty(engine)
    data = case_file(1_000)
    person = data["persons"][0]["uid"]
    for event in data["events"][:100]:
        event["subject"] = person
    with TemporaryDirectory() as folder:
        path = Path(folder) / "person.json"
        path.write_text(json.dumps(data))
        _import(engine, path)
    took: dict[str, list[float]] = {_PLAIN: [], _CITED: [], _FROM_CLAIMS: []}
    for _ in range(200):
        for statement, seconds in took.items():
            seconds.append(_seconds(lambda s=statement: engine.read(lambda unit: unit.run(s, uid=person))))  # type: ignore[misc]  # built above
    plain, cited, claims = (median(seconds[50:]) for seconds in took.values())
    print(f"a person with 100 events: {plain * 1e3:.1f} ms; with all citations {cited * 1e3:.1f} ms")
    _print_ratio("with citations / without", cited / plain, _GOALS["citations"])
    print(f"with the claims themselves / without: {claims / plain:.2f} times")


if __name__ == "__main__":
    run()
