"""Computed answers under the names that were asked for; items in them are looked up in the operation's statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.computed.questions import tables
from api.graphql.computed.tables import uid_of
from api.graphql.members import labels
from graph.queries.selection import These

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.graphql.computed.tables import Table, Told
    from api.graphql.reading.items import Items
    from api.graphql.selecting import Asked, Selected
    from api.graphql.shapes import Shape
    from graph.queries.selection import Root

    Found = dict[tuple[str, int], dict[str, Any]]
    """For each kind of item that is looked up, the answers by uid."""
    Built = Callable[[Found], Any]
    """Makes an answer once its items are found."""


def read(items: Items, told: Told, answer: Any, asked: Asked) -> tuple[tuple[Root, ...], Shape]:
    """Return what a computed answer asks of the graph beside, and how all of it is answered."""
    answers = _Answers(items)
    built = answers.value(told, answer, asked)
    return answers.roots(), lambda found: built(answers.found(found))


class _Answers:
    """Builds one computed answer, and notes which items it leads to."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._wanted: dict[tuple[str, int], tuple[Asked, dict[str, None]]] = {}
        self._shapes: dict[tuple[str, int], Shape] = {}

    def roots(self) -> tuple[Root, ...]:
        """Return the items to look up, those that are asked alike together; what is asked of them costs for each."""
        return tuple(self._root(sign, asked, tuple(uids)) for sign, (asked, uids) in self._wanted.items())

    def _root(self, sign: tuple[str, int], asked: Asked, uids: tuple[str, ...]) -> Root:
        label, _ = sign
        with self._items.selecting.spend(len(uids)):
            fields, self._shapes[sign] = self._items.item(label, asked)
        return These(label, uids, fields)

    def found(self, found: list[Any]) -> Found:
        """Return the items that were found."""
        return {
            sign: {uid: shape(row) for uid, row in rows}
            for (sign, shape), rows in zip(self._shapes.items(), found, strict=True)
        }

    def value(self, told: Told, value: Any, asked: Asked) -> Built:
        """Return how a value is answered."""
        if told.listed and value is not None:
            each = [self._one(told.named_type, one, asked) for one in value]
            return lambda found: [one(found) for one in each]
        return self._one(told.named_type, value, asked)

    def _one(self, of: str, value: Any, asked: Asked) -> Built:
        if value is None:
            return lambda _found: None
        if of in tables():
            return self._object(tables()[of], value, asked)
        return self._item(of, uid_of(value), asked) if of in labels() else lambda _found: value

    def _object(self, table: Table, value: dict[str, Any], asked: Asked) -> Built:
        parts = [
            (each.key, self._field(table, value, each)) for each in self._items.selecting.selected(table.name, asked)
        ]
        return lambda found: {key: part(found) for key, part in parts}

    def _field(self, table: Table, value: dict[str, Any], selected: Selected) -> Built:
        if selected.name == "__typename":
            return lambda _found: table.name
        told = table.field(selected.name)
        return self.value(told, told.of_answer(value), selected.asked)

    def _item(self, label: str, uid: str, asked: Asked) -> Built:
        """Note an item that is to be looked up; null is answered where there is none."""
        sign = label, id(asked)
        _, uids = self._wanted.setdefault(sign, (asked, {}))
        uids[uid] = None
        return lambda found: found[sign].get(uid)
