"""What an operation selects, field by field, and what it would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from contextlib import AbstractContextManager

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

    def spend(self, size: int) -> AbstractContextManager[None]:
        """Count a list of so many items; what is read meanwhile is wanted of each of them."""

    def at(self, asked: Asked) -> AbstractContextManager[None]:
        """Let errors that arise meanwhile be told at what asks."""
