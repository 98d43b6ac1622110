"""The ordinary way: graphql-core asks for each field by itself, and each takes a statement of its own.

It is slow, and is what the compiled way is held against: both must give the same answer. Here graphql-core merges
selections, completes values, checks their types and spreads nulls.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from strawberry.types import Info  # noqa: TC002  strawberry reads the annotation

from api.graphql import asking, roots
from api.graphql.computed.questions import questions, tables
from api.graphql.computed.tables import uid_of
from api.graphql.members import labels, members
from api.graphql.reading.items import Items
from api.graphql.selecting import Selected
from api.graphql.shapes import Slots
from graph.ontology import registry
from graph.queries import fields
from graph.queries.condition import EVERYWHERE, Compared
from graph.queries.fields import End
from graph.queries.selection import Linked, Listing, Page, These, Value
from graph.queries.statement import CLAIM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from graphql import GraphQLSchema

    from api.graphql.computed.tables import Told
    from api.graphql.selecting import Asked
    from api.graphql.shapes import Shape
    from graph.queries.condition import Condition
    from graph.queries.selection import Fields

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """An item or a claim, of which only the uid is known yet."""

    label: str
    uid: str


@dataclass(frozen=True, slots=True)
class FoundEdge:
    """An edge that leads from an item by a link, with what is known of it."""

    start: Found
    end: End
    known: dict[str, Any]


def resolve(root: Any, info: Info, **said: Any) -> Any:
    """Return the value of a field of whatever was found before."""
    name = info.field_name
    selected = Selected(name, name, said, None, name)
    match root:
        case None:
            return _list(info, lambda items: _root(items, selected, info))
        case Found():
            return _list(info, lambda items: _of_item(items, root, selected, info))
        case FoundEdge() if name in ("claims", "citations"):
            return _list(info, lambda items: _of_edge(items, root, selected, info))
        case FoundEdge():
            return root.known[name]
    return root[name](said) if name == "groups" else root[name]


def _list(info: Info, found: Callable[[_Shallow], Any]) -> Any:
    """Return what is found; if it is a list, its groups are found when they are asked for."""
    schema = info._raw_info.schema  # noqa: SLF001  it gives the schema no other way
    known = found(_Shallow(schema))
    if isinstance(known, dict) and "pageInfo" in known:
        known["groups"] = lambda said: found(_Shallow(schema, said))["groups"]
    return known


def _root(items: _Shallow, selected: Selected, info: Info) -> Any:
    asked, shape = roots.read(items, selected.name, selected.said, None)
    return shape(info.context.answer(list(asked)))


def computed(info: Info, **said: Any) -> Any:
    """Return the answer to a computed question."""
    question = questions()[info.field_name]
    answer = question.answer(info.context, {name: asking.plain(value) for name, value in said.items()})
    return _told(question.told, answer, info)


def told(root: Any, info: Info) -> Any:
    """Return a field of a computed answer."""
    of, value = root
    field = of.field(info.field_name)
    return _told(field, field.of_answer(value), info)


def _told(field: Told, value: Any, info: Info) -> Any:
    """Return a value as what comes next needs it: an item as found, an answer with its type."""
    if value is None:
        return None
    if field.named_type in labels():
        asked = [uid_of(each) for each in (value if field.listed else [value])]
        rows = info.context.answer([These(field.named_type, tuple(asked), (Value("uid"),))])[0]
        known = {uid: _found(field.named_type, own) for uid, (own,) in rows}
        found = [known.get(uid) for uid in asked]
        return found if field.listed else found[0]
    if (table := tables().get(field.named_type)) is None:
        return value
    return [(table, each) for each in value] if field.listed else (table, value)


def _found(label: str, uid: str) -> Found:
    return Found(CLAIM if label == CLAIM else registry.class_of(uid).__name__, uid)


def _of_item(items: _Shallow, found: Found, selected: Selected, info: Info) -> Any:
    slots = Slots()
    shape = items.member(found.label, selected, slots)
    rows = info.context.answer([These(found.label, (found.uid,), slots.fields)])[0]
    value = shape(rows[0][1])
    if isinstance(value, dict) and "edges" in value and found.label != CLAIM:
        end = members(found.label)[selected.name]
        if isinstance(end, End):
            return value | {"edges": [FoundEdge(found, end, each) for each in value["edges"]]}
    return value


def _of_edge(items: _Shallow, edge: FoundEdge, selected: Selected, info: Info) -> Any:
    slots = Slots()
    shape = items.carried(edge.end, selected, slots)
    uid = Compared(fields.columns("Entity")["uid"], "eq", edge.known["node"].uid)
    listing = Listing(Page(1), uid, _same_role(edge), edge=slots.fields)
    rows = info.context.answer([These(edge.start.label, (edge.start.uid,), (Linked(edge.end, listing),))])[0]
    return shape(rows[0][1][0][0][0][1])


def _same_role(edge: FoundEdge) -> Condition:
    role = fields.edge_columns(edge.end.link).get("role")
    if role is None:
        return EVERYWHERE
    said = edge.known["role"]
    return Compared(role, "is_null", value=True) if said is None else Compared(role, "exactly", (said,))


class _Shallow(Items):
    """Reads a field by itself: of what it leads to, all that is no item is taken, and of items the uid."""

    def __init__(self, schema: GraphQLSchema, groups: dict[str, Any] | None = None) -> None:
        super().__init__(_All(schema, groups))

    def item(self, label: str, asked: Asked) -> tuple[Fields, Shape]:
        """Return how an item is found."""
        slots = Slots()
        shape = self.of(label, asked, slots)
        return slots.fields, shape

    def of(self, label: str, _asked: Asked, slots: Slots) -> Shape:
        """Return the same; its uid is added to the slots."""
        uid = slots.place(Value("uid"))
        return lambda row: _found(label, row[uid])


class _All:
    """Selects all fields of a type that take no arguments, and a list's groups as they are asked for."""

    def __init__(self, schema: GraphQLSchema, groups: dict[str, Any] | None) -> None:
        self._schema, self._groups = schema, groups

    def selected(self, type_name: str, asked: Asked) -> Iterator[Selected]:
        """Yield every field."""
        for name, field in self._schema.type_map[type_name].fields.items():  # type: ignore[attr-defined]
            if not field.args and name != "citations":
                yield Selected(name, name, {}, asked, name)
        if self._groups is not None and type_name.endswith("Connection"):
            yield Selected("groups", "groups", self._groups, asked, "groups")

    def once(self, _label: str, _asked: Asked, read: Callable[[], T]) -> T:
        """Read each time."""
        return read()

    def spend(self, _size: int) -> AbstractContextManager[None]:
        """Count nothing: a field by itself leads to one list at most."""
        return nullcontext()

    def at(self, _asked: Asked) -> AbstractContextManager[None]:
        """Leave errors to graphql-core, which knows where they arise."""
        return nullcontext()
