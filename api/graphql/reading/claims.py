"""Claims as they are answered: what is said, by whom and where, with what parties say to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from api.graphql.reading import citations
from api.graphql.shapes import at, constant, many, named
from graph.ontology.entity import Entity
from graph.ontology.sources import Source
from graph.queries.selection import Batches, Named, Value

if TYPE_CHECKING:
    from api.graphql.reading.items import Items
    from api.graphql.selecting import Asked, Selected
    from api.graphql.shapes import Shape, Slots

ENDS = {
    "about": ("about", Entity.__name__),
    "target": ("target", Entity.__name__),
    "by": ("by", Entity.__name__),
    "source": ("source", Source.__name__),
    "quotedIn": ("quoted_in", Source.__name__),
}
"""The items that a claim names: as the query model calls them, and the label that they have."""

PLAIN = ("uid", "field", "value", "role", "locator", "standing")
BATCH = ("uid", "dataset", "version", "recorded")


def member(items: Items, selected: Selected, slots: Slots) -> Shape:
    """Return how a field of a claim is answered."""
    name, asked = selected.name, selected.asked
    if name in ENDS:
        return _end(items, name, asked, slots)
    if name in PLAIN or name == "id":
        return at(slots.place(Value("uid" if name == "id" else name)))
    if name == "attitudes":
        return items.claims(selected, slots)
    if name == "datasets":
        return many(slots.place(Value("datasets")))
    if name == "citations":
        return _citations(items, asked, slots)
    return _qualifiers(items, asked, slots) if name == "qualifiers" else _batches(items, asked, slots)


def _end(items: Items, name: str, asked: Asked, slots: Slots) -> Shape:
    end, label = ENDS[name]
    fields, shape = items.item(label, asked)
    place = slots.place(Named(end, fields or (Value("uid"),)))  # type: ignore[arg-type]  # ENDS has no other
    return lambda row: None if row[place] is None else shape(row[place])


def _citations(items: Items, asked: Asked, slots: Slots) -> Shape:
    """Return how the place where a claim stands is answered as items answer theirs: it is the only one."""
    said = slots.place(Value("field"))
    ways: dict[str, Shape] = {"says": lambda row: [row[said]], "__typename": constant(citations.TYPE)}

    def part(selected: Selected) -> Shape:
        return ways.get(selected.name) or member(items, selected, slots)

    shape = named((each.key, part(each)) for each in items.selecting.selected(citations.TYPE, asked))
    return lambda row: [shape(row)]


def _qualifiers(items: Items, asked: Asked, slots: Slots) -> Shape:
    place = slots.place(Value("qualifiers"))
    ways = {"name": at(0), "value": at(1), "__typename": constant("Qualifier")}
    shape = named((key, ways[name]) for key, name, *_ in items.selecting.selected("Qualifier", asked))
    return lambda row: [shape(each) for each in json.loads(row[place] or "{}").items()]


def _batches(items: Items, asked: Asked, slots: Slots) -> Shape:
    place = slots.place(Batches())
    ways = {name: at(number) for number, name in enumerate(BATCH)} | {"__typename": constant("Batch")}
    shape = named((key, ways[name]) for key, name, *_ in items.selecting.selected("Batch", asked))
    return lambda row: [shape(each) for each in row[place]]
