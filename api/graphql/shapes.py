"""What is wanted, gathered once: where in a row each answer stands, and how the row becomes what was asked for.

An answer has thousands of small objects. So shapes are written as one Python expression, with which an object costs a
third of what it costs to call one shape for each of its parts.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from graph.time.days import FIRST_DAY, LAST_DAY, Days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import CodeType

    from graph.queries.selection import Field

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

    def add(self, fields: Iterable[Field]) -> None:
        """Want all of these, in their order."""
        for field in fields:
            self.place(field)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in the order of the row."""
        return tuple(self._places)


class Words:
    """The names in one expression: of what it speaks of beside its row, and its own variables."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}
        self._variables = 0

    def name(self, known: Any) -> str:
        """Return the name of something that stands outside the expression."""
        called = f"known{len(self.known)}"
        self.known[called] = known
        return called

    def variable(self) -> str:
        """Return a name that nothing in the expression has."""
        self._variables += 1
        return f"row{self._variables}"


class Expression:
    """A shape that `write` writes as an expression, given one for its row; it can be called as any other."""

    def __init__(self, write: Callable[[str, Words], str]) -> None:
        self.write = write

    @cached_property
    def _made(self) -> Shape:
        words = Words()
        code = _compiled(f"lambda row: {self.write('row', words)}")
        made: Shape = eval(code, words.known)  # noqa: S307  all of it is written in this room; keys stand in it as literals
        return made

    def __call__(self, row: Any) -> Any:
        """Return what is answered."""
        return self._made(row)


@lru_cache(maxsize=256)
def _compiled(text: str) -> CodeType:
    """Return an expression as code; what is asked often is compiled once."""
    return compile(text, "<answer>", "eval")


def written(shape: Shape, row: str, words: Words) -> str:
    """Return an expression for what a shape makes of a row."""
    return shape.write(row, words) if isinstance(shape, Expression) else f"{words.name(shape)}({row})"


def named(parts: Iterable[tuple[str, Shape]]) -> Shape:
    """Return what answers with an object: each part under the name that it was asked by."""
    kept = tuple(parts)

    def write(row: str, words: Words) -> str:
        return f"{{{', '.join(f'{name!r}: {written(part, row, words)}' for name, part in kept)}}}"

    return Expression(write)


def constant(value: str) -> Shape:
    """Return what answers the same of every row."""
    return Expression(lambda _row, _words: repr(value))


def at(place: int) -> Shape:
    """Return what answers with a value of the row."""
    return Expression(lambda row, _words: f"{row}[{place}]")


def many(place: int) -> Shape:
    """Return what answers with the values that stand side by side in the row."""
    return Expression(lambda row, _words: f"({row}[{place}] or [])")


def stated(place: int, shape: Shape) -> Shape:
    """Return what answers of the row if there is a value at the place, and with null if there is none."""
    return Expression(lambda row, words: f"(None if {row}[{place}] is None else {written(shape, row, words)})")


def within(place: int, shape: Shape) -> Shape:
    """Return what answers of that part of the row which stands at a place."""
    return Expression(lambda row, words: written(shape, f"{row}[{place}]", words))


def each(rows: Callable[[str], str], item: Callable[[str], str], shape: Shape) -> Shape:
    """Return what answers with a list: of each of the rows that one expression finds, what another finds in it."""

    def write(found: str, words: Words) -> str:
        row = words.variable()
        return f"[{written(shape, item(row), words)} for {row} in {rows(found)}]"

    return Expression(write)


def day(number: int | None, *, latest: bool) -> str | None:
    """Return a day as YYYY-MM-DD; None for no day, and where nothing bounds it."""
    if number is None:
        return None
    span = Days(((FIRST_DAY if latest else number, number if latest else LAST_DAY),))
    return span.latest() if latest else span.earliest()
