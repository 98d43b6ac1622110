"""What may be asked of an item, as plain data: comparisons of values, of what links lead to, of claims and of days.

`graph.queries.conditions` makes Cypher of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from graph.queries.fields import Column, End

Quantifier = Literal["some", "every", "none", "single"]


@dataclass(frozen=True, slots=True)
class Compared:
    """Holds where a value passes an operator; see `graph.queries.operators`."""

    column: Column
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds where all parts do; of none, everywhere."""

    parts: tuple[Condition, ...] = ()


EVERYWHERE = AllOf()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where one part does; of none, nowhere."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where the other doesn't, for want of a value too."""

    part: Condition


@dataclass(frozen=True, slots=True)
class OfClass:
    """Holds for items of one of these classes."""

    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Led:
    """What is asked of one edge and of the node that it leads to."""

    end: End
    edge: Condition = EVERYWHERE
    node: Condition = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Quantified:
    """Holds where some, every, none or exactly one of the nodes that a link leads to is as asked."""

    quantifier: Quantifier
    led: Led


@dataclass(frozen=True, slots=True)
class Counted:
    """Holds where the number of different nodes that are as asked passes an operator."""

    operator: str
    number: Any
    led: Led


@dataclass(frozen=True, slots=True)
class Claimed:
    """Holds where some claim on the item, shown or not, is as asked; of a claim, where some attitude to it is."""

    claim: Condition


@dataclass(frozen=True, slots=True)
class KnownBy:
    """Holds where it was certainly, or possibly, known by the end of a day; see `graph.queries.known`."""

    day: int
    certainly: bool


Condition = Compared | AllOf | AnyOf | Not | OfClass | Quantified | Counted | Claimed | KnownBy
