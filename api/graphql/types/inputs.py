"""Filters and orders of lists, made from the ontology: the same grammar in every list.

A filter holds where all that it says does. An operator holds of a value that is stated; `not` holds for want of a
value too.
"""

from __future__ import annotations

from functools import cache, wraps
from typing import TYPE_CHECKING, Any

from api.graphql.asking import ANY_ATTITUDE, ANY_CLAIM, KNOWN
from api.graphql.members import CLAIM_MEMBERS, INTERFACES, edge_kind, edge_members, end_name, members
from api.graphql.types import building
from api.graphql.types.building import many, optional
from api.graphql.types.leaves import Long
from api.graphql.types.operands import NUMBERS, Inputs, compared_with, value_filter
from graph.ontology import registry
from graph.queries import fields
from graph.queries.fields import Column, End

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.ontology.links import Link


def by_first(make: Callable[[str, Any], type]) -> Callable[[str, Any], type]:
    """Let what is made be told by its name alone: links that are alike share their types."""
    known: dict[str, type] = {}

    @wraps(make)
    def found(name: str, about: Any) -> type:
        if name not in known:
            known[name] = make(name, about)
        return known[name]

    return found


Direction = building.enum("Direction", "Which way a list is ordered.", {
    "ASC": ("ASC", "Smallest, earliest, or first in the alphabet first.", ""),
    "DESC": ("DESC", "Largest, latest, or last in the alphabet first.", ""),
})  # fmt: skip
Nulls = building.enum("Nulls", "Where items without a value stand.", {
    "FIRST": ("FIRST", "Before all others.", ""),
    "LAST": ("LAST", "After all others.", ""),
})  # fmt: skip


def _with_logic(cls: type, inputs: Inputs) -> None:
    """Give a filter its fields, and the ways to join filters."""
    logic: Inputs = {
        "and": (optional(many(cls)), "All of these hold."),
        "or": (optional(many(cls)), "One of these holds."),
        "not": (optional(cls), "This does not hold, for want of a value too."),
    }
    building.input_fields(cls, inputs | logic)


def _columns(named: Mapping[str, Any]) -> Inputs:
    columns = {name: column for name, column in named.items() if isinstance(column, Column)}
    return {name: (optional(value_filter(each.kind)), each.meaning.definition) for name, each in columns.items()}


@cache
def node_class() -> Any:
    """Return the enum of all node classes."""
    values = {name: (name, cls.meaning.definition, "") for name, cls in registry.node_classes().items()}
    return building.enum("NodeClass", "The classes of nodes.", values)


@cache
def item_filter(label: str) -> type:
    """Return the filter for items with a label."""
    definition = fields.label_class(label).meaning.definition
    cls = building.input_type(f"{label}Filter", f"Which items are wanted. {definition}")
    _unfilled.append((cls, label))
    return cls


_unfilled: list[tuple[type, str]] = []
"""Filters without fields yet: they speak of each other, so each is named before any of them is filled."""


def fill() -> None:
    """Give the filters that were asked for their fields, and so those that these ask for."""
    while _unfilled:
        cls, label = _unfilled.pop()
        _with_logic(cls, _of_item(label))


def _of_item(label: str) -> Inputs:
    ends = {name: end for name, end in members(label).items() if isinstance(end, End)}
    inputs = _columns(members(label))
    inputs |= {
        name: (optional(_link_filter(end_name(end), end)), end.link.meaning.definition) for name, end in ends.items()
    }
    inputs[ANY_CLAIM] = (optional(claim_filter()), "Some live claim on it, shown or not, is like this.")
    inputs |= _known()
    if label in INTERFACES:
        inputs["ofClass"] = (optional(many(node_class())), "It is of one of these classes.")
        for each in fields.members(label):
            inputs[f"on{each}"] = (optional(item_filter(each)), f"It is of the class {each}, and like this.")
    return inputs


def _known() -> Inputs:
    return {
        name: (optional(str), f"It {'was' if certainly else 'may have been'} known by the end of this date, in EDTF.")
        for name, certainly in KNOWN.items()
    }


@cache
def claim_filter() -> type:
    """Return the filter for claims."""
    cls = building.input_type("ClaimFilter", "Which claims are wanted.")
    attitude: Inputs = {
        ANY_ATTITUDE: (optional(cls), "Some live attitude to it is like this; what it is is its value.")
    }
    _with_logic(cls, _columns(CLAIM_MEMBERS) | attitude | _known())
    return cls


def edge_filter(link: Link) -> type:
    """Return the filter for edges of a link."""
    return _edge_filter(edge_kind(link), link)


@by_first
def _edge_filter(kind: str, link: Link) -> type:
    cls = building.input_type(f"{kind}EdgeFilter", "Which edges are wanted.")
    _with_logic(cls, _columns(edge_members(link)))
    return cls


@by_first
def _link_filter(name: str, end: End) -> type:
    """Return the filter on all nodes that a link leads to."""
    one = building.input_type(f"{name}Is", "What is asked of an edge and of the node that it leads to.")
    building.input_fields(
        one,
        {
            "node": (optional(item_filter(end.target)), "The node is like this."),
            "edge": (optional(edge_filter(end.link)), "The edge is like this."),
        },
    )
    number = building.input_type(f"{name}Count", "How many different nodes are wanted.")
    of: Inputs = {"of": (optional(one), "Only what is like this is counted.")}
    building.input_fields(number, of | compared_with(Long, NUMBERS))
    cls = building.input_type(f"{name}Filter", "What is asked of all that a link leads to.")
    quantifiers = {
        "some": "Some is",
        "every": "There is none that isn't",
        "none": "None is",
        "single": "Exactly one is",
    }
    asked: Inputs = {each: (optional(one), f"{said} like this.") for each, said in quantifiers.items()}
    building.input_fields(cls, asked | {"count": (optional(number), "So many are there.")})
    return cls


@cache
def item_order(label: str) -> type:
    """Return how lists of items with a label can be ordered."""
    columns = {name: each for name, each in members(label).items() if isinstance(each, Column) and not each.many}
    by = {name: (each.name, each.meaning.definition, "") for name, each in columns.items()}
    key = building.enum(
        f"{label}OrderBy", "By what a list is ordered; a date by its earliest day, then its latest.", by
    )
    cls = building.input_type(f"{label}Order", "One key of an order; those that follow decide where it ties.")
    building.input_fields(
        cls,
        {
            "by": (key, "By what."),
            "direction": (optional(Direction), "Which way; ASC if not said."),
            "nulls": (optional(Nulls), "Where items without a value stand; LAST if not said."),
        },
    )
    return cls
