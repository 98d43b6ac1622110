"""Strawberry types made from data instead of from written classes."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Optional

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from strawberry.types.base import StrawberryObjectDefinition


def optional(of: Any) -> Any:
    """Return a type that may be null, or left out."""
    return Optional[of]  # noqa: UP045  types that are made at run time have no `|`


def many(of: Any) -> Any:
    """Return the type of a list of what a type has."""
    return list[of]


def made(name: str, description: str, *, kind: str = "object") -> type:
    """Return a type without fields yet, so that types can speak of each other; see `give`."""
    cls = type(name, (), {"__annotations__": {}})
    return strawberry.type(
        cls, name=name, description=description, is_input=kind == "input", is_interface=kind == "interface"
    )


def definition(cls: type) -> StrawberryObjectDefinition:
    """Return what strawberry knows of a type."""
    return get_object_definition(cls, strict=True)


def give(cls: type, fields: Iterable[StrawberryField]) -> None:
    """Give a type its fields."""
    definition(cls).fields = list(fields)


def field(
    name: str,
    of: Any,
    description: str,
    resolver: Callable[..., Any],
    arguments: Iterable[StrawberryArgument] = (),
) -> StrawberryField:
    """Return a field of an object or interface."""
    found = StrawberryField(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(of),
        description=description,
        base_resolver=_resolver(resolver),
    )
    found.arguments = list(arguments)
    return found


@cache
def _resolver(function: Callable[..., Any]) -> StrawberryResolver[Any]:
    """Return the one resolver of a function: looking at the same signature for each field took a fifth of the build."""
    return StrawberryResolver(function)


def argument(name: str, of: Any, description: str) -> StrawberryArgument:
    """Return an argument without a default."""
    return StrawberryArgument(name, name, StrawberryAnnotation(of), description=description)


def input_type(name: str, description: str) -> type:
    """Return an input without fields yet; its values stay plain data."""
    cls = made(name, description, kind="input")
    definition(cls).from_input = lambda _cls, value, _context: value
    return cls


def input_fields(cls: type, fields: Mapping[str, tuple[Any, str]]) -> None:
    """Give an input its fields, each with its type and description."""
    give(
        cls,
        (
            StrawberryField(
                python_name=name,
                graphql_name=name,
                type_annotation=StrawberryAnnotation(of),
                description=description,
                default=strawberry.UNSET,
            )
            for name, (of, description) in fields.items()
        ),
    )


def enum(name: str, description: str, values: Mapping[str, tuple[str, str, str]]) -> Any:
    """Return an enum; each name has its value, its description, and why it is no longer to be used, if so."""
    members = Enum(name, {each: value for each, (value, _, _) in values.items()})  # type: ignore[misc]
    made: Any = strawberry.enum(members, name=name, description=description)
    for each in made.__strawberry_definition__.values:
        _, each.description, instead = values[each.name]
        each.deprecation_reason = instead or None
    return made
