"""What is wanted, gathered once: where in a row each answer stands, and how the row becomes what was asked for."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from graph.time.days import FIRST_DAY, LAST_DAY, Days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.selection import Field

    Shape = Callable[[Any], Any]
    """Turns a row, or a part of one, into what is answered."""
    Parts = tuple[tuple[str, Shape], ...]
    """How an object is answered: each part under its name."""


class Slots:
    """The fields wanted of one kind of row, each once; a field's place is its place in the row."""

    def __init__(self) -> None:
        self._places: dict[Field, int] = {}

    def place(self, field: Field) -> int:
        """Return where in the row a field stands."""
        return self._places.setdefault(field, len(self._places))

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in the order of the row."""
        return tuple(self._places)


def named(parts: Iterable[tuple[str, Shape]]) -> Shape:
    """Return what answers with an object: each part under the name that it was asked by."""
    kept = tuple(parts)
    return lambda row: {name: part(row) for name, part in kept}


def constant(value: Any) -> Shape:
    """Return what answers the same of every row."""
    return lambda _row: value


def at(place: int) -> Shape:
    """Return what answers with a value of the row."""
    return itemgetter(place)


def many(place: int) -> Shape:
    """Return what answers with the values that stand side by side in the row."""
    return lambda row: row[place] or []


def day(number: int | None, *, latest: bool) -> str | None:
    """Return a day as YYYY-MM-DD; None for no day, and where nothing bounds it."""
    if number is None:
        return None
    span = Days(((FIRST_DAY if latest else number, number if latest else LAST_DAY),))
    return span.latest() if latest else span.earliest()
