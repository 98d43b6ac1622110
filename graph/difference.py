"""What a change makes of items for their readers, field by field, and who says so.

An item's fields are compared as they are shown: each single value, each entry of a list, each link with its role.
What not everybody may read is told without its value: that it changes, and how closed it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from graph import access
from graph.claims import ATTITUDE
from graph.ontology import registry
from graph.ontology.links import edge_properties
from graph.ontology.meaning import SENSITIVITIES
from graph.ontology.vocabulary import scheme
from graph.patterns.answer import Cited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph.claims import Claim
    from graph.derive import Shown, ShownEdge
    from graph.ontology.entity import Entity


State = Literal["new", "changed", "gone"]
STATES: tuple[State, ...] = ("new", "changed", "gone")


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown, a link's qualifiers if it is one, and who says so, the firmest first."""

    value: Any
    said_by: tuple[Cited, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"value": self.value, "said_by": [said_as_json(said) for said in self.said_by]}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value, entry or link of an item before and after; None where there is none. `closed` says for whom it is."""

    field: str
    target: str
    role: str
    closed: str
    before: Told | None
    after: Told | None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        said = {"field": self.field, "target": self.target or None, "role": self.role or None}
        told = {"before": self.before, "after": self.after}
        return said | {"closed": self.closed or None} | {when: each and each.as_json() for when, each in told.items()}


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that is new, gone (nothing is said of it any more) or shown otherwise."""

    uid: str
    state: State
    fields: tuple[FieldChange, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"uid": self.uid, "state": self.state, "fields": [each.as_json() for each in self.fields]}


Key = tuple[str, str, str, str, str]
"""Field, level, target and role of a link, and the value itself where it is an entry of a list."""


def said_as_json(said: Cited) -> dict[str, Any]:
    """Return a citation as plain data; what is not said is None."""
    return {name: getattr(said, name) or None for name in ("source", "locator", "standing", "by")}


def compared(uid: str, before: dict[Key, Told], after: dict[Key, Told]) -> ItemChange | None:
    """Return what changes of an item between what is told of it before and after; None if nothing does."""
    cls = registry.class_of(uid)
    order = [*registry.properties(cls), *registry.links(cls)]
    differing = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    if not differing:
        return None
    keys = sorted(differing, key=lambda key: (order.index(key[0]), key))
    state: State = "changed" if before and after else "new" if after else "gone"
    return ItemChange(uid, state, tuple(_changed(key, before.get(key), after.get(key)) for key in keys))


def _changed(key: Key, before: Told | None, after: Told | None) -> FieldChange:
    name, level, target, role, _ = key
    if level == access.PUBLIC:
        return FieldChange(name, target, role, "", before, after)
    return FieldChange(name, "", "", level, before and _CLOSED, after and _CLOSED)


_CLOSED = Told(None, ())
_WEAKEST = len(scheme("standings").terms)


def told(item: Shown, claims: Iterable[Claim], own: Callable[[str], str]) -> dict[Key, Told]:
    """Return what is shown of an item because live claims about it say so, each with these."""
    cls = registry.class_of(item.uid)
    by_field: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.field != ATTITUDE:
            by_field[claim.field].append(claim)
    found = dict(_values(cls, item, by_field))
    for edge in item.edges:
        found |= _edge(cls, edge, by_field[edge.link], own)
    return found


def _values(cls: type[Entity], item: Shown, by_field: dict[str, list[Claim]]) -> Iterator[tuple[Key, Told]]:
    """Yield each value that is claimed, with its claims; what merely holds unless something is said is left out."""
    properties = registry.properties(cls)
    for column, stored in item.properties.items():
        name, _, level = column.partition("__")
        if name not in properties or name not in by_field:
            continue
        prop, level = properties[name], level or access.PUBLIC
        for value in stored if prop.many else [stored]:
            saying = [c for c in by_field[name] if c.value is not None and prop.kind.current(c.value) == value]
            entry = str(value) if prop.many else ""
            yield (name, level, "", "", entry), Told(value, _said_by(cls, saying, level))


def _edge(
    cls: type[Entity], edge: ShownEdge, claims: list[Claim], own: Callable[[str], str]
) -> Iterator[tuple[Key, Told]]:
    """Yield a link as everybody sees it, or as those do for whom it is; and what of it is closed further."""
    link, role = registry.links(cls)[edge.link], edge.properties.get("role") or ""
    saying = [c for c in claims if own(c.target) == edge.target and _role(link.roles, c.role) == role]
    level = edge.properties.get("sensitivity", access.PUBLIC)
    for each in SENSITIVITIES[SENSITIVITIES.index(level) :]:
        columns = {name: access.column(name, each if each != level else access.PUBLIC) for name in edge_properties()}
        value = {name: edge.properties[column] for name, column in columns.items() if column in edge.properties}
        if value or each == level:
            yield (edge.link, each, edge.target, role, ""), Told(value or None, _said_by(cls, saying, each))


def _role(roles: str, said: str) -> str:
    return scheme(roles).current(said) if roles else said


def _said_by(cls: type[Entity], claims: Iterable[Claim], level: str) -> tuple[Cited, ...]:
    """Return who says so, as far as the level sees; the firmest first."""
    may = SENSITIVITIES[: SENSITIVITIES.index(level) + 1]
    standings = scheme("standings")
    cited = {
        Cited(claim.source, claim.locator, claim.standing, claim.by)
        for claim in claims
        if (claim.source or claim.by) and access.sensitivity(cls, claim.field, claim.sensitivity) in may
    }
    return tuple(sorted(cited, key=lambda said: (standings.rank(said.standing) if said.standing else _WEAKEST, said)))
