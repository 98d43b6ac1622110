"""What every class, property, link and term of the ontology must have, so that all that is made from it is whole."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from graph.ontology import registry
from graph.ontology.entity import Actor, Entity
from graph.ontology.links import edge_properties
from graph.ontology.meaning import SENSITIVITIES, Meaning
from graph.ontology.values import NUMBER
from graph.ontology.vocabulary import Scheme, schemes
from importers import casefile
from importers.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.ontology.links import Link
    from graph.ontology.properties import Stated
    from graph.ontology.values import Kind

CLASSES: list[type[Entity]] = [Entity, Actor, *registry.node_classes().values()]
LINKS = {f"{cls.__name__}.{name}": link for cls in CLASSES for name, link in registry.links(cls).items()}
PROPERTIES = {f"{cls.__name__}.{name}": prop for cls in CLASSES for name, prop in registry.properties(cls).items()}
QUALIFIERS = {f"Edge.{name}": prop for name, prop in edge_properties().items()}
STATED: dict[str, Stated] = {**PROPERTIES, **QUALIFIERS}
SCHEMES = list(schemes().values())

RESERVED = {"claims", "conflicts", "datasets", "id", "label", "labels", "node", "sensitivity", "sources", "type", "uid"}
"""What answers and files say of any item beside its fields."""


def meanings() -> Iterator[tuple[str, Meaning]]:
    yield from ((cls.__name__, cls.meaning) for cls in CLASSES)
    yield from ((name, prop.meaning) for name, prop in STATED.items())
    yield from ((name, link.meaning) for name, link in LINKS.items())
    for scheme in SCHEMES:
        yield scheme.name, scheme.meaning
        yield from ((f"{scheme.name}.{term.name}", term.meaning) for term in scheme.terms.values())


def faults(meaning: Meaning) -> list[str]:
    said, labels = meaning.definition, meaning.labels
    holds = {
        "a sentence that ends with a full stop": re.fullmatch(r"[A-Z0-9][^\n]*\.", said),
        "one sentence": not re.search(r"[a-z)]\. +[A-Z]", said),
        "an English label": re.fullmatch(r"[^А-Яа-яЁё]+", labels.en),
        "a Russian label, without Belarusian letters": re.fullmatch(r"[^ІіЎў]+", labels.ru),
        "a Belarusian label, without Russian letters": re.fullmatch(r"[^ИиЩщЪъ]+", labels.be),
        "no stray spaces": all(label == " ".join(label.split()) for label in (labels.en, labels.ru, labels.be)),
        "a sensitivity": meaning.sensitivity in SENSITIVITIES,
    }
    return [expected for expected, held in holds.items() if not held]


def test_everything_is_defined_in_one_sentence_and_labelled_in_three_languages() -> None:
    assert {name: found for name, meaning in meanings() if (found := faults(meaning))} == {}


def repeated(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


def test_the_order_of_classes_does_not_depend_on_what_is_imported_first() -> None:
    listed = "from graph.ontology import registry; print(*registry.node_classes())"
    orders = {
        subprocess.run([sys.executable, "-c", f"{first}; {listed}"], capture_output=True, text=True, check=True).stdout
        for first in ("import graph.ontology.sources", "import graph.ontology.events")
    }
    assert len(orders) == 1


def test_classes_differ_in_name_prefix_and_plural() -> None:
    classes = [cls for cls in registry._below(Entity) if cls.prefix]
    assert not repeated([cls.__name__ for cls in classes])
    assert not repeated([cls.prefix for cls in classes])
    assert not repeated([cls.plural for cls in classes])
    assert set(casefile.HEAD).isdisjoint(cls.plural for cls in classes)


@pytest.mark.parametrize("cls", registry.node_classes().values())
def test_a_class_is_named_so_that_files_and_queries_can_say_it(cls: type[Entity]) -> None:
    assert re.fullmatch(r"([A-Z][a-z]+)+", cls.__name__)
    assert re.fullmatch(r"[a-z]+", cls.prefix)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", cls.plural)
    assert {"prefix", "plural", "meaning"} <= vars(cls).keys(), "they would be another class's"


def derived(cls: type[Entity]) -> set[str]:
    """The columns that stand in the database beside the properties themselves."""
    dates = [name for name, prop in registry.properties(cls).items() if prop.kind.name == "date"]
    return {f"{name}_{end}" for name in dates for end in ("first", "last")}


@pytest.mark.parametrize("cls", CLASSES)
def test_no_name_of_a_class_means_two_things(cls: type[Entity]) -> None:
    """Forwards, backwards, derived or reserved."""
    leading_here = {link.owner.__name__ + link.name: link for link in LINKS.values() if registry.admits(link, cls)}
    names = [
        *registry.properties(cls),
        *registry.links(cls),
        *derived(cls),
        *(link.inverse for link in leading_here.values()),
    ]
    assert not repeated(names)
    assert not RESERVED.intersection(names)


@pytest.mark.parametrize("link", [pytest.param(link, id=name) for name, link in LINKS.items()])
def test_a_link_names_only_what_there_is(link: Link) -> None:
    for target in link.targets:
        assert registry.label_class(target)
    assert set(link.qualifiers) <= edge_properties().keys()
    assert bool(link.roles) == bool(link.default_role)
    if link.roles:
        assert link.default_role in schemes()[link.roles].terms


def test_links_of_one_name_mean_the_same() -> None:
    """They share one relationship type, so that a query by type must not mix two things."""
    alike = defaultdict(set)
    for link in LINKS.values():
        alike[link.type].add((link.roles, link.default_role, link.qualifiers, link.meaning.labels.en))
    differing = {name: said for name, said in alike.items() if len(said) > 1}
    assert differing == {}


@pytest.mark.parametrize("prop", [pytest.param(prop, id=name) for name, prop in STATED.items()])
def test_a_property_names_only_what_there_is(prop: Stated) -> None:
    assert not prop.kind.scheme or prop.kind.scheme in schemes()
    assert prop.default is None or isinstance(prop.default, str | int | float | bool), "others would share it"
    if prop.default is not None and prop.kind.scheme:
        assert prop.default in schemes()[prop.kind.scheme].terms


def kinds() -> dict[str, Kind]:
    return {prop.kind.name: prop.kind for prop in STATED.values()}


@pytest.mark.parametrize("kind", [kind for kind in kinds().values() if not kind.scheme], ids=lambda kind: kind.name)
def test_the_example_of_a_kind_reads_from_a_file(kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(f"value: {kind.example}\n", encoding="utf-8")
    assert str(kind.read(Document(file).data["value"])).casefold().startswith(kind.example.casefold())


def test_a_number_is_one_that_json_can_hold() -> None:
    assert NUMBER.read(5) == 5.0
    for raw in (float("inf"), float("-inf"), float("nan"), True, "5"):
        with pytest.raises(ValueError, match="a number"):
            NUMBER.read(raw)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_a_scheme_hangs_together(scheme: Scheme) -> None:
    assert scheme.terms
    for name, term in scheme.terms.items():
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)
        assert len(term.broader) <= 2
        assert set(term.broader) <= scheme.terms.keys() - {name}
        assert not any(name in scheme.below(narrower) for narrower in scheme.below(name) - {name}), "a circle"
    for language in ("en", "ru", "be"):
        assert not repeated([getattr(term.meaning.labels, language) for term in scheme.terms.values()])


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_what_replaces_a_term_is_in_use(scheme: Scheme) -> None:
    renamed = [old for term in scheme.terms.values() for old in term.renamed_from]
    assert not repeated(renamed)
    assert scheme.terms.keys().isdisjoint(renamed)
    for instead in scheme.replaced.values():
        assert set(instead) <= scheme.terms.keys() - scheme.replaced.keys()
