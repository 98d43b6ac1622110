"""From the live claims about an item to what readers see: one shown value, all edges, the conflicts.

The shown value has the strongest standing, then a source that is held, then the newer publication,
then the lower claim uid; never the order of loading. The others stay claims, and the property is
named in `conflicts`. A date's `_first` and `_last` are the hull of all that its claims allow.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph import access, names
from graph.claims.citations import CITATIONS, CITED, Citations
from graph.claims.claim import ATTITUDE, Claim, qualifiers_of
from graph.claims.strength import strength
from graph.ontology import registry
from graph.ontology.meaning import SENSITIVITIES
from graph.ontology.values import DATE
from graph.ontology.vocabulary import scheme
from graph.time.days import union
from graph.time.edtf import days_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.claims.strength import Context
    from graph.ontology.entity import Entity
    from graph.ontology.links import Link
    from graph.ontology.meaning import Sensitivity
    from graph.ontology.properties import Stated


DERIVATION = 2
"""Raised with each change of what is shown of the same claims: a graph of another one is shown anew."""

RELATIVE = "relative_date"
"""Where a text's own day tells the date, only worlds know which days are allowed: no hull is stored."""


@dataclass(frozen=True, slots=True)
class ShownEdge:
    """One derived relationship; there is one for each link, target and role."""

    link: str
    target: str
    properties: dict[str, Any]

    @property
    def key(self) -> tuple[str, str, str | None]:
        """What makes it the same edge on every level."""
        return self.link, self.target, self.properties.get("role")


@dataclass(slots=True)
class Shown:
    """What readers see of one item."""

    uid: str
    properties: dict[str, Any] = field(default_factory=dict)
    edges: list[ShownEdge] = field(default_factory=list)


def _property(prop: Stated, name: str, claims: list[Claim], shown: dict[str, Any], conflicts: list[str]) -> None:
    """Show one property from its claims, best first."""
    values = [prop.kind.current(claim.value) for claim in claims if claim.value is not None]
    if prop.many:
        shown[name] = list(dict.fromkeys(values))
        return
    shown[name] = values[0]
    if any(value != values[0] for value in values):
        conflicts.append(name)
    if prop.kind is DATE:
        hull = union([days_of(str(value)) for value in values])
        shown[f"{name}_first"], shown[f"{name}_last"] = hull.first, hull.last


def _edges(link: Link, claims: list[Claim], context: Context, citations: Citations) -> Iterable[ShownEdge]:
    """Show one link from its claims, best first: an edge for each target and role."""
    together: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        role = scheme(link.roles).current(claim.role) if link.roles else claim.role
        together[context.own(claim.target), role].append(claim)
    for (target, role), said in sorted(together.items()):
        qualifiers = qualifiers_of(said[0])
        conflict = any(claim.qualifiers != said[0].qualifiers for claim in said)
        standing = scheme("standings").current(said[0].standing)
        marks = {"role": role or None, "standing": standing or None, "conflict": conflict or None}
        present = {name: mark for name, mark in marks.items() if mark is not None}
        yield ShownEdge(link.name, target, present | qualifiers | {CITED: citations.numbers(said)})


def shown(cls: type[Entity], uid: str, claims: Iterable[Claim], context: Context) -> Shown:
    """Return what readers see of an item of the class, given all live claims about it; see `graph.access`."""
    ordered = [claim for claim in sorted(claims, key=strength(context)) if claim.field != ATTITUDE]
    marks = [access.sensitivity(cls, claim.field, claim.sensitivity) for claim in ordered]
    closed = list(zip(ordered, map(SENSITIVITIES.index, marks), strict=True))
    result, below = Shown(uid), None
    for rank in sorted({mark for _, mark in closed}):
        seen = _seen(cls, uid, [claim for claim, mark in closed if mark <= rank], context)
        result = _laid_over(result, below, seen, SENSITIVITIES[rank])
        below = seen
    return result


def _laid_over(result: Shown, below: Shown | None, seen: Shown, level: Sensitivity) -> Shown:
    """Add to what is stored what a level sees beyond the levels below it."""
    if level == access.PUBLIC:
        return seen
    result.properties.update(_differing(seen.properties, below.properties if below else {}, level))
    if below is None:
        result.properties["sensitivity"] = level
    stored, known_edges = ({edge.key: edge for edge in item.edges} if item else {} for item in (result, below))
    for edge in seen.edges:
        if edge.key in known_edges:
            stored[edge.key].properties.update(_differing(edge.properties, known_edges[edge.key].properties, level))
        else:
            result.edges.append(ShownEdge(edge.link, edge.target, edge.properties | {"sensitivity": level}))
    return result


def _differing(seen: dict[str, Any], known: dict[str, Any], level: Sensitivity) -> dict[str, Any]:
    """Return, as the level's own columns, the values that it sees otherwise than the level below it."""
    return {access.column(name, level): value for name, value in seen.items() if known.get(name) != value}


def _seen(cls: type[Entity], uid: str, claims: list[Claim], context: Context) -> Shown:
    """Return what is seen of an item by somebody who sees exactly these claims, best first."""
    by_field: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_field[claim.field].append(claim)
    links, citations = registry.links(cls), Citations(claims, context)
    linked = sorted(by_field.keys() & links.keys())
    edges = [edge for name in linked for edge in _edges(links[name], by_field[name], context, citations)]
    properties = _properties(cls, {name: said for name, said in by_field.items() if name not in links})
    return Shown(uid, properties | _searched(cls, claims) | {CITATIONS: citations.stored()}, edges)


def _searched(cls: type[Entity], claims: list[Claim]) -> dict[str, str]:
    """Return what search finds an item by: every way in which claims name it, shown or not."""
    properties = registry.properties(cls)
    called = [str(claim.value) for claim in claims if claim.field in properties and properties[claim.field].naming]
    return {names.SEARCHED: names.searched(called)} if called else {}


def _properties(cls: type[Entity], by_name: dict[str, list[Claim]]) -> dict[str, Any]:
    """Return the shown values of an item, those that hold unless something else is said, and what is in conflict."""
    properties, conflicts = registry.properties(cls), list[str]()
    values = {name: prop.default for name, prop in properties.items() if prop.default is not None}
    for name, said in sorted(by_name.items()):
        _property(properties[name], name, said, values, conflicts)
    if RELATIVE in by_name:
        for end in ("date_first", "date_last"):
            values.pop(end, None)
    return values | ({"conflicts": conflicts} if conflicts else {})
