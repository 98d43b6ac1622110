"""The filters of single values: for each kind of value, the operators that it admits and what they compare with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from api.graphql.naming import camel
from api.graphql.types import building, leaves
from api.graphql.types.building import many, optional
from graph.ontology.values import DATE
from graph.queries import operators

if TYPE_CHECKING:
    from graph.ontology.values import Kind

_SAID = {
    "eq": "Is this.",
    "ne": "Is stated, and is not this.",
    "in": "Is one of these.",
    "not_in": "Is stated, and is none of these.",
    "lt": "Comes before this.",
    "lte": "Comes before this or is this.",
    "gt": "Comes after this.",
    "gte": "Comes after this or is this.",
    "between": "Lies between these, both included.",
    "contains": "Has this in it, whatever case and accents.",
    "starts_with": "Begins with this, whatever case and accents.",
    "ends_with": "Ends with this, whatever case and accents.",
    "matches": "Is this, whatever case and accents, where * is any text and ? any one sign.",
    "is_null": "Is not stated; with false: is stated.",
    "exactly": "Is one of these terms itself, none below them.",
    "certainly_before": "All days that it allows come before this date (EDTF).",
    "possibly_before": "Some day that it allows comes before some day of this date (EDTF).",
    "certainly_after": "All days that it allows come after this date (EDTF).",
    "possibly_after": "Some day that it allows comes after some day of this date (EDTF).",
    "certainly_within": "All days that it allows lie within this date (EDTF), such as 2022.",
    "possibly_within": "Its earliest to latest day and this date (EDTF) have a day in common.",
}
_OF_TERMS = {"eq": "Is this term or one below it.", "in": "Is one of these terms or one below them."}
_LISTS = ("in", "not_in", operators.EXACTLY)

NUMBERS = (*operators.EQUALITY, *operators.ORDER)
"""What a number of nodes can be asked."""

Inputs = dict[str, tuple[Any, str]]
"""The fields of an input by name, each with its type and description."""


def compared_with(of: Any, kinds: tuple[str, ...], said: dict[str, str] = _SAID) -> Inputs:
    """Return operators on values of a type as the fields of an input."""

    def operand(operator: str) -> Any:
        if operator == operators.IS_NULL:
            return bool
        if operator == "between":
            return _range(of)
        return many(of) if operator in _LISTS else of

    return {camel(each): (optional(operand(each)), said[each]) for each in kinds}


@cache
def _range(of: Any) -> type:
    cls = building.input_type(f"{_NAMES[of]}Range", "Two ends, both included.")
    building.input_fields(cls, {"from": (of, "The lower end."), "to": (of, "The upper end.")})
    return cls


_NAMES = {str: "String", float: "Float", bool: "Boolean", leaves.Long: "Long", leaves.Date: "Date"}


@cache
def value_filter(kind: Kind) -> type:
    """Return the filter for values of a kind; kinds that GraphQL has one type for share theirs."""
    of = leaves.single(kind)
    if kind.scheme:
        about = "Terms: asking for one asks for those below it as well."
        return _filter(
            of.__strawberry_definition__.name, about, compared_with(of, operators.admitted(kind), _SAID | _OF_TERMS)
        )
    if kind is DATE:
        return _filter("Date", "What holds of a date that is stated.", compared_with(str, operators.admitted(kind)))
    return _shared(of, operators.admitted(kind))


@cache
def _shared(of: Any, kinds: tuple[str, ...]) -> type:
    return _filter(
        _NAMES[of], "What holds of a value that is stated; of several, of one of them.", compared_with(of, kinds)
    )


def _filter(name: str, description: str, fields: Inputs) -> type:
    cls = building.input_type(f"{name}Filter", description)
    building.input_fields(cls, fields)
    return cls
