"""What a change makes of items for their readers, field by field, before and after.

What not everybody may read is told without its value: that it changes, and how closed it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from graph import access
from graph.changes.told import Told
from graph.ontology import registry

if TYPE_CHECKING:
    from graph.changes.told import Key


State = Literal["new", "changed", "gone"]
STATES: tuple[State, ...] = ("new", "changed", "gone")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value, entry or link of an item before and after; None where there is none.

    A rival value is claimed but not `shown`; `closed` says how far not everybody may read it.
    """

    field: str
    target: str
    role: str
    shown: bool
    closed: str
    before: Told | None
    after: Told | None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        said = {"field": self.field, "target": self.target or None, "role": self.role or None}
        sides = {"before": self.before, "after": self.after}
        told = {side: each and each.as_json() for side, each in sides.items()}
        return said | {"shown": self.shown, "closed": self.closed or None} | told


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that is new, gone (nothing is said of it any more) or shown otherwise."""

    uid: str
    state: State
    fields: tuple[FieldChange, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"uid": self.uid, "state": self.state, "fields": [each.as_json() for each in self.fields]}


def compared(uid: str, before: dict[Key, Told] | None, after: dict[Key, Told] | None) -> ItemChange | None:
    """Return what changes of an item between what is told of it before and after; None if nothing does.

    A side is None where nothing is said of the item at all.
    """
    cls = registry.class_of(uid)
    order = [*registry.properties(cls), *registry.links(cls)]
    state: State = "new" if before is None else "gone" if after is None else "changed"
    before, after = before or {}, after or {}
    differing = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    if not differing:
        return None
    keys = sorted(differing, key=lambda key: (order.index(key.field), key))
    return ItemChange(uid, state, tuple(_changed(key, before.get(key), after.get(key)) for key in keys))


def _changed(key: Key, before: Told | None, after: Told | None) -> FieldChange:
    if key.level == access.PUBLIC:
        return FieldChange(key.field, key.target, key.role, key.shown, "", before, after)
    return FieldChange(key.field, "", "", key.shown, key.level, before and _CLOSED, after and _CLOSED)


_CLOSED = Told(None, ())
