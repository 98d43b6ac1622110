"""Operations read into the query model: what is selected of items and of the lists that they lead to.

Beside each selection stands how its rows become the answer, under the names and in the order that were asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql import asking, paging
from api.graphql.members import INTERFACES, Extra, edge_members, end_name, members
from api.graphql.reading import citations, claims
from api.graphql.reading.about import about
from api.graphql.reading.lists import List
from api.graphql.shapes import Slots, at, constant, day, many, named, stated, within
from graph.ontology import registry
from graph.ontology.values import DATE
from graph.queries import fields, order
from graph.queries.condition import AllOf
from graph.queries.fields import Column, End
from graph.queries.selection import Claims, Everything, Linked, Listing, Value
from graph.queries.statement import CLAIM

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from api.graphql.selecting import Asked, Selected, Selecting
    from api.graphql.shapes import Parts, Shape
    from graph.queries.condition import Condition
    from graph.queries.selection import Fields


class Items:
    """Reads one operation."""

    def __init__(self, selecting: Selecting) -> None:
        self.selecting = selecting

    def everything(self, label: str, said: Mapping[str, Any], asked: Asked) -> tuple[Everything, Shape]:
        """Return what is wanted of the list of all items with a label."""
        where, orders = asking.items(label, said.get("where")), asking.orders(label, said.get("orderBy"))
        mark = order.mark(label, where, orders)
        paged = paging.paged(said, mark)
        wanted, shape = List(self, label, label, paged).read(asked, paging.expected(said))
        return Everything(label, Listing(paged.page, where, order=orders, **wanted)), shape

    def item(self, label: str, asked: Asked) -> tuple[Fields, Shape]:
        """Return what is wanted of an item with a label."""

        def read() -> tuple[Fields, Shape]:
            slots = Slots()
            shape = self._of(label, asked, slots)
            return slots.fields, shape

        return self.selecting.once(label, asked, read)

    def of(self, label: str, asked: Asked, slots: Slots) -> Shape:
        """Return how an item is answered; what is wanted of it is added to the slots."""
        if slots.fields:
            return self._of(label, asked, slots)
        fields, shape = self.item(label, asked)
        slots.add(fields)
        return shape

    def _of(self, label: str, asked: Asked, slots: Slots) -> Shape:
        if label not in INTERFACES:
            return named(self._typed(label, asked, slots, {}))
        uid = slots.place(Value("uid"))
        read: dict[Hashable, Shape] = {}
        each = {cls: self._typed(cls, asked, slots, read) for cls in fields.members(label)}
        if len(set(each.values())) == 1:
            return named(each.popitem()[1])
        shapes = {cls: named(parts) for cls, parts in each.items()}
        return lambda row: shapes[registry.class_of(row[uid]).__name__](row)

    def _typed(self, label: str, asked: Asked, slots: Slots, read: dict[Hashable, Shape]) -> Parts:
        """Return how an item of one class is answered; `read` holds what other classes have in common with it."""

        def shape(selected: Selected) -> Shape:
            if selected.name == "__typename":
                return constant(label)
            sign = selected.key, selected.sign
            if sign not in read:
                with self.selecting.at(selected.asked):
                    read[sign] = self.member(label, selected, slots)
            return read[sign]

        return tuple((each.key, shape(each)) for each in self.selecting.selected(label, asked))

    def member(self, label: str, selected: Selected, slots: Slots) -> Shape:
        """Return how a field of an item of a class, or of a claim, is answered."""
        if label == CLAIM:
            return claims.member(self, selected, slots)
        member = members(label)[selected.name]
        match member:
            case Column():
                return self.column(member, selected.asked, slots)
            case End():
                return self._linked(member, selected, slots)
            case Extra():
                return self._extra(label, member, selected, slots)

    def _extra(self, label: str, extra: Extra, selected: Selected, slots: Slots) -> Shape:
        match extra:
            case Extra.id:
                return at(slots.place(Value("uid")))
            case Extra.conflicts:
                return many(slots.place(Value("conflicts")))
            case Extra.citations:
                return citations.read(self, selected.asked, slots)
            case Extra.claims:
                return self.claims(selected, slots, about(label, selected.said.get("about")))

    def column(self, column: Column, asked: Asked, slots: Slots) -> Shape:
        """Return how a value of an item or an edge is answered."""
        place = slots.place(Value(column.name))
        if column.kind is DATE:
            return self._date(column.name, place, asked, slots)
        return many(place) if column.many else at(place)

    def _date(self, name: str, place: int, asked: Asked, slots: Slots) -> Shape:

        def part(selected: str) -> Shape:
            match selected:
                case "edtf":
                    return at(place)
                case "__typename":
                    return constant("Date")
            latest = selected == "latest"
            bound = slots.place(Value(f"{name}_last" if latest else f"{name}_first"))
            return lambda row: day(row[bound], latest=latest)

        return stated(place, named((key, part(each)) for key, each, *_ in self.selecting.selected("Date", asked)))

    def _linked(self, end: End, selected: Selected, slots: Slots) -> Shape:
        said = selected.said
        where, edge_where = asking.items(end.target, said.get("where")), asking.edges(end.link, said.get("edge"))
        orders = asking.orders(end.target, said.get("orderBy"))
        mark = order.mark(end, where, edge_where, orders)
        paged = paging.paged(said, mark)
        wanted, shape = List(self, end.target, end_name(end), paged, end).read(selected.asked, paging.expected(said))
        return within(slots.place(Linked(end, Listing(paged.page, where, edge_where, orders, **wanted))), shape)

    def carried(self, end: End, selected: Selected, slots: Slots) -> Shape:
        """Return how a field of the edges that lead to an end is answered."""
        if selected.name == "claims":
            return self.claims(selected, slots)
        if selected.name == "citations":
            return citations.read(self, selected.asked, slots)
        return self.column(edge_members(end.link)[selected.name], selected.asked, slots)

    def claims(self, selected: Selected, slots: Slots, *further: Condition) -> Shape:
        """Return how the claims on an item or an edge, or the attitudes to a claim, are answered."""
        where = AllOf((*further, asking.claims(selected.said.get("where"))))
        mark = order.mark(CLAIM, where)
        paged = paging.paged(selected.said, mark)
        wanted, shape = List(self, CLAIM, CLAIM, paged).read(selected.asked, paging.expected(selected.said))
        return within(slots.place(Claims(Listing(paged.page, where, **wanted))), shape)
