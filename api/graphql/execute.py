"""Execution: what an operation asks of the graph becomes one statement, however many fields it has.

graphql-core hands over the root fields, with variables coerced and fragments known. Those that lead into the graph
are read into the query model and answered together; all else, introspection for instance, goes the ordinary way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.graphql import asking, errors, roots
from api.graphql.computed.questions import questions
from api.graphql.reading import answers
from api.graphql.reading.items import Items
from api.graphql.selecting import OfOperation

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from graphql import GraphQLObjectType

    from api.graphql.selecting import Asked
    from api.graphql.shapes import Shape
    from graph.queries.selection import Root


@dataclass(slots=True)
class _Wanted:
    """What root fields want of the graph: its roots, and for each field which of them, and its shape."""

    roots: list[Root] = field(default_factory=list)
    shapes: dict[str, tuple[slice, Shape]] = field(default_factory=dict)

    def add(self, key: str, roots: tuple[Root, ...], shape: Shape) -> None:
        """Want what one field wants too."""
        self.shapes[key] = slice(len(self.roots), len(self.roots) + len(roots)), shape
        self.roots.extend(roots)

    def told(self, found: list[Any]) -> dict[str, Any]:
        """Return the answer to each field."""
        return {key: shape(found[part]) for key, (part, shape) in self.shapes.items()}


class Operation(StrawberryGraphQLCoreExecutionContext):
    """One operation under way."""

    def execute_collected_root_fields(
        self,
        root_type: GraphQLObjectType,
        root_value: Any,
        grouped_field_set: dict[str, Asked],
        serially: bool,
        new_defer_usages: Any,
    ) -> dict[str, Any] | Awaitable[dict[str, Any]]:
        """Answer the root fields that lead into the graph together, and the others one by one."""
        led, counted = roots.known().keys(), questions().keys()
        ours = {key: asked for key, asked in grouped_field_set.items() if asked[0].node.name.value in led | counted}
        rest = {key: asked for key, asked in grouped_field_set.items() if key not in ours}

        ordinary = super().execute_collected_root_fields

        def at_once() -> dict[str, Any]:
            others = ordinary(root_type, root_value, rest, serially, new_defer_usages)
            assert isinstance(others, dict)  # noqa: S101  nothing is executed asynchronously
            found = others | (self._answered(root_type, ours) if ours else {})
            return {key: found[key] for key in grouped_field_set if key in found}

        if self.context_value.loop is None:
            return at_once()
        waits = not rest and all(asked[0].node.name.value in led for asked in ours.values())
        return self._answered_on_loop(root_type, ours) if waits else run_sync(at_once)

    def _answered(self, root_type: GraphQLObjectType, ours: dict[str, Asked]) -> dict[str, Any]:
        """Return the answers to root fields; an error is told at the field, and makes it null if it may be."""
        wanted = self._wanted(root_type, ours)
        try:
            return dict.fromkeys(ours) | wanted.told(self.context_value.answer(wanted.roots))
        except Exception as error:
            return self._refused(root_type, ours, wanted, error)

    async def _answered_on_loop(self, root_type: GraphQLObjectType, ours: dict[str, Asked]) -> dict[str, Any]:
        """Return the same, while others are answered."""
        wanted = self._wanted(root_type, ours)
        try:
            return dict.fromkeys(ours) | wanted.told(await self.context_value.answer_on_loop(wanted.roots))
        except Exception as error:
            return self._refused(root_type, ours, wanted, error)

    def _wanted(self, root_type: GraphQLObjectType, ours: dict[str, Asked]) -> _Wanted:
        items, wanted = Items(OfOperation(self)), _Wanted()
        for key, each in ours.items():
            try:
                wanted.add(key, *self._read(items, each[0].node.name.value, self.arguments(root_type, each), each))
            except Exception as error:
                self._refuse(root_type, key, each, error)
        return wanted

    def _refused(
        self, root_type: GraphQLObjectType, ours: dict[str, Asked], wanted: _Wanted, error: Exception
    ) -> dict[str, Any]:
        for key in wanted.shapes:
            self._refuse(root_type, key, ours[key], error)
        return dict.fromkeys(ours)

    def _read(self, items: Items, name: str, said: dict[str, Any], asked: Asked) -> tuple[tuple[Root, ...], Shape]:
        if name in roots.known():
            return roots.read(items, name, said, asked)
        question = questions()[name]
        answer = question.answer(self.context_value, {key: asking.plain(value) for key, value in said.items()})
        return answers.read(items, question.told, answer, asked)

    def _refuse(self, root_type: GraphQLObjectType, key: str, asked: Asked, error: Exception) -> None:
        field = root_type.fields[asked[0].node.name.value]
        self.handle_field_error(errors.told(error), field.type, asked, Path(None, key, root_type.name))

    def arguments(self, parent: GraphQLObjectType, asked: Asked) -> dict[str, Any]:
        """Return the arguments of a field, coerced."""
        node = asked[0].node
        field = parent.fields.get(node.name.value)
        if field is None or not field.args:
            return {}
        return get_argument_values(field, node, self.variable_values, asked[0].fragment_variable_values)
