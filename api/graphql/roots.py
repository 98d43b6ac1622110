"""Where operations begin: for every node class one item by its uid and the list of all, and any node by its id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from api.graphql.naming import camel
from graph.ontology import registry
from graph.ontology.entity import Entity
from graph.queries.selection import These
from graph.queries.statement import CLAIM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.graphql.reading.items import Items
    from api.graphql.selecting import Asked
    from api.graphql.shapes import Shape
    from graph.queries.selection import Root


@dataclass(frozen=True, slots=True)
class Beginning:
    """A root field: one item, the list of all items with a label, or what has given ids."""

    how: Literal["one", "all", "node", "nodes"]
    label: str = Entity.__name__


@cache
def known() -> dict[str, Beginning]:
    """Return the root fields that lead into the graph, by name."""
    found = {"node": Beginning("node"), "nodes": Beginning("nodes")}
    for label, cls in registry.node_classes().items():
        found[label[:1].lower() + label[1:]] = Beginning("one", label)
        found[camel(cls.plural)] = Beginning("all", label)
    return found


def read(items: Items, name: str, said: Mapping[str, Any], asked: Asked) -> tuple[tuple[Root, ...], Shape]:
    """Return what a root field asks for, and how what is found, one answer for each, is answered."""
    beginning = known()[name]
    match beginning.how:
        case "all":
            root, shape = items.everything(beginning.label, said, asked)
            return (root,), lambda found: shape(found[0])
        case "one":
            return _one(items, beginning.label, str(said["uid"]), asked)
        case "node":
            return _one(items, _label(said["id"]), said["id"], asked)
        case "nodes":
            return _each(items, said["ids"], asked)


def _label(uid: str) -> str:
    return CLAIM if uid.startswith(f"{CLAIM.lower()}/") else Entity.__name__


def _one(items: Items, label: str, uid: str, asked: Asked) -> tuple[tuple[Root, ...], Shape]:
    fields, shape = items.item(label, asked)

    def answered(found: Any) -> Any:
        rows = found[0]
        return shape(rows[0][1]) if rows else None

    return (These(label, (uid,), fields),), answered


def _each(items: Items, uids: list[str], asked: Asked) -> tuple[tuple[Root, ...], Shape]:
    """Return items in the order in which they are asked for, null for what there isn't."""
    with items.selecting.spend(len(uids)):
        read = {label: items.item(label, asked) for label in dict.fromkeys(map(_label, uids))}
    roots = [These(label, tuple(uid for uid in uids if _label(uid) == label), read[label][0]) for label in read]

    def answered(found: Any) -> Any:
        rows = {uid: read[label][1](row) for label, some in zip(read, found, strict=True) for uid, row in some}
        return [rows.get(uid) for uid in uids]

    return tuple(roots), answered
