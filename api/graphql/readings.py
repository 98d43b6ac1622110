"""What was read of an operation and is kept: clients ask the same text again and again, with other variables.

Only what no variable has a say in is kept, so that it would be read the same again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from graphql import FragmentSpreadNode, Node, VariableNode

from api.graphql.texts import KEPT

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode


class Reading(NamedTuple):
    """What was read, and what one item of it costs."""

    read: Any
    cost: int


class Readings:
    """What is kept of one text; None for what variables have a say in."""

    def __init__(self) -> None:
        self._readings: dict[Hashable, Reading | None] = {}

    def __contains__(self, sign: Hashable) -> bool:
        return sign in self._readings

    def get(self, sign: Hashable) -> Reading | None:
        """Return what was read of the part of the text with a sign."""
        return self._readings.get(sign)

    def keep(self, sign: Hashable, reading: Reading | None) -> None:
        """Keep what was read, or that it can't be kept."""
        self._readings[sign] = reading


class _Same:
    """An operation of a schema, which is the same as itself alone: to compare two would take reading them."""

    __slots__ = ("_of",)

    def __init__(self, *of: object) -> None:
        self._of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and all(mine is its for mine, its in zip(self._of, other._of, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(map(id, self._of)))


@lru_cache(KEPT)
def _readings(_of: _Same) -> Readings:
    return Readings()


def readings(schema: GraphQLSchema, operation: OperationDefinitionNode) -> Readings:
    """Return what is kept of an operation, which is the same each time that its text comes, since it is kept parsed."""
    return _readings(_Same(schema, operation))


def has_variables(nodes: Iterable[Node], fragments: Mapping[str, FragmentDefinitionNode]) -> bool:
    """Tell whether a variable has a say in what parts of an operation ask for."""
    left: list[Node] = list(nodes)
    while left:
        node = left.pop()
        if isinstance(node, VariableNode):
            return True
        if isinstance(node, FragmentSpreadNode):
            left.append(fragments[node.name.value])
        for key in node.keys:
            value = getattr(node, key, None)
            left.extend([value] if isinstance(value, Node) else value if isinstance(value, tuple) else ())
    return False
