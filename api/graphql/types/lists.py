"""The types of lists, as Relay has them, and the arguments that every list takes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import strawberry

from api.graphql.members import edge_members, end_name
from api.graphql.reading import groups
from api.graphql.strict import resolve
from api.graphql.types import inputs, shells
from api.graphql.types.building import argument, field, give, made, many, optional
from api.graphql.types.inputs import by_first
from api.graphql.types.leaves import of_column
from graph.queries.statement import CLAIM

if TYPE_CHECKING:
    from strawberry.types.arguments import StrawberryArgument
    from strawberry.types.field import StrawberryField

    from graph.queries.fields import End


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Relay's own."""

    hasNextPage: bool = strawberry.field(description="Whether the list goes on after the page.")  # noqa: N815
    hasPreviousPage: bool = strawberry.field(description="Whether the list begins before it.")  # noqa: N815
    startCursor: str | None = strawberry.field(description="The place of its first item.")  # noqa: N815
    endCursor: str | None = strawberry.field(description="The place of its last item.")  # noqa: N815


GROUPS = (
    "How many there are in all, whatever the page, by what they have in common: the largest groups first. What has "
    "several values counts in the group of each."
)


def _groups() -> tuple[StrawberryArgument, ...]:
    return (
        argument("by", many(str), groups.SAID),
        argument("first", optional(int), f"So many groups at most; {groups.USUAL} if not said."),
    )


def _page() -> tuple[StrawberryArgument, ...]:
    return (
        argument("first", optional(int), "So many from the beginning, or after `after`."),
        argument("after", optional(str), "The cursor after which the page begins."),
        argument("last", optional(int), "So many from the end, or before `before`."),
        argument("before", optional(str), "The cursor before which the page ends."),
    )


def arguments(label: str) -> tuple[StrawberryArgument, ...]:
    """Return what every list of items with a label takes."""
    order = optional(many(inputs.item_order(label)))
    return (
        argument("where", optional(inputs.item_filter(label)), "Which items are wanted."),
        argument("orderBy", order, "In which order; by uid if not said."),
        *_page(),
    )


def linked_arguments(end: End) -> tuple[StrawberryArgument, ...]:
    """Return what the list that a link leads to takes."""
    edge = optional(inputs.edge_filter(end.link))
    return argument("edge", edge, "Which edges are wanted."), *arguments(end.target)


def claims_on_item() -> tuple[StrawberryArgument, ...]:
    """Return what lists of the claims on an item take."""
    meant = "What they speak of: properties and links of the item by name, such as citizenOf; all if not said."
    return argument("about", optional(many(str)), meant), *claim_arguments()


def claim_arguments() -> tuple[StrawberryArgument, ...]:
    """Return what lists of claims take; they are ordered by what the claims speak of."""
    return argument("where", optional(inputs.claim_filter()), "Which claims are wanted."), *_page()


@cache
def everything(label: str) -> type:
    """Return the list of all items with a label."""
    return _connection(label, shells.item(label), [])


@by_first
def linked(name: str, end: End) -> type:
    """Return the list of the nodes that a link leads to."""
    carried = [
        field(each, of_column(column), column.meaning.definition, resolve)
        for each, column in edge_members(end.link).items()
    ]
    cited = field("citations", many(shells.citation()), "Where it stands that the link is there.", resolve)
    claimed = field("claims", claims(), "The live claims that say so.", resolve, claim_arguments())
    return _connection(name, shells.item(end.target), [*carried, cited, claimed])


def to(end: End) -> type:
    """Return the list that a link leads to."""
    return linked(end_name(end), end)


@cache
def claims() -> type:
    """Return the list of claims."""
    return _connection(CLAIM, shells.claim(), [])


def _connection(name: str, of: Any, edge: list[StrawberryField]) -> type:
    """Return a list of nodes, with what the edges to them carry."""
    edges = made(f"{name}Edge", f"One place in a list of {name}.")
    place = [
        field("cursor", str, "The place in the list.", resolve),
        field("node", of, "What stands there.", resolve),
    ]
    give(edges, [*place, *edge])
    cls = made(f"{name}Connection", "A page of a list.")
    give(
        cls,
        [
            field("totalCount", int, "How many there are in all, whatever the page.", resolve),
            field("nodes", many(of), "What stands on the page.", resolve),
            field("edges", many(edges), "What stands on the page, with its places.", resolve),
            field("pageInfo", PageInfo, "Where the page stands in the list.", resolve),
            field("groups", many(shells.group()), GROUPS, resolve, _groups()),
        ],
    )
    return cls
