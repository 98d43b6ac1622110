"""A new node class and a new link appear in all that is made from the ontology, without another edit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from graph import schema
from graph.ontology import registry
from graph.ontology.dictionary import dictionary

if TYPE_CHECKING:
    from graph.embedded.home import Home
    from graph.engine import Engine

CASE = """
dataset: flights
version: 1
persons:
- uid: person/a
  name: A
flights:
- uid: flight/su-1
  number: SU-1
  departed: 2022-09-26
  carried: {uid: person/a, role: victim}
"""


@pytest.fixture
def found(database: Engine, home: Home, tmp_path: Path) -> dict[str, Any]:
    file = tmp_path / "flights.yaml"
    file.write_text(CASE, encoding="utf-8")
    script = Path(__file__).with_name("new_class.py")
    done = subprocess.run([sys.executable, script, home.path, file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_new_class_appears_in_everything_made_from_the_ontology(found: dict[str, Any], database: Engine) -> None:
    made = {"flight_number", "flight_departed_first", "flight_departed_last"}
    assert made <= {statement.split()[2] for statement in found["statements"]}
    assert made <= set(found["indexes"])
    assert found["problems"] == []
    assert found["stored"] == [{"number": "SU-1", "day": 738_424, "role": "victim", "carried": "person/a"}]
    assert found["holdings"]["flights"] == 1
    assert found["differences"] == 0
    assert_graphql_answers(found)
    assert_schema_knows(found["casefile schema"])
    assert_pattern_schema_knows(found["pattern schema"])
    assert_dictionary_knows(found["dictionary"])
    assert_nothing_of_it_stays(database, made)


def assert_graphql_answers(found: dict[str, Any]) -> None:
    for said in ('"""A journey by air."""', "type Flight implements Node & Entity", "input FlightFilter"):
        assert said in found["graphql"]
    flight = {
        "__typename": "Flight",
        "number": "SU-1",
        "departed": {"earliest": "2022-09-26"},
        "carried": {"edges": [{"role": "victim", "node": {"uid": "person/a", "__typename": "Person"}}]},
    }
    person = {"uid": "person/a", "carriedBy": {"nodes": [{"uid": "flight/su-1"}]}}
    node = {"id": "flight/su-1", "number": "SU-1"}
    asked = {"flights": {"nodes": [flight]}, "persons": {"nodes": [person]}, "node": node}
    assert found["answer"] == found["strict answer"] == {"data": asked}


def assert_schema_knows(casefile: dict[str, Any]) -> None:
    flights = yaml.safe_load(CASE.replace("2022-09-26", "'2022-09-26'"))
    validator = Draft202012Validator(casefile)
    assert list(validator.iter_errors(flights)) == []
    for wrong in ({"number": 1}, {"carried": "place/a"}, {"carried": {"uid": "person/a", "role": "pilot"}}):
        assert list(validator.iter_errors({"flights": [{"uid": "flight/su-1", **wrong}]})) != []


def assert_pattern_schema_knows(pattern: dict[str, Any]) -> None:
    validator = Draft202012Validator(pattern)
    asked = {"id": "a", "about": {"type": "Flight", "departed": "2022-09", "carried": {"role": "victim"}}}
    told = {"name": "a", "title": "A", "steps": [asked, {"id": "b", "subject": {"carried_by": {"number": "SU-1"}}}]}
    assert list(validator.iter_errors(told)) == []
    assert pattern["$defs"]["Flight"]["properties"]["number"]["description"] == "The flight's number."
    for wrong in ({"carried": {"role": "pilot"}}, {"number": 1}, {"type": "Flights"}):
        asked = {"id": "a", "about": {"uid": "flight/su-1", **wrong}}
        assert not validator.is_valid(told | {"steps": [asked]})


def assert_dictionary_knows(page: str) -> None:
    section = page.partition("### Flight\n")[2].partition("### ")[0]
    for said in ("A journey by air.", "рэйс", "`flights`", "`flight/`", "`departed`", "`carried_by`", "#subject_roles"):
        assert said in section
    assert "[Flight](#flight)" in page.partition("## ")[0]


def assert_nothing_of_it_stays(database: Engine, made: set[str]) -> None:
    """Here the class was never defined, and the next start drops what it asked for."""
    assert "Flight" not in registry.node_classes()
    assert "### Flight" not in dictionary()
    schema.install(database)
    assert made.isdisjoint(row["name"] for row in database.read(lambda unit: unit.run("SHOW INDEXES YIELD name")))
