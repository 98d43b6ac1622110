"""The schema that editors get: it accepts what the reader accepts, and refuses what the reader can see in one place."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from graph.ontology import registry
from graph.ontology.vocabulary import schemes
from graph.patterns.language.schema import pattern_schema
from importers.document import Document
from importers.schema import casefile_schema
from importers.schema_file import CASEFILE, PATTERN, main
from importers.shipped import cases_folder
from tests.importers.generated import PATIENT, Plan, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from importers.casefile import CaseFile

SHIPPED = sorted(cases_folder().rglob("*.yaml"))


@cache
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(casefile_schema())
    return Draft202012Validator(casefile_schema())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_fits(path: Path) -> None:
    assert [error.json_path for error in validator().iter_errors(Document(path).data)] == []


@given(plan=files())
@PATIENT
def test_every_generated_file_fits(plan: Plan) -> None:
    assert [error.json_path for error in validator().iter_errors(plan.data)] == []


def test_every_class_field_link_and_term_is_explained() -> None:
    schema = casefile_schema()
    defined = schema["$defs"]
    for name, cls in registry.node_classes().items():
        assert schema["properties"][cls.plural]["description"] == cls.meaning.definition
        meanings = {field: said.meaning for field, said in registry.properties(cls).items()}
        meanings |= {field: said.meaning for field, said in registry.links(cls).items()}
        assert set(defined[name]["properties"]) == {"uid", "sources", *meanings}
        for field, meaning in meanings.items():
            assert defined[name]["properties"][field]["description"] == meaning.definition
    for name, scheme in schemes().items():
        written = {term["const"]: term["description"] for term in defined[name]["oneOf"]}
        assert written == {term: said.meaning.definition for term, said in scheme.terms.items()}


PERSON = "persons: [{uid: person/a, name: A, %s}]"
EVENT = "events: [{uid: event/a, name: A, %s}]"
CITED = "{source: source/a, standing: documented}"


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "[]",
        "{}",
        "person: []",
        "persons:",
        "persons: {}",
        "persons: [null]",
        "persons: [{name: A}]",
        "persons: [{uid: person/a}]",
        f"persons: [{{uid: person/a, sources: {CITED}}}]",
        "persons: [{uid: event/a, name: A}]",
        "persons: [{uid: Person/A, name: A}]",
        "dataset:\npersons: [{uid: person/a, name: A}]",
        "version: 1.5\npersons: [{uid: person/a, name: A}]",
        "version: true\npersons: [{uid: person/a, name: A}]",
        "reading: {}",
        "defaults: x",
        "defaults: {}",
        "defaults: {name: A}",
        "defaults: {sources: source/a}",
        *(
            f"persons: [{wrong}]"
            for wrong in (
                "{persons: [{uid: person/a, name: A}]}",
                "{defaults: {name: A}}",
                "{defaults: {}, persons: []}",
                "{defaults: {name: A}, events: []}",
                "{defaults: {uid: person/a}, persons: []}",
                "{defaults: {name: 3}, persons: []}",
                "{defaults: {sources: source/a}, persons: []}",
                "{uid: person/a, defaults: {name: A}, persons: []}",
                "{defaults: {name: A}, persons: [{name: B}]}",
                "{defaults: {name: A}, persons: [{defaults: {name: A}, persons: []}]}",
            )
        ),
        *(
            f"reading: [{wrong}]"
            for wrong in (
                "source/a",
                "{source: source/a, section: paragraph 1}",
                "{source: person/a, section: paragraph 1, statements: 1}",
                "{source: source/a, section: 1, statements: 1}",
                "{source: source/a, section: paragraph 1, statements: -1}",
                "{source: source/a, section: paragraph 1, statements: 1.5}",
                "{source: source/a, section: paragraph 1, statements: 1, page: 3}",
                "{source: source/a, section: paragraph 1, statements: 1, left_out: a name}",
                "{source: source/a, section: paragraph 1, statements: 1, left_out: {what: a name}}",
                "{source: source/a, section: paragraph 1, statements: 1, left_out: {what: a, why: b, who: c}}",
            )
        ),
        *(
            PERSON % wrong
            for wrong in (
                "born: 1990",
                "pseudonym: 3",
                "pseudonym: ",
                "pseudonym: ''",
                "pseudonym: [[a]]",
                "pseudonym: {}",
                "pseudonym: {value: A, text: B}",
                "pseudonym: {value: A, lang: be}",
                "pseudonym: {value: A, language: Belarusian}",
                "birth_date: {text: 1990-01-01}",
                "birth_date: {value: 1990-01-01, language: be}",
                "citizen_of: by",
                "citizen_of: place/minsk",
                "citizen_of: {role: citizen}",
                "citizen_of: {uid: state/by, role: citizen}",
                "member_of: {uid: organization/a, role: boss}",
                "sources: ",
                "sources: source/a",
                "sources: {source: person/a, standing: documented}",
                "sources: {source: source/a, standing: sure}",
                "sources: {source: source/a, standing: documented, page: 3}",
                "sources: {source: source/a, standing: documented, locator: 3}",
                "pseudonym: {value: A, by: source/a}",
                "pseudonym: {value: A, standing: sure}",
                "pseudonym: {value: A, attitudes: {by: agency/a}}",
                "pseudonym: {value: A, attitudes: {by: agency/a, attitude: hates}}",
                "pseudonym: {value: A, attitudes: {by: agency/a, attitude: denies, on: 2022}}",
            )
        ),
        *(
            EVENT % wrong
            for wrong in (
                "kind: arest",
                "time: 5 pm",
                "term: 3 years",
                "outcomes: [convicted, hanged]",
                "subject: {uid: person/a, number: many}",
                "actors: {uid: agency/a, on_behalf_of: source/a}",
                "follows: {uid: event/b, gap: a week}",
                "follows: {uid: event/b, number: 3}",
            )
        ),
    ],
)
def test_what_the_reader_refuses_in_one_place_the_schema_refuses_too(
    text: str, reading: Callable[[str], CaseFile]
) -> None:
    case = reading(text)
    assert case.problems
    assert not validator().is_valid(case.document.data)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_names_the_schema_for_editors(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert named != first
    assert (path.parent / named).resolve() == (cases_folder().parent / CASEFILE).resolve()


def test_the_check_tells_a_stale_schema_from_a_fresh_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    CASEFILE.parent.mkdir()
    assert main(["--check"]) == 1
    assert "way out: python -m importers.schema_file" in capsys.readouterr().err
    assert (main([]), main(["--check"])) == (0, 0)
    assert json.loads(CASEFILE.read_text(encoding="utf-8")) == casefile_schema()
    CASEFILE.unlink()
    assert main(["--check"]) == 1
    assert (main([]), json.loads(PATTERN.read_text(encoding="utf-8"))) == (0, pattern_schema())
    PATTERN.write_text("{}", encoding="utf-8")
    assert main(["--check"]) == 1
