"""The page in docs/: whole, with links that lead somewhere, and refused by `make check` once it is stale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graph.ontology import registry, vocabulary
from graph.ontology.dictionary import FILE, dictionary, main
from graph.ontology.vocabulary import schemes

if TYPE_CHECKING:
    from pathlib import Path

    from graph.ontology.entity import Entity

PAGE = dictionary()


def section(heading: str) -> str:
    return PAGE.partition(f"### {heading}\n")[2].partition("\n### ")[0]


def test_every_link_of_the_page_leads_to_one_heading() -> None:
    headings = [line.lstrip("# ").lower().replace(" ", "-") for line in PAGE.splitlines() if line.startswith("#")]
    assert len(headings) == len(set(headings))
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= set(headings)


def test_every_row_has_as_many_cells_as_its_table() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", PAGE, flags=re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


@pytest.mark.parametrize("cls", registry.node_classes().values())
def test_a_class_stands_with_all_that_it_declares(cls: type[Entity]) -> None:
    said = section(cls.__name__)
    links = [link for link in registry.links(cls).values() if link.owner is cls]
    own = [prop.meaning for name, prop in registry.properties(cls).items() if name in vars(cls)]
    for meaning in (cls.meaning, *own, *(link.meaning for link in links)):
        labels = meaning.labels
        for part in (meaning.definition, labels.en, labels.ru, labels.be, meaning.origin):
            assert part in said
    for link in links:
        assert f"`{link.inverse}`" in said


@pytest.mark.parametrize("scheme", schemes().values(), ids=lambda scheme: scheme.name)
def test_a_vocabulary_stands_with_all_its_terms(scheme: vocabulary.Scheme) -> None:
    rows = {line.split("`")[1]: line for line in section(scheme.name).splitlines() if line.startswith("| `")}
    assert rows.keys() == scheme.terms.keys()
    for name, term in scheme.terms.items():
        labels = term.meaning.labels
        broader = (f"`{each}`" for each in term.broader)
        for part in (term.meaning.definition, labels.en, labels.ru, labels.be, term.meaning.origin, *broader):
            assert part in rows[name]


def test_what_became_of_a_term_stands_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    old = "    abduction:\n"
    text = vocabulary.written()
    assert old in text
    changed = text.replace(
        old, f"{old}      renamed_from: [kidnapping]\n      deprecated: {{since: '0.2', use: [arrest, custody]}}\n"
    )
    schemes = vocabulary.parsed(changed)
    monkeypatch.setattr("graph.ontology.dictionary.schemes", lambda: schemes)
    assert "was `kidnapping`; since 0.2: use `arrest`, `custody`" in dictionary()


def test_the_check_tells_a_stale_page_from_a_fresh_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    FILE.parent.mkdir()
    assert main(["--check"]) == 1
    assert "way out: python -m graph.ontology.dictionary" in capsys.readouterr().err
    assert main([]) == 0
    assert main(["--check"]) == 0
    FILE.write_text(FILE.read_text(encoding="utf-8") + "by hand", encoding="utf-8")
    assert main(["--check"]) == 1
