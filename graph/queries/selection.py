"""The one query model: which items, in what order, which page of them, and what is wanted of each.

A selection is plain data. `graph.queries` makes one Cypher statement of it, and answers with rows that hold what
was wanted in the order in which it stands here; whoever asks names it. GraphQL, pictures, exports and the command
line ask in no other way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from graph.queries.condition import EVERYWHERE

if TYPE_CHECKING:
    from graph.queries.condition import Condition
    from graph.queries.fields import Column, End


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, which way, and where those without a value come."""

    column: Column
    descending: bool = False
    nulls_first: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The first so many after a place in the order, or the last so many before one."""

    size: int
    backwards: bool = False
    after: tuple[Any, ...] = ()
    before: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A stored value of what the row is about."""

    name: str


@dataclass(frozen=True, slots=True)
class Citations:
    """Where it stands of an item or an edge, with what is wanted of the sources and the parties named."""

    source: Fields | None = None
    quoted_in: Fields | None = None
    by: Fields | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """The nodes that a link leads to."""

    end: End
    listing: Listing


@dataclass(frozen=True, slots=True)
class Claims:
    """The live claims on an item, or on an edge of it; of a claim, the attitudes to it."""

    listing: Listing


@dataclass(frozen=True, slots=True)
class Named:
    """The one item that a claim names as its `end`."""

    end: Literal["about", "target", "source", "by", "quoted_in"]
    fields: Fields


@dataclass(frozen=True, slots=True)
class Batches:
    """The batches by which a claim stands."""


Field = Value | Citations | Linked | Claims | Named | Batches
Fields = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One link on the way to a key; of what it leads to only items `of_class`, if one is named."""

    end: End
    of_class: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What a list is grouped by: a column of its items, of their edges or of what links lead to, or that itself.

    Of days as many `signs` are looked at: a year has 4. `fields` are wanted of an item that is a key.
    """

    steps: tuple[Step, ...] = ()
    column: Column | None = None
    of_edge: bool = False
    signs: int = 10
    fields: Fields = ()


@dataclass(frozen=True, slots=True)
class Grouped:
    """How many there are on a list for each combination of keys."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: who is on it, which page, and what is wanted of each item and of the edge that leads to it.

    `total` asks how many there are in all, `rows` for the page itself, `cursors` for the place of each row, `groups`
    for counts of all, whatever the page. Of rows that are `bare` only what is wanted of the item is told, which takes
    a fifth less time where a page has thousands of small rows.
    """

    page: Page
    where: Condition = EVERYWHERE
    edge_where: Condition = EVERYWHERE
    order: tuple[Order, ...] = ()
    fields: Fields = ()
    edge: Fields = ()
    rows: bool = True
    total: bool = False
    cursors: bool = False
    bare: bool = False
    groups: tuple[Grouped, ...] = ()


@dataclass(frozen=True, slots=True)
class Everything:
    """A list of all items with a label."""

    label: str
    listing: Listing


@dataclass(frozen=True, slots=True)
class These:
    """Items by any uid that they ever had, those there are; with the uid that was asked for first in each row."""

    label: str
    uids: tuple[str, ...]
    fields: Fields


Root = Everything | These
