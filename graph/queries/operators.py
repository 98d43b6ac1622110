"""What a value can be asked: the operators that each kind of value admits, and each of them as Cypher.

An operator is true or false of a value that is stated. Of one that isn't, only `is_null` is true. Of several values
side by side it is true where it is of one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ontology.values import DATE, FLAG, NUMBER, WHOLE, Kind
from graph.ontology.vocabulary import scheme
from graph.queries import folding
from graph.time.edtf import span_of

if TYPE_CHECKING:
    from collections.abc import Callable

EQUALITY = ("eq", "ne", "in", "not_in")
ORDER = ("lt", "lte", "gt", "gte", "between")
IS_NULL = "is_null"

DATES = {
    "certainly_before": "{last} < {a}",
    "possibly_before": "{first} < {b}",
    "certainly_after": "{first} > {b}",
    "possibly_after": "{last} > {a}",
    "certainly_within": "{a} <= {first} AND {first} <= {b} AND {last} <= {b}",
    "possibly_within": "{first} <= {b} AND {last} >= {a}",
}
"""Asked of the earliest and latest day of a date, against the first day `a` and the last day `b` of another.

What lies within begins within as well, which follows, but lets an index find few instead of all that begin later.
"""

TEXTS: dict[str, Callable[[str], str]] = {
    "contains": folding.contains,
    "starts_with": folding.starts_with,
    "ends_with": folding.ends_with,
    "matches": folding.wildcards,
}

_PLAIN = {
    "eq": "{value} = {p}",
    "ne": "{value} <> {p}",
    "in": "{value} IN {p}",
    "not_in": "({value} IS NOT NULL AND NOT {value} IN {p})",
    "lt": "{value} < {p}",
    "lte": "{value} <= {p}",
    "gt": "{value} > {p}",
    "gte": "{value} >= {p}",
    "between": "{p}[0] <= {value} AND {value} <= {p}[1]",
}
EXACTLY = "exactly"


def admitted(kind: Kind) -> tuple[str, ...]:
    """Return the operators that values of the kind admit."""
    if kind.scheme:
        return (*EQUALITY, EXACTLY, IS_NULL)
    if kind is DATE:
        return (*EQUALITY, *DATES, IS_NULL)
    if kind is FLAG:
        return ("eq", "ne", IS_NULL)
    if kind in (WHOLE, NUMBER):
        return (*EQUALITY, *ORDER, IS_NULL)
    return (*EQUALITY, *ORDER, *TEXTS, IS_NULL)


def operand(kind: Kind, operator: str, value: Any) -> Any:
    """Return the parameter that an operator compares with; ValueError says what was expected of the value.

    Asking for a term asks for those below it as well.
    """
    if kind.scheme and operator != IS_NULL:
        named = [value] if operator in ("eq", "ne") else value
        below = scheme(kind.scheme).below
        return sorted(named if operator == EXACTLY else {each for name in named for each in below(name)})
    if operator in DATES:
        days = span_of(str(DATE.read(value)))
        return [days.first, days.last]
    if operator in TEXTS:
        return TEXTS[operator](str(value))
    return value


def compared(kind: Kind, operator: str, value: str, parameter: str) -> str:
    """Return Cypher that tells whether a value, written in Cypher, passes; null where none is stated."""
    if kind.scheme:
        return _PLAIN["not_in" if operator in ("ne", "not_in") else "in"].format(value=value, p=parameter)
    if operator in TEXTS:
        return f"normalize({value}, NFD) =~ {parameter}"
    return plain(operator, value, parameter)


def plain(operator: str, value: str, parameter: str) -> str:
    """Return Cypher that tells whether a number, written in Cypher, passes."""
    return _PLAIN[operator].format(value=value, p=parameter)


def dated(operator: str, first: str, last: str, parameter: str) -> str:
    """Return Cypher that tells whether a date passes, whose earliest and latest day are written in Cypher."""
    return DATES[operator].format(first=first, last=last, a=f"{parameter}[0]", b=f"{parameter}[1]")
