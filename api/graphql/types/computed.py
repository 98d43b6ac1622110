"""The types of computed answers, and the root fields that ask for them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import strawberry

from api.graphql.computed.questions import questions, tables
from api.graphql.members import labels
from api.graphql.strict import computed, told
from api.graphql.types import building, inputs, shells
from api.graphql.types.building import argument, field, many, optional
from api.graphql.types.leaves import Data, terms
from graph.ontology.vocabulary import schemes
from graph.queries.statement import CLAIM

if TYPE_CHECKING:
    from strawberry.types.field import StrawberryField

_LEAVES = {"String": str, "Int": int, "Boolean": bool, "Float": float, "Data": Data, "ID": strawberry.ID}


def roots() -> list[StrawberryField]:
    """Return the root fields of all computed questions."""
    return [
        field(
            name,
            _written(each.told.of),
            each.told.said,
            computed,
            [argument(arg, _written(of), said) for arg, (of, said) in each.arguments.items()],
        )
        for name, each in questions().items()
    ]


@cache
def _table(name: str) -> type:
    table = tables()[name]
    cls = building.made(name, table.said)
    building.give(cls, [field(each.name, _written(each.of), each.said, told) for each in table.fields])
    return cls


def _written(of: str) -> Any:
    """Return the type that GraphQL writes so."""
    if of.endswith("!"):
        return many(_written(of[1:-2])) if of.startswith("[") else _named(of[:-1])
    return optional(many(_written(of[1:-1])) if of.startswith("[") else _named(of))


def _named(name: str) -> Any:
    if name in _LEAVES:
        return _LEAVES[name]
    if name == "NodeClass":
        return inputs.node_class()
    if name in schemes():
        return terms(name)
    if name in labels():
        return shells.claim() if name == CLAIM else shells.item(name)
    return _table(name)
