"""All that is told of an item: each value, each rival of it, each entry of a list, each link, and who says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from graph import access
from graph.claims.claim import ATTITUDE
from graph.ontology import registry
from graph.ontology.links import edge_properties
from graph.ontology.meaning import SENSITIVITIES
from graph.ontology.vocabulary import scheme
from graph.patterns.matches import Cited

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from graph.claims.claim import Claim
    from graph.claims.derive import Shown, ShownEdge
    from graph.ontology.entity import Entity
    from graph.ontology.meaning import Sensitivity


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown, a link's qualifiers if it is one, and who says so, the firmest first."""

    value: Any
    said_by: tuple[Cited, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"value": self.value, "said_by": [said_as_json(said) for said in self.said_by]}


class Key(NamedTuple):
    """What makes it the same field before and after; `entry` is the value of a rival, or of an entry of a list."""

    field: str
    level: Sensitivity
    target: str = ""
    role: str = ""
    entry: str = ""
    shown: bool = True


def said_as_json(said: Cited) -> dict[str, Any]:
    """Return a citation as plain data; what is not said is None."""
    return {name: getattr(said, name) or None for name in ("source", "locator", "standing", "by")}


def told(item: Shown, claims: Iterable[Claim], own: Callable[[str], str], fields: Collection[str]) -> dict[Key, Told]:
    """Return what is shown of an item in these fields because live claims about it say so, each with these."""
    cls = registry.class_of(item.uid)
    by_field: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.field in fields:
            by_field[claim.field].append(claim)
    properties = registry.properties(cls)
    found = {
        key: each for name, said in by_field.items() if name in properties for key, each in _values(item, name, said)
    }
    for edge in (each for each in item.edges if each.link in fields):
        found |= _edge(cls, edge, by_field[edge.link], own)
    return found


def differing(*sides: tuple[Shown | None, Iterable[Claim]]) -> set[str]:
    """Return the fields of which something is claimed or shown on one side only."""
    (before, shown_before), (after, shown_after) = ((_said(claims), _shown(item)) for item, claims in sides)
    keys = shown_before.keys() | shown_after.keys()
    shown = {field for field, *key in keys if shown_before.get((field, *key)) != shown_after.get((field, *key))}
    return shown | {field for field, _ in before ^ after}


def _said(claims: Iterable[Claim]) -> set[tuple[str, str]]:
    return {(claim.field, claim.uid) for claim in claims if claim.field != ATTITUDE}


def _shown(item: Shown | None) -> dict[tuple[Any, ...], Any]:
    """Return what is shown by field, and for links by what makes an edge the same one."""
    if item is None:
        return {}
    properties = {(access.property_of(column), column): value for column, value in item.properties.items()}
    return properties | {edge.key: edge.properties for edge in item.edges}


def _values(item: Shown, name: str, claims: list[Claim]) -> Iterator[tuple[Key, Told]]:
    """Yield each value that is claimed for a property, with those who say so; first those that are shown."""
    cls = registry.class_of(item.uid)
    prop = registry.properties(cls)[name]
    saying: dict[Any, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            saying[prop.kind.current(claim.value)].append(claim)
    rivals = dict(saying)
    for level in SENSITIVITIES:
        stored = item.properties.get(access.column(name, level))
        values = [] if stored is None else stored if prop.many else [stored]
        for value in values:
            rivals.pop(value, None)
            yield Key(name, level, entry=str(value) if prop.many else ""), _told(cls, value, saying[value], level)
    for value, said in rivals.items():
        level = min((access.sensitivity(cls, name, claim.sensitivity) for claim in said), key=SENSITIVITIES.index)
        yield Key(name, level, entry=str(value), shown=False), _told(cls, value, said, level)


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
            yield Key(edge.link, each, edge.target, role), _told(cls, value or None, saying, each)


def _role(roles: str, said: str) -> str:
    return scheme(roles).current(said) if roles else said


def _told(cls: type[Entity], value: Any, claims: Iterable[Claim], level: Sensitivity) -> Told:
    """Return a value and who says so, as far as the level sees; the firmest first."""
    may = SENSITIVITIES[: SENSITIVITIES.index(level) + 1]
    cited = {
        Cited(claim.source, claim.locator, claim.standing, claim.by)
        for claim in claims
        if (claim.source or claim.by) and access.sensitivity(cls, claim.field, claim.sensitivity) in may
    }
    return Told(value, tuple(sorted(cited, key=_firmness)))


def _firmness(said: Cited) -> tuple[int, Cited]:
    standings = scheme("standings")
    return standings.rank(said.standing) if said.standing else len(standings.terms), said
