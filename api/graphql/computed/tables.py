"""Types of computed answers as tables: each field with its type as GraphQL writes it, and what it means.

A type may be a label of the graph: the answer then holds a uid (or something that has one), and all that can be
asked of the item is asked in the operation's one statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from api.graphql.naming import camel


@dataclass(frozen=True, slots=True)
class Told:
    """A field of a computed answer; `key` is what the answer calls it."""

    key: str
    of: str
    said: str
    called: str = ""

    @property
    def name(self) -> str:
        """The field's name in GraphQL."""
        return self.called or camel(self.key)

    @property
    def named_type(self) -> str:
        """The type without list and null marks."""
        return self.of.strip("[]!")

    @property
    def listed(self) -> bool:
        """Whether it holds several."""
        return self.of.startswith("[")

    def of_answer(self, answer: dict[str, Any]) -> Any:
        """Return what an answer holds of the field, found only now if it is a function; "" is nothing."""
        held = answer.get(self.key)
        found = held() if callable(held) else held
        return None if found == "" else found


@dataclass(frozen=True, slots=True)
class Table:
    """A type of computed answers."""

    name: str
    said: str
    fields: tuple[Told, ...]

    def field(self, name: str) -> Told:
        """Return a field by its name in GraphQL."""
        return next(field for field in self.fields if field.name == name)


def uid_of(found: Any) -> str:
    """Return the uid of an item, held by itself or with what else is told of the item."""
    return str(found["uid"] if isinstance(found, dict) else found)
