"""Arguments of lists, as GraphQL coerced them, read into the query model: filters, order, page."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from api.graphql.members import CLAIM_MEMBERS, edge_members, members
from api.graphql.naming import camel
from graph.errors import UsageError
from graph.ontology.values import DATE
from graph.queries import operators
from graph.queries.condition import (
    AllOf,
    AnyOf,
    Claimed,
    Compared,
    Condition,
    Counted,
    KnownBy,
    Led,
    Not,
    OfClass,
    Quantified,
)
from graph.queries.fields import Column, End
from graph.queries.selection import Order
from graph.time.edtf import span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graph.ontology.links import Link

    Said = Mapping[str, Any]

_OPERATORS = {
    camel(each): each
    for each in (
        *operators.EQUALITY,
        *operators.ORDER,
        *operators.DATES,
        *operators.TEXTS,
        operators.EXACTLY,
        operators.IS_NULL,
    )
}
ANY_CLAIM, ANY_ATTITUDE = "anyClaim", "anyAttitude"
KNOWN = {"certainlyKnownBy": True, "possiblyKnownBy": False}
"""Filters that aren't about a value; of the last, whether it must have been known."""

_QUANTIFIERS = ("some", "every", "none", "single")


def items(label: str, said: Said | None) -> Condition:
    """Return what is asked of items with a label."""
    return _all(said, lambda name, value: _of_item(label, name, value))


def edges(link: Link, said: Said | None) -> Condition:
    """Return what is asked of edges of a link."""
    return _all(said, lambda name, value: _of_column(name, edge_members(link)[name], value))


def claims(said: Said | None) -> Condition:
    """Return what is asked of claims."""
    return _all(said, _of_claim)


def orders(label: str, said: list[Said] | None) -> tuple[Order, ...]:
    """Return the order of a list of items with a label."""
    return tuple(_order(label, each) for each in said or ())


def _order(label: str, said: Said) -> Order:
    columns = {each.name: each for each in members(label).values() if isinstance(each, Column)}
    direction, nulls = plain(said.get("direction")), plain(said.get("nulls"))
    return Order(columns[plain(said["by"])], direction == "DESC", nulls == "FIRST")


def _all(said: Said | None, part: Callable[[str, Any], Condition]) -> Condition:
    """Return the condition that all entries of a filter make together."""
    return AllOf(tuple(_entry(name, value, part) for name, value in (said or {}).items()))


def _entry(name: str, value: Any, part: Callable[[str, Any], Condition]) -> Condition:
    if value is None:
        raise UsageError(f"{name} is null, which says nothing", way_out="leave it out, or ask isNull")
    if name == "and":
        return AllOf(tuple(_all(each, part) for each in value))
    if name == "or":
        return AnyOf(tuple(_all(each, part) for each in value))
    return Not(_all(value, part)) if name == "not" else part(name, value)


def _of_claim(name: str, value: Any) -> Condition:
    if name == ANY_ATTITUDE:
        return Claimed(claims(value))
    return _known(name, value) if name in KNOWN else _of_column(name, CLAIM_MEMBERS[name], value)


def _known(name: str, said: str) -> Condition:
    try:
        return KnownBy(span_of(str(DATE.read(said))).last, KNOWN[name])
    except ValueError as error:
        raise UsageError(f"{name} {said!r} can't be read", way_out=f"give {error}") from error


def _of_item(label: str, name: str, value: Any) -> Condition:
    if name == ANY_CLAIM:
        return Claimed(claims(value))
    if name in KNOWN:
        return _known(name, value)
    if name == "ofClass":
        return OfClass(tuple(plain(each) for each in value))
    member = members(label).get(name)
    match member:
        case Column():
            return _of_column(name, member, value)
        case End():
            return AllOf(tuple(_of_end(member, how, asked) for how, asked in value.items()))
    wanted = name.removeprefix("on")
    return AllOf((OfClass((wanted,)), items(wanted, value)))


def _of_end(end: End, how: str, asked: Any) -> Condition:
    if asked is None:
        raise UsageError(f"{how} is null, which says nothing", way_out="leave it out, or give {}")
    if how in _QUANTIFIERS:
        return Quantified(how, _led(end, asked))  # type: ignore[arg-type]  # the schema admits no other
    led = _led(end, asked.get("of") or {})
    numbers = ((name, value) for name, value in asked.items() if name != "of")
    return AllOf(tuple(Counted(operator, value, led) for operator, value in _operations(numbers)))


def _led(end: End, said: Said) -> Led:
    return Led(end, edges(end.link, said.get("edge")), items(end.target, said.get("node")))


def _of_column(name: str, column: Column, said: Said) -> Condition:
    return AllOf(tuple(_compared(name, column, operator, value) for operator, value in _operations(said.items())))


def _operations(said: Any) -> Iterator[tuple[str, Any]]:
    """Yield operators by their names in the graph, with what they compare with."""
    for name, value in said:
        if value is None:
            raise UsageError(f"{name} is null, which is no value", way_out="leave it out, or ask isNull")
        if name == "between":
            yield name, (plain(value["from"]), plain(value["to"]))
        else:
            yield _OPERATORS[name], tuple(plain(value)) if isinstance(value, list) else plain(value)


def _compared(name: str, column: Column, operator: str, value: Any) -> Condition:
    """Return what is asked of a column; UsageError where the value can't be compared with."""
    try:
        operators.operand(column.kind, operator, value)
    except ValueError as error:
        raise UsageError(f"{name}.{camel(operator)} {value!r} can't be read", way_out=f"give {error}") from error
    return Compared(column, operator, value)


def plain(value: Any) -> Any:
    """Return a value as the graph has it; a term is one of an enum in GraphQL."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value
