"""The fields of claims and citations: who says what, where, and what others say to it."""

from __future__ import annotations

import strawberry

from api.graphql.members import Extra
from api.graphql.strict import resolve
from api.graphql.types import lists, shells
from api.graphql.types.building import field, give, many, optional
from api.graphql.types.leaves import Value, terms
from graph.ontology.entity import Entity
from graph.ontology.sources import Source
from graph.queries.fields import STANDINGS


@strawberry.type(description="The import of a version of a dataset.")
class Batch:
    """What a claim stands by."""

    uid: str = strawberry.field(description="The name by which it can be taken back.")
    dataset: str = strawberry.field(description="The dataset.")
    version: str = strawberry.field(description="The version of it.")
    recorded: str = strawberry.field(description="When it was loaded.")


@strawberry.type(description="What qualifies the link that a claim speaks of.")
class Qualifier:
    """One of a claim's qualifiers."""

    name: str = strawberry.field(description="The name of the edge property.")
    value: Value = strawberry.field(description="What the claim says it is.")


def fill() -> None:
    """Give claims and citations their fields."""
    source, anything = optional(shells.item(Source.__name__)), optional(shells.item(Entity.__name__))
    standing = optional(terms(STANDINGS))
    place = [
        field("source", source, "The source; null where none is named.", resolve),
        field("locator", optional(str), "Where in it the sentence stands.", resolve),
        field("standing", standing, "How well the source stands behind it.", resolve),
        field("by", anything, "The party whose claim it is; null for the source's own.", resolve),
        field("quotedIn", source, "The source that quotes it.", resolve),
    ]
    give(
        shells.group(),
        [
            field("count", int, "How many there are.", resolve),
            field("keys", many(shells.group_key()), "What they have in common.", resolve),
        ],
    )
    give(
        shells.group_key(),
        [
            field("by", str, "By what the list is grouped.", resolve),
            field("value", optional(Value), "The value, or the uid of the item; null for what is not stated.", resolve),
            field("item", anything, "The item, where a link leads to one.", resolve),
        ],
    )
    says = field("says", many(str), "The properties and links that it speaks of.", resolve)
    give(shells.citation(), [*place, says])
    give(
        shells.claim(),
        [
            field("id", strawberry.ID, Extra.id.value, resolve),
            field("uid", str, "The hash of all that it says.", resolve),
            field("about", anything, "What it speaks of; null where that is another claim.", resolve),
            field("field", str, "The property or link that it speaks of.", resolve),
            field("value", optional(Value), "What it says a property is.", resolve),
            field("target", anything, "Where it says a link leads.", resolve),
            field("role", optional(str), "The role that it says a link has.", resolve),
            field("qualifiers", many(Qualifier), "What qualifies it.", resolve),
            *place,
            field("citations", many(shells.citation()), "Where it stands, as items and edges have it.", resolve),
            field("attitudes", lists.claims(), "What parties say to it.", resolve, lists.claim_arguments()),
            field("datasets", many(str), "The datasets that say it now.", resolve),
            field("assertedIn", many(Batch), "The batches by which it stands.", resolve),
        ],
    )
