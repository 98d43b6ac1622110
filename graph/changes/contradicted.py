"""Claims of other datasets that rival what an import says anew: on a single value, or on how a link is qualified."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph import access
from graph.changes.told import said_as_json
from graph.claims.claim import ATTITUDE, qualifiers_of
from graph.ontology import registry
from graph.ontology.vocabulary import scheme
from graph.patterns.matches import Cited
from graph.store import live

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from graph.claims.claim import Claim
    from graph.store.plan import Plan
    from graph.unit import Unit

Point = tuple[str, str, str]
"""What claims on an item can rival each other on: a field, and the target and role of a link."""
Said = tuple[Any, "Claim"]
"""A claim with what of it rivals others: the value that it shows, or the qualifiers of a link."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim of a rivalry, and the datasets that make it; a `closed` one is told without value and citation."""

    value: Any
    said: Cited | None
    datasets: tuple[str, ...]
    closed: str

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        told = {"value": self.value, "said_by": self.said and said_as_json(self.said)}
        return told | {"datasets": list(self.datasets), "closed": self.closed or None}


@dataclass(frozen=True, slots=True)
class Contradicted:
    """What others say of one point of an item, and what the import says instead."""

    uid: str
    field: str
    target: str
    role: str
    theirs: tuple[Voice, ...]
    ours: tuple[Voice, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        point = {"uid": self.uid, "field": self.field, "target": self.target or None, "role": self.role or None}
        return point | {name: [each.as_json() for each in getattr(self, name)] for name in ("theirs", "ours")}


def contradicted(
    unit: Unit, plan: Plan, loading: set[str], makers: Mapping[str, Collection[str]]
) -> list[Contradicted]:
    """Return each point on which a change planned by the datasets that are loading begins to rival others' claims.

    `makers` are the datasets of each changed claim after it.
    """
    begun = {claim.uid for claim in plan.begun}
    rivalries = [
        (uid, point, said)
        for uid in sorted({plan.own(claim.about) for claim in plan.begun if claim.field != ATTITUDE})
        for point, said in sorted(_by_point(plan, uid, plan.said[uid]).items(), key=lambda each: each[0])
        if any(value != said[0][0] for value, _ in said) and any(claim.uid in begun for _, claim in said)
    ]
    unchanged = {claim.uid for _, _, said in rivalries for _, claim in said} - makers.keys()
    every = {**live.datasets_of(unit, unchanged), **makers}
    found = (_rivalry(plan, each, every, loading) for each in rivalries)
    return [each for each in found if each]


def _by_point(plan: Plan, uid: str, claims: Iterable[Claim]) -> dict[Point, list[Said]]:
    """Return the claims on each point of an item that can be in conflict (see `graph.claims.derive`)."""
    cls = registry.class_of(uid)
    properties, links = registry.properties(cls), registry.links(cls)
    found: dict[Point, list[Said]] = defaultdict(list)
    for claim in claims:
        if (link := links.get(claim.field)) is not None:
            role = scheme(link.roles).current(claim.role) if link.roles else claim.role
            found[claim.field, plan.own(claim.target), role].append((qualifiers_of(claim), claim))
        elif (prop := properties.get(claim.field)) is not None and not prop.many and claim.value is not None:
            found[claim.field, "", ""].append((prop.kind.current(claim.value), claim))
    return found


def _rivalry(
    plan: Plan, rivalry: tuple[str, Point, list[Said]], makers: Mapping[str, Collection[str]], loading: set[str]
) -> Contradicted | None:
    """Return the rivalry if these datasets begin it: what they said before already rivalled the others."""
    (uid, point, said), begun = rivalry, {claim.uid for claim in plan.begun}
    before = _by_point(plan, uid, plan.before.get(uid, ())).get(point, [])
    old = [value for value, claim in before if loading.intersection(makers.get(claim.uid) or loading)]
    ours = [(value, claim) for value, claim in said if claim.uid in begun and value not in old]
    theirs = [
        (value, claim)
        for value, claim in said
        if set(makers[claim.uid]) - loading and any(value != other for other, _ in ours)
    ]
    if not theirs:
        return None
    voices = [tuple(_voice(uid, each, makers) for each in side) for side in (theirs, ours)]
    name, target, role = point if any(not voice.closed for side in voices for voice in side) else (point[0], "", "")
    return Contradicted(uid, name, target, role, *voices)


def _voice(uid: str, said: Said, makers: Mapping[str, Collection[str]]) -> Voice:
    value, claim = said
    closed = access.sensitivity(registry.class_of(uid), claim.field, claim.sensitivity)
    datasets = tuple(sorted(makers[claim.uid]))
    if closed != access.PUBLIC:
        return Voice(None, None, datasets, closed)
    return Voice(value, Cited(claim.source, claim.locator, claim.standing, claim.by), datasets, "")
