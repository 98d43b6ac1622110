"""A node class with a link, that no module of Handover knows: run as a process of its own, it prints what it finds.

python new_class.py HOME CASEFILE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from api.graphql.answering import Request, answer
from api.graphql.context import Context
from api.graphql.schema import sdl
from graph import schema
from graph.access import ALL
from graph.checks import integrity
from graph.engine import DatabasePlace, Engine, connect
from graph.items.holdings import holdings
from graph.ontology.dictionary import dictionary
from graph.ontology.entity import Entity
from graph.ontology.links import Link
from graph.ontology.meaning import described
from graph.ontology.properties import Date, Text
from graph.patterns.language.schema import pattern_schema
from importers import casefile, load
from importers.document import Document
from importers.schema import casefile_schema


class Flight(Entity):
    """An aircraft's journey."""

    prefix, plural = "flight", "flights"
    meaning = described("A journey by air.", "flight", "рейс", "рэйс")

    number = Text(described("The flight's number.", "flight number", "номер рейса", "нумар рэйса"), index=True)
    departed = Date(described("When it took off.", "departed", "вылетел", "вылецеў"), index=True)

    carried = Link(
        "Actor",
        inverse="carried_by",
        roles="subject_roles",
        default_role="target",
        meaning=described("Who was on board.", "carried", "на борту", "на борце"),
    )


ASKED = """{
  flights(where: {number: {startsWith: "su"}, departed: {certainlyWithin: "2022"},
                  carried: {some: {edge: {role: {eq: victim}}}}}, orderBy: [{by: departed, direction: DESC}]) {
    nodes { __typename number departed { earliest } carried { edges { role node { uid __typename } } } } }
  persons(where: {carriedBy: {count: {of: {node: {number: {eq: "SU-1"}}}, gte: 1}}}) {
    nodes { uid carriedBy { nodes { uid } } } }
  node(id: "flight/su-1") { id ... on Flight { number } }
}"""


def in_database(engine: Engine) -> dict[str, Any]:
    """Tell what the database has of the class, by its own words."""
    stored = (
        "MATCH (f:Entity:Flight)-[r:CARRIED]->(n:Person) "
        "RETURN f.number AS number, f.departed_first AS day, r.role AS role, n.uid AS carried"
    )
    return {
        "indexes": [row["name"] for row in engine.read(lambda unit: unit.run("SHOW INDEXES YIELD name"))],
        "stored": engine.read(lambda unit: unit.run(stored)),
        "holdings": holdings(engine),
        "differences": len(integrity.differences(engine)),
        "answer": answer(Request(ASKED), Context(engine, ALL)).as_json(),
        "strict answer": answer(Request(ASKED), Context(engine, ALL), strict=True).as_json(),
    }


def main(home: Path, file: Path) -> None:
    case = casefile.read(Document(file))
    with connect(DatabasePlace(home)) as engine:
        schema.install(engine)
        load.load(engine, load.gather([file]))
        found = in_database(engine)
    found |= {
        "problems": [str(problem) for problem in case.problems.found],
        "statements": schema.statements(),
        "casefile schema": casefile_schema(),
        "pattern schema": pattern_schema(),
        "dictionary": dictionary(),
        "graphql": sdl(),
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
