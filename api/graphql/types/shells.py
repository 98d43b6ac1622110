"""The types of items and claims, without fields yet: they speak of each other, so each is named before it is filled."""

from __future__ import annotations

from functools import cache

import strawberry

from api.graphql.members import INTERFACES, Extra
from api.graphql.strict import resolve
from api.graphql.types import building
from graph.ontology import registry
from graph.queries.fields import label_class
from graph.queries.statement import CLAIM


@cache
def node() -> type:
    """Return the interface of whatever has an id."""
    cls = building.made("Node", "Whatever can be asked for by its id.", kind="interface")
    _tell(cls)
    building.give(cls, [building.field("id", strawberry.ID, Extra.id.value, resolve)])
    return cls


@cache
def item(label: str) -> type:
    """Return the type of items with a label."""
    kind = "interface" if label in INTERFACES else "object"
    cls = building.made(label, label_class(label).meaning.definition, kind=kind)
    above = [each for each in INTERFACES if each != label and issubclass(label_class(label), label_class(each))]
    building.definition(cls).interfaces = [building.definition(each) for each in (node(), *map(item, above))]
    _tell(cls)
    return cls


@cache
def claim() -> type:
    """Return the type of claims."""
    cls = building.made(CLAIM, "One thing that one source says of one item.")
    building.definition(cls).interfaces = [building.definition(node())]
    _tell(cls)
    return cls


@cache
def citation() -> type:
    """Return the type of citations."""
    return building.made("Citation", "A place in a source that says something of an item.")


@cache
def group() -> type:
    """Return the type of groups of a list."""
    return building.made("Group", "So many of a list that have something in common.")


@cache
def group_key() -> type:
    """Return the type of what a group has in common."""
    return building.made("GroupKey", "One thing that all in a group have in common.")


def labels() -> list[str]:
    """Return every label that items can be asked for by."""
    return [*INTERFACES, *registry.node_classes()]


def _tell(cls: type) -> None:
    """Let the ordinary way of execution tell which type something found is of."""
    known = building.definition(cls)
    if known.is_interface:
        known.resolve_type = lambda found, _info, _type: found.label
    else:
        known.is_type_of = lambda found, _info: found.label == known.name
