"""What can be asked of a node class, of its links, and of claims: columns that hold values, ends that lead on.

All of it is read from the ontology, so that a new class can be asked for without another edit. What edges and
claims carry beside what the ontology says of them is described here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.entity import Actor, Entity
from graph.ontology.links import edge_properties
from graph.ontology.meaning import Meaning, described
from graph.ontology.values import FLAG, TEXT, UID, Kind, term
from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from graph.ontology.links import Link

STANDINGS, CONFLICT = "standings", "conflict"


@dataclass(frozen=True, slots=True)
class Column:
    """A stored value of an item, an edge or a claim; `many` holds several side by side."""

    name: str
    kind: Kind = field(repr=False)
    meaning: Meaning = field(repr=False, compare=False)
    many: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """Where a link leads from an item: to nodes of `classes`, which have `target` in common."""

    name: str
    type: str
    backwards: bool
    classes: tuple[str, ...]
    target: str
    link: Link = field(repr=False, compare=False)

    @property
    def labels(self) -> str:
        """The labels that a node at this end may have, as Cypher."""
        return "|".join(self.classes if self.target == Entity.__name__ else (self.target,))


def label_class(label: str) -> type[Entity]:
    """Return a node class, or Actor or Entity, by its label."""
    return registry.label_class(label)


@cache
def columns(label: str) -> dict[str, Column]:
    """Return the columns of items that have the label, by name, `uid` first."""
    cls = label_class(label)
    uid = Column("uid", UID, described("The stable name of the node.", "uid", "идентификатор", "ідэнтыфікатар"))
    stated = registry.properties(cls).items()
    return {"uid": uid} | {name: Column(name, prop.kind, prop.meaning, prop.many) for name, prop in stated}


@cache
def ends(label: str) -> dict[str, End]:
    """Return where links lead from items that have the label: their own by name, then those that lead to them."""
    cls = label_class(label)
    found = {name: _end(name, link, link.targets, backwards=False) for name, link in registry.links(cls).items()}
    for name, link in registry.backward_links(cls).items():
        if name not in found:
            owners = tuple(owner.__name__ for owner in registry.owners(link))
            found[name] = _end(name, link, owners, backwards=True)
    return found


def _end(name: str, link: Link, labels: tuple[str, ...], *, backwards: bool) -> End:
    wanted = tuple(label_class(label) for label in labels)
    classes = tuple(each for each, cls in registry.node_classes().items() if issubclass(cls, wanted))
    return End(name, link.type, backwards, classes, _common(classes), link)


def _common(classes: tuple[str, ...]) -> str:
    """Return the nearest label that all the classes have."""
    if len(classes) == 1:
        return classes[0]
    actors = all(issubclass(label_class(each), Actor) for each in classes)
    return "Actor" if actors else "Entity"


def members(label: str) -> tuple[str, ...]:
    """Return the node classes that have a label; a class has its own alone."""
    cls = label_class(label)
    return tuple(name for name, each in registry.node_classes().items() if issubclass(each, cls))


def edge_columns(link: Link) -> dict[str, Column]:
    """Return what edges of the link carry, by name."""
    standing = described(scheme(STANDINGS).meaning.definition, "standing", "степень", "ступень")
    found = {"role": Column("role", term(link.roles), scheme(link.roles).meaning)} if link.roles else {}
    found["standing"] = Column("standing", term(STANDINGS), standing)
    found[CONFLICT] = Column(CONFLICT, FLAG, _CONFLICT)
    qualifiers = edge_properties()
    named = {name: qualifiers[name] for name in link.qualifiers}
    return found | {name: Column(name, prop.kind, prop.meaning, prop.many) for name, prop in named.items()}


_CONFLICT = described(
    "Whether claims rival each other on what qualifies it.", "conflict", "противоречие", "супярэчнасць"
)


def _of_claim(name: str, definition: str, kind: Kind = TEXT) -> Column:
    return Column(name, kind, described(definition, name, name, name))


CLAIM_COLUMNS = {
    column.name: column
    for column in (
        _of_claim("uid", "The hash of all that it says.", UID),
        _of_claim("field", "The property or link that it speaks of; attitude, where it is about another claim."),
        _of_claim("value", "What it says a property is, as text."),
        _of_claim("target", "The uid that it says a link leads to.", UID),
        _of_claim("role", "The role that it says a link has."),
        _of_claim("by", "The uid of the party whose claim it is.", UID),
        _of_claim("source", "The uid of the source that it stands in.", UID),
        _of_claim("locator", "Where in the source it stands."),
        _of_claim("standing", scheme(STANDINGS).meaning.definition, term(STANDINGS)),
        _of_claim("quoted_in", "The uid of the source that quotes its source.", UID),
    )
}
"""What a claim says of itself; see `graph.claims.claim`."""
