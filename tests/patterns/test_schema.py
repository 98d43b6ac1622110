"""The schema that editors get: it admits what the reader reads, and refuses what the reader can see in one place."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from graph.errors import InputRefused
from graph.ontology import registry
from graph.ontology.events import Event
from graph.patterns import library
from graph.patterns.language import filters, reading, schema, steps
from graph.patterns.language.schema import pattern_schema
from graph.problems import Place, Problems
from importers.schema_file import PATTERN
from tests.patterns.test_constructs import CASES

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "graph/patterns/library").glob("*.yaml"))
HEAD = {"name": "asked", "title": "Asked"}
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
MISTAKEN = "mistaken"
"""The name of the pattern that the documents show with its mistakes."""


@cache
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(pattern_schema())
    return Draft202012Validator(pattern_schema())


def reads(data: Any) -> bool:
    try:
        reading.read(data, Problems(lambda _at, _key: Place("asked.yaml")), {}, library.pattern)
    except InputRefused:
        return False
    return True


def shown() -> dict[str, Any]:
    """Return every pattern that the documents show, by its name."""
    found = {}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            # A whole day is a text in JSON.
            data = json.loads(json.dumps(yaml.safe_load(block), default=str))
            if isinstance(data, dict) and {"name", "steps"} <= data.keys():
                found[data["name"]] = data
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_pattern_that_ships_fits_and_names_the_schema_for_editors(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [error.json_path for error in validator().iter_errors(yaml.safe_load(text))] == []
    named = text.partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / named).resolve() == ROOT / PATTERN


def test_every_pattern_that_the_documents_show_fits() -> None:
    told = shown()
    assert not validator().is_valid(told.pop(MISTAKEN))
    assert told
    for name, data in told.items():
        assert [error.json_path for error in validator().iter_errors(data)] == [], name


@pytest.mark.parametrize("case", CASES)
def test_every_construct_fits(case: str) -> None:
    # YAML reads a whole day as a date, which JSON doesn't have.
    data = json.loads(json.dumps(HEAD | yaml.safe_load(CASES[case][1]), default=str))
    assert [error.json_path for error in validator().iter_errors(data)] == []


STEP = "{id: a, kind: arrest, %s}"
ADMITTED = (
    "ground: [migration, border_regime]",
    "ground: {not: migration}",
    "ground: $ground",
    "known_from: 2022-03",
    "known_from: {not: 2022-03/2022-05}",
    "not: {ground: migration, at: place/by-minsk}",
    "actors: [agency/by-kgb, state/by]",
    "actors: {uid: state/by, role: requested, type: Agency}",
    "actors: {role: [requested, ordered], not: agency/ru-fsb}",
    "actors: {of_state: {uid: state/by}, not: {kind: police}}",
    "at: {within: state/ru}",
    "in_breach_of: {kind: interim_measures, actors: {kind: treaty_body}}",
    "breached_by: {kind: handover}",
    "spoken_of_in: {kind: official_statement}",
    "within: $window",
    "unknown: possible",
    "of: {link: relative_of, direction: in, role: [mother, father]}",
    "any_of: [{id: one, ground: migration}, {id: other, at: {kind: airport}}]",
    "optional: false, repeat: {max: 3, each: P7D}",
    "same: {actors.carried_out.agency: b.actors.decided}",
)


@pytest.mark.parametrize("step", ADMITTED)
def test_what_the_reader_reads_the_schema_admits(step: str) -> None:
    told = f"parameters: {{ground: migration, window: P7D}}\nsteps: [{{id: b}}, {STEP % step}]"
    data = HEAD | yaml.safe_load(told)
    assert reads(data)
    assert [error.json_path for error in validator().iter_errors(data)] == []


REFUSED_STEPS = (
    "kidn: arrest",
    "ground: migraton",
    "ground: []",
    "ground: {nto: migration}",
    "not: [migration]",
    "actors: kgb",
    "actors: {role: asked}",
    "actors: {type: Place}",
    "actors: {kindd: police}",
    "actors: {of_state: {name: 3}}",
    "at: {role: target}",
    "within: 7 days",
    "within: {after: b}",
    "within: {length: P7D, from: b}",
    "unknown: certain",
    "optional: 'yes'",
    "repeat: {}",
    "repeat: {min: -1}",
    "repeat: {max: 0}",
    "repeat: {least: 2}",
    "optional: true, absent: true",
    "optional: true, repeat: {min: 2}",
    "before: '2022'",
    "of: relative_of",
    "of: {link: relative}",
    "of: {link: relative_of, direction: back}",
    "of: {link: relative_of, role: [boss]}",
    "any_of: []",
    "any_of: [{ground: migration}]",
    "any_of: [{id: a, within: P7D}]",
    "same: [actors]",
    "same: {}",
    "same: {actor: b.actors}",
    "date: {not: '2022'}",
    "with: {window: P7D}",
)
REFUSED_HEADS = (
    "steps: []",
    "steps: {id: a}",
    "steps: [{kind: arrest}]",
    "steps: [{id: A, kind: arrest}]",
    "steps: [{id: a, within: P7D}]",
    "steps: [{id: a}, {id: b, pattern: abducton}]",
    "steps: [{id: a}, {id: b, pattern: abduction, kind: arrest}]",
    "{steps: [{id: a}], step: 1}",
    "{steps: [{id: a}], subject: Persons}",
    "{steps: [{id: a}], through: subjects}",
    "{steps: [{id: a}], max_span: 7}",
    "{steps: [{id: a}], until: {}}",
    "{steps: [{id: a}], until: {id: b}}",
    "{steps: [{id: a}], one_per: person}",
    "{steps: [{id: a}], norms: Article 33}",
    "{steps: [{id: a}], means: 3}",
    "{steps: [{id: a}], name: ''}",
    "{steps: [{id: a}], parameters: [window]}",
    "{steps: [{id: a}], parameters: {Window: P7D}}",
)


@pytest.mark.parametrize("step", REFUSED_STEPS)
def test_what_the_reader_refuses_of_a_step_the_schema_refuses_too(step: str) -> None:
    data = HEAD | yaml.safe_load(f"steps: [{{id: b}}, {STEP % step}]")
    assert not reads(data)
    assert not validator().is_valid(data)


@pytest.mark.parametrize("text", REFUSED_HEADS)
def test_what_the_reader_refuses_of_a_pattern_the_schema_refuses_too(text: str) -> None:
    data = HEAD | yaml.safe_load(text)
    assert not reads(data)
    assert not validator().is_valid(data)


def test_every_construct_field_link_and_class_is_explained() -> None:
    made = pattern_schema()
    assert {name: part["description"] for name, part in made["properties"].items()} == schema.HEAD
    assert tuple(schema.HEAD) == reading.HEAD
    assert set(schema.CONSTRUCTS) == set(steps.CONSTRUCTS)
    told = made["$defs"]["step"]["properties"] | made["$defs"]["part"]["properties"]
    assert {name: told[name]["description"] for name in schema.CONSTRUCTS} == schema.CONSTRUCTS
    assert set(told) == {*schema.CONSTRUCTS, *filters.fields_of("Event").names()}
    asked = made["$defs"]["Event"]["properties"]
    meanings = {name: each.meaning for name, each in (registry.properties(Event) | registry.links(Event)).items()}
    assert {name: asked[name]["description"] for name in meanings} == {
        name: meaning.definition for name, meaning in meanings.items()
    }
    classes = {each["const"]: each["description"] for each in made["properties"]["subject"]["oneOf"]}
    assert classes == {name: cls.meaning.definition for name, cls in registry.node_classes().items()}
