"""The data dictionary, made from the ontology: docs/data-dictionary.md.

python -m graph.ontology.dictionary            writes it
python -m graph.ontology.dictionary --check    exits with 1 if the file says anything else
"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.entity import Actor, Entity
from graph.ontology.links import edge_properties
from graph.ontology.properties import Stated
from graph.ontology.vocabulary import schemes
from graph.pages import keep, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.ontology.links import Link
    from graph.ontology.meaning import Meaning
    from graph.ontology.vocabulary import Scheme, Term

FILE = Path("docs/data-dictionary.md")

_HEAD = """# Data dictionary

Made from the ontology by `python -m graph.ontology.dictionary`; edit `graph/ontology/`, not this page.

Labels stand in English, Russian and Belarusian. *Origin* is the standard that a name is taken from: ESF is
HURIDOCS' Events Standard Formats with their micro-thesauri, by number. Vocabularies are SKOS concept schemes in
small: a term may have broader ones, and what asks for a term finds everything below it. *Sensitivity* says from
which level on a reader sees it."""

_MEANING = ("definition", "English", "Russian", "Belarusian", "origin")


def dictionary() -> str:
    """Return the whole page."""
    classes = registry.node_classes()
    parts = (
        (_HEAD, _contents("Nodes", classes), _contents("Vocabularies", schemes())),
        ("## What every node has", *_fields(Entity), "## What every actor has", *_fields(Actor), "## Nodes"),
        chain.from_iterable(_node(cls) for cls in classes.values()),
        ("## What qualifies a link", _properties(edge_properties()), "## Kinds of value", _kinds(), "## Vocabularies"),
        chain.from_iterable(_vocabulary(scheme) for scheme in schemes().values()),
    )
    return "\n\n".join(chain.from_iterable(parts)) + "\n"


def _contents(title: str, names: Iterable[str]) -> str:
    return f"**{title}**: {', '.join(map(_link_to, names))}"


def _link_to(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _meaning(meaning: Meaning) -> tuple[str, ...]:
    labels = meaning.labels
    return meaning.definition, labels.en, labels.ru, labels.be, meaning.origin


def _node(cls: type[Entity]) -> Iterator[str]:
    definition, *labels, origin = _meaning(cls.meaning)
    yield f"### {cls.__name__}"
    yield f"{definition} *{' · '.join(labels)}*{f' ({origin})' if origin else ''}"
    actor = ", and what every actor has" if issubclass(cls, Actor) else ""
    yield f"In files under `{cls.plural}`; uids begin with `{cls.prefix}/`. It has what every node has{actor}."
    yield from _fields(cls)


def _fields(cls: type[Entity]) -> Iterator[str]:
    """Yield the tables of the properties and links that the class itself declares."""
    properties = {name: prop for name, prop in vars(cls).items() if isinstance(prop, Stated)}
    links = [link for link in registry.links(cls).values() if link.owner is cls]
    if properties:
        yield _properties(properties)
    if links:
        head = ("link", "leads to", "read backwards", "roles", "qualifiers", *_MEANING, "sensitivity")
        yield table(head, map(_link, links))


def _properties(properties: dict[str, Stated]) -> str:
    rows = (
        (f"`{name}`", _kind(prop), *_meaning(prop.meaning), prop.meaning.sensitivity)
        for name, prop in properties.items()
    )
    return table(("property", "kind", *_MEANING, "sensitivity"), rows)


def _kind(prop: Stated) -> str:
    kind = f"term of {_link_to(prop.kind.scheme)}" if prop.kind.scheme else prop.kind.name
    default = f", `{prop.default}` if not stated" if prop.default is not None else ""
    return f"{kind}{', several' if prop.many else ''}{default}"


def _link(link: Link) -> tuple[str, ...]:
    targets = ", ".join(_target(name) for name in link.targets)
    roles = f"{_link_to(link.roles)}, `{link.default_role}` if not stated" if link.roles else ""
    named = (f"`{link.name}`", targets, f"`{link.inverse}`", roles, _code(link.qualifiers))
    return *named, *_meaning(link.meaning), link.meaning.sensitivity


def _target(name: str) -> str:
    every = {"Entity": "[any node](#what-every-node-has)", "Actor": "[any actor](#what-every-actor-has)"}
    return every.get(name) or _link_to(name)


def _kinds() -> str:
    """Explain every kind of value but terms, whose vocabularies do."""
    of_nodes = chain.from_iterable(registry.properties(cls).values() for cls in registry.node_classes().values())
    kinds = {prop.kind.name: prop.kind for prop in (*of_nodes, *edge_properties().values()) if not prop.kind.scheme}
    rows = ((name, kind.expected, f"`{kind.example}`") for name, kind in sorted(kinds.items()))
    return table(("kind", "what is expected", "example"), rows)


def _vocabulary(scheme: Scheme) -> Iterator[str]:
    definition, *labels, origin = _meaning(scheme.meaning)
    yield f"### {scheme.name}"
    yield f"{definition} *{' · '.join(labels)}*{f' ({origin})' if origin else ''}"
    yield table(("term", "broader", *_MEANING, "history"), (_term(term) for term in scheme.terms.values()))


def _term(term: Term) -> tuple[str, ...]:
    renamed = f"was {_code(term.renamed_from)}" if term.renamed_from else ""
    given_up = f"since {term.since}: use {_code(term.use)}" if term.use else ""
    return f"`{term.name}`", _code(term.broader), *_meaning(term.meaning), "; ".join(filter(None, (renamed, given_up)))


def main(arguments: list[str]) -> int:
    """Write the page, or with --check tell whether it is what the ontology says."""
    return keep(FILE, dictionary(), "graph.ontology.dictionary", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
