"""The leaves of the schema: a type for each kind of value, with the terms of a vocabulary as an enum."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NewType

import strawberry
from graphql import GraphQLError

from api.graphql.naming import pascal
from api.graphql.types import building
from api.graphql.types.building import many, optional
from graph.ontology.values import DATE, FLAG, NUMBER, WHOLE
from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from graph.ontology.values import Kind
    from graph.queries.fields import Column

_LARGEST = 2**63


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -_LARGEST <= value < _LARGEST:
        raise GraphQLError("Long is a whole number of at most 64 bits")
    return value


def _said(value: Any) -> str | int | float | bool:
    if not isinstance(value, str | int | float):
        raise GraphQLError("Value is text, a number, true or false")
    return value


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise GraphQLError("Data is a mapping")
    return value


Long = NewType("Long", int)
Value = NewType("Value", str)
Data = NewType("Data", object)

SCALARS: dict[object, Any] = {
    Long: strawberry.scalar(
        name="Long", description="A whole number of at most 64 bits.", serialize=_whole, parse_value=_whole
    ),
    Value: strawberry.scalar(
        name="Value",
        description="What a claim says a property is: text, a number, true or false.",
        serialize=_said,
        parse_value=_said,
    ),
    Data: strawberry.scalar(
        name="Data",
        description="Plain data: a mapping with whatever it holds.",
        serialize=_mapping,
        parse_value=_mapping,
    ),
}


@strawberry.type(description="A date as its source has it, and the days that it allows.")
class Date:
    """A date that may be uncertain."""

    edtf: str = strawberry.field(description="The date in EDTF (ISO 8601-2), such as 2022-09 or [2022-09-01..2022-10].")
    earliest: str | None = strawberry.field(
        description="The first day that any live claim allows, as YYYY-MM-DD; null where nothing bounds it."
    )
    latest: str | None = strawberry.field(
        description="The last day that any live claim allows, as YYYY-MM-DD; null where nothing bounds it."
    )


@cache
def terms(scheme_name: str) -> Any:
    """Return the enum of a vocabulary's terms; each is called as it is stored."""
    found = scheme(scheme_name)
    values = {}
    for term in found.terms.values():
        broader = f" Narrower than {', '.join(term.broader)}." if term.broader else ""
        values[term.name] = (term.name, f"{term.meaning.definition}{broader}", found.advice(term.name))
    return building.enum(pascal(found.name), found.meaning.definition, values)


def single(kind: Kind) -> Any:
    """Return the type of one value of a kind."""
    if kind.scheme:
        return terms(kind.scheme)
    plain = {WHOLE: Long, NUMBER: float, FLAG: bool, DATE: Date}
    return next((of for each, of in plain.items() if each is kind), str)


def of_column(column: Column) -> Any:
    """Return the type of a field that answers with a column; only the uid is always stated."""
    of = single(column.kind)
    if column.many:
        return many(of)
    return of if column.name == "uid" else optional(of)
