"""The whole ontology, read back as objects: every node class, its properties and links, found by name.

A class that is defined anywhere is found from then on, so that a new one appears in constraints,
case files, queries, pictures and docs without another edit.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graph.ontology import actors, events, law, places, sources
from graph.ontology.entity import Actor, Entity
from graph.ontology.links import Link
from graph.ontology.properties import Stated

if TYPE_CHECKING:
    from collections.abc import Iterator


_FILES = [each.__name__ for each in (actors, events, law, places, sources)]
"""Where the classes are defined, in the order in which they are listed; a class from elsewhere comes last."""


def _below(cls: type[Entity]) -> Iterator[type[Entity]]:
    for child in cls.__subclasses__():
        yield child
        yield from _below(child)


def node_classes() -> dict[str, type[Entity]]:
    """Return the classes that nodes are made of, by name, in an order that doesn't depend on what is imported first."""
    found = [cls for cls in _below(Entity) if cls.prefix]
    found.sort(key=lambda cls: _FILES.index(cls.__module__) if cls.__module__ in _FILES else len(_FILES))
    return {cls.__name__: cls for cls in found}


_labelled: dict[str, type[Entity]] = {each.__name__: each for each in (Entity, Actor)}
_prefixed: dict[str, type[Entity]] = {}
"""Classes by label and by prefix, as found before: none is ever taken away."""


def label_class(label: str) -> type[Entity]:
    """Return a node class, or Actor or Entity, by its label; KeyError if none has it."""
    if label not in _labelled:  # the classes may have become more
        _labelled.update(node_classes())
    return _labelled[label]


def labels(cls: type[Entity]) -> tuple[str, ...]:
    """Return the labels of a node of the class, its own first."""
    return tuple(base.__name__ for base in cls.__mro__ if issubclass(base, Entity))


def by_plural() -> dict[str, type[Entity]]:
    """Return the node classes by the key that they have in case files."""
    return {cls.plural: cls for cls in node_classes().values()}


def by_prefix() -> dict[str, type[Entity]]:
    """Return the node classes by the first part of their uids."""
    return {cls.prefix: cls for cls in node_classes().values()}


def class_of(uid: str) -> type[Entity]:
    """Return the node class that a uid's prefix names; KeyError if it names none."""
    prefix = uid.partition("/")[0]
    if prefix not in _prefixed:
        _prefixed.update(by_prefix())
    return _prefixed[prefix]


def properties(cls: type[Entity]) -> dict[str, Stated]:
    """Return what can be stated of a node of the class, `uid` left out; the same object every time."""
    return _properties(cls)  # type: ignore[arg-type]  # a class has a hash; neomodel types its instances'


@cache
def _properties(cls: type[Entity]) -> dict[str, Stated]:
    every = cls.defined_properties(aliases=False, rels=False)
    return {name: prop for name, prop in every.items() if isinstance(prop, Stated) and name != "uid"}


def links(cls: type[Entity]) -> dict[str, Link]:
    """Return the links of the class by their public names; the same object every time."""
    return _links(cls)  # type: ignore[arg-type]  # the same


@cache
def _links(cls: type[Entity]) -> dict[str, Link]:
    every = cls.defined_properties(aliases=False, properties=False)
    return {link.name: link for link in every.values() if isinstance(link, Link)}


def backward_links(cls: type[Entity]) -> dict[str, Link]:
    """Return the links that may lead to a node of the class, by their names read backwards."""
    every = (link for owner in node_classes().values() for link in links(owner).values())
    return {link.inverse: link for link in every if admits(link, cls)}


def owners(link: Link) -> list[type[Entity]]:
    """Return the node classes that have the link."""
    return [cls for cls in node_classes().values() if links(cls).get(link.name) is link]


def reached(kind: str, *, backwards: bool = False) -> frozenset[type[Entity]]:
    """Return the node classes that links of a relationship type lead to, or, walked backwards, come from."""
    every = [(cls, link) for cls in node_classes().values() for link in links(cls).values() if link.type == kind]
    if backwards:
        return frozenset(cls for cls, _ in every)
    return frozenset(cls for cls in node_classes().values() if any(admits(link, cls) for _, link in every))


def belonging() -> frozenset[tuple[str, str]]:
    """Return class and relationship type of every link that leads from a part to its whole."""
    return frozenset(
        (name, link.type) for name, cls in node_classes().items() for link in links(cls).values() if link.belonging
    )


def admits(link: Link, cls: type[Entity]) -> bool:
    """Tell whether the link may lead to a node of the class."""
    return any(issubclass(cls, label_class(target)) for target in link.targets)
