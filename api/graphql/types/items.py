"""The fields of items: what the ontology says of their classes, and what every item has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from api.graphql.members import Extra, members
from api.graphql.strict import resolve
from api.graphql.types import lists, shells
from api.graphql.types.building import field, give, many
from api.graphql.types.leaves import of_column
from graph.queries.fields import Column, End

if TYPE_CHECKING:
    from strawberry.types.field import StrawberryField


def fill() -> None:
    """Give the types of all items their fields."""
    for label in shells.labels():
        give(shells.item(label), [_member(name, member) for name, member in members(label).items()])


def _member(name: str, member: Column | End | Extra) -> StrawberryField:
    match member:
        case Column():
            return field(name, of_column(member), member.meaning.definition, resolve)
        case End():
            definition = member.link.meaning.definition
            said = f"What leads here by {member.link.name}: {definition}" if member.backwards else definition
            return field(name, lists.to(member), said, resolve, lists.linked_arguments(member))
        case Extra.id:
            return field(name, strawberry.ID, member.value, resolve)
        case Extra.conflicts:
            return field(name, many(str), member.value, resolve)
        case Extra.citations:
            return field(name, many(shells.citation()), member.value, resolve)
        case Extra.claims:
            return field(name, lists.claims(), member.value, resolve, lists.claims_on_item())
