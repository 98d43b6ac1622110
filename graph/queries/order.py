"""The order of a list, and places in it: a page goes on where the one before has ended, however many came between.

A cursor holds what the order looks at, nothing else, and the mark of the list that it belongs to. Every order ends
with the uid (and the role, where the link has roles), so that no two rows share a place.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import orjson

from graph.errors import UsageError
from graph.ontology.values import DATE
from graph.queries.writer import both

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.access import Reader
    from graph.queries.selection import Order
    from graph.queries.writer import Writer


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that the order looks at, written in Cypher."""

    value: str
    descending: bool = False
    nulls_first: bool = False

    def turned(self) -> Key:
        """Return the key of the opposite order."""
        return Key(self.value, not self.descending, not self.nulls_first)

    def ordering(self) -> str:
        """Return the key as ORDER BY has it; the database's own way is to put nulls after all values."""
        way = f"{self.value} DESC" if self.descending else self.value
        if self.nulls_first == self.descending:
            return way
        return f"{self.value} IS {'NOT NULL' if self.nulls_first else 'NULL'}, {way}"

    def beyond(self, place: Any, writer: Writer) -> str:
        """Return what is true of rows that come after a place by this key alone."""
        if place is None:
            return f"{self.value} IS NOT NULL" if self.nulls_first else "false"
        further = f"{self.value} {'<' if self.descending else '>'} {writer.parameter(place)}"
        return further if self.nulls_first else f"({further} OR {self.value} IS NULL)"

    def equal(self, place: Any, writer: Writer) -> str:
        """Return what is true of rows that this key can't tell from a place."""
        return f"{self.value} IS NULL" if place is None else f"{self.value} = {writer.parameter(place)}"


def keys(order: Iterable[Order], item: str, edge: str, reader: Reader) -> list[Key]:
    """Return the keys of an order; a date is ordered by its first day, then its last. An `edge` has a role."""
    found = [
        Key(reader.value(item, column), each.descending, each.nulls_first)
        for each in order
        for column in _columns(each)
    ]
    return [*found, Key(f"{item}.uid"), *([Key(f"coalesce({edge}.role, '')")] if edge else [])]


def _columns(order: Order) -> tuple[str, ...]:
    name = order.column.name
    return (f"{name}_first", f"{name}_last") if order.column.kind is DATE else (name,)


def beyond(keys: Sequence[Key], places: Sequence[Any], writer: Writer) -> str:
    """Return what is true of the rows after a place in the order; UsageError where the place is of another order."""
    if len(keys) != len(places):
        raise _foreign()
    ways, ties = [], list[str]()
    for key, place in zip(keys, places, strict=True):
        ways.append(f"({both((*ties, key.beyond(place, writer)))})")
        ties.append(key.equal(place, writer))
    return f"({' OR '.join(ways)})"


def mark(*what: object) -> str:
    """Return what tells a list from every other: by whom, what is asked and in which order."""
    return blake2b(repr(what).encode(), digest_size=9).hexdigest()


def sealed(mark_of_list: str, places: Sequence[Any]) -> str:
    """Return the cursor of a place in a list."""
    said = orjson.dumps([mark_of_list, *places])
    return base64.urlsafe_b64encode(_digest(said) + said).decode().rstrip("=")


def opened(cursor: str, mark_of_list: str) -> tuple[Any, ...]:
    """Return the place that a cursor of this list holds; UsageError for any other text."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        told, *places = orjson.loads(raw[_SEAL:])
    except (ValueError, binascii.Error, TypeError) as error:
        raise _foreign() from error
    if raw[:_SEAL] != _digest(raw[_SEAL:]) or told != mark_of_list:
        raise _foreign()
    return tuple(places)


_SEAL = 9


def _digest(said: bytes) -> bytes:
    return blake2b(said, digest_size=_SEAL, person=b"cursor").digest()


def _foreign() -> UsageError:
    return UsageError(
        "the cursor is not one of this list",
        way_out="take it from an answer to the same query, with the same filters and order",
    )
