"""What an operation selects, field by field, and what it would cost."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, cast

from graphql import GraphQLError, GraphQLObjectType

from api.graphql import errors
from api.graphql.limits import Cost
from api.graphql.readings import Reading, has_variables, readings
from graph.errors import HandoverError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from api.graphql.execute import Operation

T = TypeVar("T")
Asked = Any
"""The part of an operation that asks for something: the field nodes of one response name."""


class Selected(NamedTuple):
    """A selected field: the name that it is answered by, its own, its arguments, and what it asks for.

    What has one `sign` is selected by the same words.
    """

    key: str
    name: str
    said: Mapping[str, Any]
    asked: Asked
    sign: Hashable


class Selecting(Protocol):
    """Tells what is selected."""

    def selected(self, type_name: str, asked: Asked) -> Iterator[Selected]:
        """Yield what is selected of a type by what asks for it."""

    def once(self, label: str, asked: Asked, read: Callable[[], T]) -> T:
        """Return what is read of items with a label, and is read again only where it could be another."""

    def spend(self, size: int) -> AbstractContextManager[None]:
        """Count a list of so many items; what is read meanwhile is wanted of each of them."""

    def at(self, asked: Asked) -> AbstractContextManager[None]:
        """Let errors that arise meanwhile be told at what asks."""


class OfOperation(Selecting):
    """What the operation selects."""

    def __init__(self, operation: Operation) -> None:
        self._operation, self._cost = operation, Cost()
        self._readings = readings(operation.schema, operation.operation)

    def selected(self, type_name: str, asked: Asked) -> Iterator[Selected]:
        """Yield what is selected of a type by what asks for it."""
        operation = self._operation
        of = operation.schema.type_map[type_name]
        assert isinstance(of, GraphQLObjectType)  # noqa: S101  types of the schema
        for key, inner in operation.collect_subfields(of, asked).grouped_field_set.items():
            sign = tuple(id(each.node) for each in inner)
            with self.at(inner):
                said = operation.arguments(of, inner)
            yield Selected(key, inner[0].node.name.value, said, inner, sign)

    def once(self, label: str, asked: Asked, read: Callable[[], T]) -> T:
        """Return what is read, or what was read when the text came before, if variables have no say in it."""
        sign = label, *(id(each.node) for each in asked)
        if (known := self._readings.get(sign)) and self._cost.bears(known.cost):
            return cast("T", known.read)
        before = self._cost.spent_on_each
        made = read()
        if sign not in self._readings:
            sets = [each.node.selection_set for each in asked]
            varies = has_variables(sets, self._operation.fragment_definitions)
            self._readings.keep(sign, None if varies else Reading(made, self._cost.spent_on_each - before))
        return made

    def spend(self, size: int) -> AbstractContextManager[None]:
        """Count a list of so many items; what is read meanwhile is wanted of each of them."""
        return self._cost.spend(size)

    @contextmanager
    def at(self, asked: Asked) -> Iterator[None]:
        """Tell errors at the field that asks."""
        try:
            yield
        except HandoverError as error:
            told = errors.told(error)
            raise GraphQLError(told.message, [each.node for each in asked], extensions=told.extensions) from error
