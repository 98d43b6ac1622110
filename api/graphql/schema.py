"""The schema: every node class of the ontology with its filters, orders and links."""

from __future__ import annotations

import gc
from functools import cache
from operator import getitem
from threading import Lock
from typing import TYPE_CHECKING

import strawberry
from graphql import ASTValidationRule, GraphQLError, NoSchemaIntrospectionCustomRule
from strawberry.schema.config import StrawberryConfig

from api.graphql import changing, roots
from api.graphql.execute import Operation
from api.graphql.limits import Measured
from api.graphql.strict import resolve
from api.graphql.texts import Texts
from api.graphql.types import claims, computed, inputs, items, lists, shells
from api.graphql.types.building import argument, field, give, made, many, optional
from api.graphql.types.leaves import SCALARS
from graph.queries.fields import label_class

if TYPE_CHECKING:
    from strawberry.types.execution import ExecutionContext
    from strawberry.types.field import StrawberryField

_ID = strawberry.ID


class Schema(strawberry.Schema):
    """A schema whose errors are told to whoever asks, and to no log: they may speak of people."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing."""


def schema(*, strict: bool = False, closed: bool = False) -> Schema:
    """Return the schema; `strict` executes the ordinary way, for tests that hold the other against it.

    One that is `closed` does not tell what it has.
    """
    with _BUILDING:
        return _schema(strict, closed)


_BUILDING = Lock()
"""Types are filled in turn, so requests that come at once wait for the one schema."""


@cache
def _schema(strict: bool, closed: bool) -> Schema:
    rules: list[type[ASTValidationRule]] = [Measured, *([NoSchemaIntrospectionCustomRule] if closed else [])]
    made = Schema(
        _query(),
        mutation=changing.mutation(),
        types=[*map(shells.item, shells.labels()), shells.claim()],
        execution_context_class=None if strict else Operation,
        extensions=[lambda: Texts(*rules)],
        config=StrawberryConfig(auto_camel_case=False, scalar_map=SCALARS, default_resolver=getitem),
    )
    # It lasts as long as the process: large answers took twice as long while the collector went through it with each.
    gc.collect()
    gc.freeze()
    return made


@cache
def _query() -> type:
    cls = made("Query", "What can be asked of the graph.")
    give(cls, [*(_root(name, each) for name, each in roots.known().items()), *computed.roots(), changing.job()])
    items.fill()
    claims.fill()
    inputs.fill()
    return cls


def _root(name: str, beginning: roots.Beginning) -> StrawberryField:
    label, node = beginning.label, optional(shells.node())
    meaning = label_class(label).meaning
    match beginning.how:
        case "all":
            said = f"All that the graph has. {meaning.definition}"
            return field(name, lists.everything(label), said, resolve, lists.arguments(label))
        case "one":
            uid = argument("uid", str, "Any uid that it ever had.")
            return field(name, optional(shells.item(label)), meaning.definition, resolve, [uid])
        case "node":
            return field(name, node, "Whatever has this id.", resolve, [argument("id", _ID, "Its id.")])
        case "nodes":
            said = "Whatever has these ids, in their order; null for what there isn't."
            return field(name, many(node), said, resolve, [argument("ids", many(_ID), "Their ids.")])


def sdl() -> str:
    """Return the schema in GraphQL's own language."""
    return f"{schema().as_str()}\n"
