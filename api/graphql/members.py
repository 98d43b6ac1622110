"""What the fields of each GraphQL type are in the graph; the schema is made of it, and operations are read by it."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from api.graphql.naming import camel, pascal
from graph.ontology import registry
from graph.ontology.entity import Actor, Entity
from graph.queries import fields
from graph.queries.statement import CLAIM

if TYPE_CHECKING:
    from graph.ontology.links import Link
    from graph.queries.fields import Column, End

INTERFACES = (Entity.__name__, Actor.__name__)
"""The labels that several node classes share, each an interface."""


@cache
def labels() -> frozenset[str]:
    """Return every label that items can be asked for by, and that of claims."""
    return frozenset((*INTERFACES, *registry.node_classes(), CLAIM))


class Extra(Enum):
    """What every item has beside what the ontology says of its class."""

    id = "The uid, under the name that caches of GraphQL clients look for."
    conflicts = "The properties on which live claims rival each other."
    citations = "Where it stands what is said of the item, best first."
    claims = "The live claims on the item, shown or not, by what they speak of."


@cache
def members(label: str) -> dict[str, Column | End | Extra]:
    """Return the fields of items with a label: columns, then links, then what every item has."""
    named: list[tuple[str, Column | End | Extra]] = [("id", Extra.id)]
    named += [(camel(name), column) for name, column in fields.columns(label).items()]
    named += [(camel(name), end) for name, end in fields.ends(label).items()]
    named += [(extra.name, extra) for extra in Extra if extra is not Extra.id]
    found = dict(named)
    if len(found) != len(named):
        twice = {name for name, _ in named if [name for name, _ in named].count(name) > 1}
        raise TypeError(f"{label} has two members of one name: {', '.join(sorted(twice))}")
    return found


@cache
def edge_members(link: Link) -> dict[str, Column]:
    """Return the columns of a link's edges by the names of their fields."""
    return {camel(name): column for name, column in fields.edge_columns(link).items()}


CLAIM_MEMBERS = {camel(name): column for name, column in fields.CLAIM_COLUMNS.items()}
"""The columns by which claims can be filtered."""


def edge_kind(link: Link) -> str:
    """Return what types about the edges of a link are named after; links without roles and qualifiers share theirs."""
    return f"{link.owner.__name__}{pascal(link.name)}" if link.roles or link.qualifiers else "Link"


def end_name(end: End) -> str:
    """Return what types about the nodes that a link leads to are named after."""
    link = end.link
    if not (link.roles or link.qualifiers):
        return f"{end.target}Link"
    return f"{link.owner.__name__}By{pascal(link.name)}" if end.backwards else edge_kind(link)
