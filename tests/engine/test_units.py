"""Read and write units on a real engine."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from neo4j.exceptions import ClientError, CypherSyntaxError
from neomodel import db

from graph.errors import QueryTimeout
from tests.loop import looping

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.unit import Unit


def _names(unit: Unit) -> list[str]:
    return [row["name"] for row in unit.run("MATCH (p:Person) RETURN p.name AS name ORDER BY name")]


def test_a_write_is_seen_by_the_next_read(graph: Engine) -> None:
    graph.write(lambda unit: unit.run("UNWIND $names AS name CREATE (:Person {name: name})", names=["B", "A"]))
    assert graph.read(_names) == ["A", "B"]


def test_a_unit_that_fails_leaves_nothing(graph: Engine) -> None:
    def half(unit: Unit) -> None:
        unit.run("CREATE (:Person {name: 'A'})")
        raise LookupError

    with pytest.raises(LookupError):
        graph.write(half)
    assert graph.read(_names) == []


def test_a_read_may_not_write(graph: Engine) -> None:
    with pytest.raises(ClientError, match="read access mode"):
        graph.read(lambda unit: unit.run("CREATE (:Person {name: 'A'})"))
    with pytest.raises(ClientError, match="read access mode"):
        graph.ask("CREATE (p:Person {name: 'A'}) RETURN p.name", {}, timeout=10)
    assert graph.read(_names) == []


def test_a_loop_sees_what_was_written_before_and_may_not_write(graph: Engine) -> None:
    with looping(graph) as loop:
        for written in range(1, 4):
            graph.write(lambda unit: unit.run("CREATE (:Person)"))
            assert loop.ask("MATCH (p:Person) RETURN count(p), $said", said="x") == [written, "x"]
        with pytest.raises(ClientError, match="read access mode"):
            loop.ask("CREATE (p:Person {name: 'A'}) RETURN p.name")
        assert graph.read(_names) == [None] * 3


def test_wrong_cypher_stays_the_drivers_error(engine: Engine) -> None:
    with pytest.raises(CypherSyntaxError):
        engine.read(lambda unit: unit.run("MATCH ("))


def test_a_query_that_takes_too_long_is_stopped(engine: Engine) -> None:
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b)"
    with pytest.raises(QueryTimeout, match="took too long"):
        engine.read(lambda unit: unit.run(endless), timeout=0.5)
    with pytest.raises(QueryTimeout, match="took too long"):
        engine.ask(endless, {}, timeout=0.5)
    with looping(engine) as loop, pytest.raises(QueryTimeout, match="took too long"):
        loop.ask(endless, timeout=0.5)


def _echoed(unit: Unit, time: datetime) -> dict[str, Any]:
    return unit.run("RETURN $times[0].at AS at, $times[0].at.timezone AS zone", times=[{"at": time}])[0]


def test_a_time_keeps_its_instant_and_its_zone(engine: Engine) -> None:
    autumn = datetime(2022, 10, 30, 2, 30, tzinfo=ZoneInfo("Europe/Warsaw"))
    for time in (autumn, autumn.replace(fold=1)):
        row = engine.read(partial(_echoed, time=time))
        assert row["at"].to_native().timestamp() == time.timestamp()
        assert row["zone"] == "Europe/Warsaw"


def test_neomodel_speaks_to_the_same_database(graph: Engine) -> None:
    graph.write(lambda unit: unit.run("CREATE (:Person {name: 'A'})"))
    assert db.cypher_query("MATCH (p:Person) RETURN p.name")[0] == [["A"]]


def _load(unit: Unit, source: str) -> list[dict[str, Any]]:
    return unit.run("LOAD CSV FROM $source AS row RETURN row", source=source)


def test_nothing_leaves_the_engine(engine: Engine) -> None:
    for source, why in (("file:///etc/passwd", "is false"), ("http://127.0.0.1:1/x", "blocked")):
        with pytest.raises(ClientError, match=why):
            engine.read(partial(_load, source=source))


def test_what_is_shown_holds_no_secret(engine: Engine) -> None:
    assert repr(engine).startswith("<Engine: embedded Neo4j 5.26.")
