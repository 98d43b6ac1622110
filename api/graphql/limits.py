"""What one operation may ask for: how deep, how often, how much. All of it is told before anything is run."""

from __future__ import annotations

from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    ValidationRule,
)

from graph.errors import QueryTimeout, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graphql import SelectionSetNode, ValidationContext

DEEPEST = 30
"""Fields below each other. A link takes three: the link, its nodes, what is wanted of each."""

ALIASES = 200
TOKENS = 10_000
LONGEST = 500_000
"""Characters of an operation."""

BODY = 5_000_000
"""Bytes of a request, variables included."""

COST = 1_000_000
"""Items of all lists together, if each page were as large as is asked for."""

ANSWER = 50_000_000
"""Bytes of an answer: no client that asks for more is served well by one answer."""

SECONDS = 30
"""How long an operation may keep the database busy."""


LIMIT = {"code": "LIMIT_EXCEEDED"}
"""What errors of this kind say to programs."""


class TooMuch(UsageError):
    """An operation asks for more than it may."""


def ending() -> Callable[[], None]:
    """Return what raises QueryTimeout whenever it is called after the time that an operation has from now on."""
    end = monotonic() + SECONDS

    def look() -> None:
        if monotonic() > end:
            raise QueryTimeout(
                f"the operation takes longer than {SECONDS} s", way_out="ask for less, or on the machine of the server"
            )

    return look


class Cost:
    """What an operation could cost: the sizes of its pages, times those of the pages that they stand on."""

    def __init__(self) -> None:
        self._each, self._spent = 1, 0

    @property
    def spent_on_each(self) -> int:
        """What is spent so far, in what it costs to want one thing more of each item that is read now."""
        return self._spent // self._each

    def bears(self, more: int) -> bool:
        """Count what costs so much for each item, and tell whether it may; if not, it isn't counted."""
        if (spent := self._spent + more * self._each) > COST:
            return False
        self._spent = spent
        return True

    @contextmanager
    def spend(self, size: int) -> Iterator[None]:
        """Count a page; what is read meanwhile is wanted of each of its items."""
        outer = self._each
        self._each *= max(1, size)
        self._spent += self._each
        if self._spent > COST:
            raise TooMuch(
                f"the pages asked for could hold more than {COST:,} items in all",
                way_out="ask for smaller pages with `first` where lists stand within lists, or for fewer lists",
            )
        yield
        self._each = outer


class Measured(ValidationRule):
    """Refuses operations that are nested too deep or named too often; each fragment is measured once."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._fragments = {
            each.name.value: each for each in context.document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._depths: dict[str, int] = {}
        self._aliases = 0

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Count aliases; the first that is too many is told."""
        self._aliases += node.alias is not None
        if node.alias and self._aliases == ALIASES + 1:
            self.report_error(GraphQLError(f"There are more than {ALIASES} aliases.", node, extensions=LIMIT))

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
        """Measure how deep an operation goes."""
        if (depth := self._depth(node.selection_set)) > DEEPEST:
            told = f"Fields stand {depth} deep; {DEEPEST} are allowed."
            self.report_error(GraphQLError(told, node, extensions=LIMIT))

    def _depth(self, selections: SelectionSetNode | None) -> int:
        if selections is None:
            return 0
        depths = [0]
        for each in selections.selections:
            if isinstance(each, FragmentSpreadNode):
                depths.append(self._of_fragment(each.name.value))
            else:
                depths.append(isinstance(each, FieldNode) + self._depth(each.selection_set))  # type: ignore[attr-defined]
        return max(depths)

    def _of_fragment(self, name: str) -> int:
        if name not in self._depths:
            self._depths[name] = 0  # a circle is refused by another rule
            fragment = self._fragments.get(name)
            self._depths[name] = self._depth(fragment.selection_set) if fragment else 0
        return self._depths[name]
