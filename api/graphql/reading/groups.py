"""Groups of a list: the keys that are asked for by name, read into the query model, and how groups are answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from api.graphql.members import CLAIM_MEMBERS, INTERFACES, edge_members, members
from api.graphql.shapes import Slots, constant, named
from graph.errors import UsageError
from graph.ontology.entity import Entity
from graph.ontology.values import DATE
from graph.problems import nearest
from graph.queries import fields
from graph.queries.fields import Column, End
from graph.queries.selection import Grouped, Key, Step, Value
from graph.queries.statement import CLAIM

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from api.graphql.reading.items import Items
    from api.graphql.selecting import Asked, Selected
    from api.graphql.shapes import Shape

USUAL, MOST = 50, 1000
KEYS = 4
"""Keys that a list can be grouped by at once."""

EDGE, ON = "edge", "on"
SIGNS = {"year": 4, "month": 7, "day": 10}

SAID = (
    "Names of fields, such as kind; date.year, date.month or date.day; what links lead to, such as actors or "
    "actors.ofState.name; inBreachOf.onEvent.kind for one class of it; edge.role for what the edge carries."
)


def read(items: Items, label: str, end: End | None, selected: Selected) -> tuple[Grouped, Shape]:
    """Return what the groups of a list of items with a label are, and how they are answered."""
    said = selected.said
    first = USUAL if said.get("first") is None else said["first"]
    if not 0 <= first <= MOST:
        raise UsageError(f"first is {first}", way_out=f"give a number from 0 to {MOST}")
    if not 1 <= len(said["by"]) <= KEYS:
        raise UsageError(f"by has {len(said['by'])} names", way_out=f"give from 1 to {KEYS}")
    keys = [_key(label, end, name) for name in said["by"]]
    with items.selecting.spend(first):
        slots, answered = _answered(items, keys, selected.asked)
    wanted = tuple(replace(key, fields=() if key.column else slots.fields) for key in keys)
    return Grouped(wanted), _each(said["by"], keys, first, answered)


def _each(names: list[str], keys: list[Key], first: int, answered: Shape) -> Shape:
    """Return how the groups are answered, the largest first, those of one size by their keys."""

    def groups(found: Any) -> list[Any]:
        rows, *items = found
        known = [dict(each) for each in items]
        counted = Counter(tuple(map(_told, keys, row)) for row in rows)
        ordered = sorted(counted.items(), key=lambda group: (-group[1], [(key is None, key) for key in group[0]]))
        return [
            answered(
                (count, [(name, value, of.get(value)) for name, value, of in zip(names, values, known, strict=True)])
            )
            for values, count in ordered[:first]
        ]

    return groups


def _answered(items: Items, keys: list[Key], asked: Asked) -> tuple[Slots, Shape]:
    """Return what is wanted of items that are keys, and how a group is answered."""
    slots, parts = Slots(), []
    for each in items.selecting.selected("Group", asked):
        ways: dict[str, Callable[[], Shape]] = {
            "count": lambda: lambda group: group[0],
            "__typename": lambda: constant("Group"),
            "keys": lambda asked=each.asked: _keys(items, asked, slots),  # type: ignore[misc]
        }
        parts.append((each.key, ways[each.name]()))
    if any(key.column is None for key in keys):
        slots.place(Value("uid"))
    return slots, named(parts)


def _keys(items: Items, asked: Asked, slots: Slots) -> Shape:
    parts = [(each.key, _of_key(items, each, slots)) for each in items.selecting.selected("GroupKey", asked)]
    shape = named(parts)
    return lambda group: [shape(key) for key in group[1]]


def _of_key(items: Items, selected: Selected, slots: Slots) -> Shape:
    if selected.name == "item":
        item = items.of(Entity.__name__, selected.asked, slots)
        return lambda key: None if key[2] is None else item(key[2])
    if selected.name == "__typename":
        return constant("GroupKey")
    place = ("by", "value").index(selected.name)
    return lambda key: key[place]


def _told(key: Key, found: Any) -> Any:
    """Return the value of a key; of a date what the days are within."""
    return _days(*found) if found is not None and key.column and key.column.kind is DATE else found


def _days(first: str | None, last: str | None) -> str | None:
    """Return the years, months or days of a date: one, or the first and the last that it may be, in EDTF."""
    if first == last:
        return first
    return f"[{first or ''}..{last or ''}]"


def _key(label: str, end: End | None, name: str) -> Key:
    """Return the key that has a name; UsageError names the nearest where there is none."""
    key, parts = Key(), name.split(".")
    if end and parts[0] == EDGE and len(parts) > 1:
        return _column(replace(key, of_edge=True), edge_members(end.link), parts[1:], name)
    while parts:
        known = CLAIM_MEMBERS if label == CLAIM else members(label)
        member = known.get(parts[0])
        if isinstance(member, End):
            key, label, parts = replace(key, steps=(*key.steps, Step(member))), member.target, parts[1:]
        elif key.steps and label in INTERFACES and parts[0].removeprefix(ON) in fields.members(label):
            label = parts.pop(0).removeprefix(ON)
            key = replace(key, steps=(*key.steps[:-1], Step(key.steps[-1].end, label)))
        else:
            return _column(key, known, parts, name)
    return key


def _column(key: Key, known: Any, parts: list[str], name: str) -> Key:
    column, *span = parts
    found = known.get(column)
    if not isinstance(found, Column):
        raise _unknown(column, name, [each for each, member in known.items() if isinstance(member, Column | End)])
    if not span:
        return replace(key, column=found)
    signs = SIGNS.get(span[0]) if found.kind is DATE and len(span) == 1 else None
    if signs is None:
        raise _unknown(".".join(span), name, SIGNS if found.kind is DATE else ())
    return replace(key, column=found, signs=signs)


def _unknown(part: str, name: str, known: Collection[str]) -> UsageError:
    return UsageError(
        f"{name!r} can't be grouped by: there is no {part!r}",
        way_out=nearest(part, known) or "give the name of a field",
    )
