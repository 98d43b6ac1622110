"""Citations as they are answered: where it stands, with what is wanted of the sources and parties that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.shapes import Slots, named
from graph.claims import citations
from graph.ontology.entity import Entity
from graph.ontology.sources import Source
from graph.queries.selection import Citations, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.graphql.reading.items import Items
    from api.graphql.selecting import Asked
    from api.graphql.shapes import Shape
    from graph.claims.citations import Cited

TYPE = "Citation"
USUAL = 5
"""As how many the citations of one item are counted."""

ITEMS = {"source": Source.__name__, "quotedIn": Source.__name__, "by": Entity.__name__}
"""The items that a citation names, in the order in which `graph.queries.selection.Citations` has them."""

_PLAIN: dict[str, Callable[[Cited], Any]] = {
    "locator": lambda cited: cited.locator or None,
    "standing": lambda cited: cited.standing or None,
    "says": lambda cited: list(cited.says),
    "__typename": lambda _cited: TYPE,
}
_UIDS: dict[str, Callable[[Cited], str]] = {
    "source": lambda cited: cited.source,
    "quotedIn": lambda cited: cited.quoted_in,
    "by": lambda cited: cited.by,
}


def read(items: Items, asked: Asked, slots: Slots) -> Shape:
    """Return how the citations of an item or an edge are answered."""
    ends: dict[str, Slots] = {}
    with items.selecting.spend(USUAL):
        parts = [
            (each.key, _part(items, each.name, each.asked, ends)) for each in items.selecting.selected(TYPE, asked)
        ]
    wanted = (ends[name].fields or (Value("uid"),) if name in ends else None for name in ITEMS)
    place, shape = slots.place(Citations(*wanted)), named(parts)

    def answered(row: Any) -> list[Any]:
        texts, *found = row[place]
        known = {name: dict(rows or ()) for name, rows in zip(ITEMS, found, strict=True)}
        return [shape((cited, known)) for cited in citations.read(texts)]

    return answered


def _part(items: Items, name: str, asked: Asked, ends: dict[str, Slots]) -> Shape:
    if name in _PLAIN:
        plain = _PLAIN[name]
        return lambda told: plain(told[0])
    shape, uid = items.of(ITEMS[name], asked, ends.setdefault(name, Slots())), _UIDS[name]

    def end(told: Any) -> Any:
        cited, known = told
        row = known[name].get(uid(cited))
        return None if row is None else shape(row)

    return end
