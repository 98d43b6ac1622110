"""One item as a reader checks it: what is said of it, which links lead to it, who says so and where.

Facts stand in the order of the ontology, the best claim first: of values that rival each other the first is
the shown one. Links that lead to the item stand by the day of what they come from.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from graph import access
from graph.claims.claim import Claim, from_row, qualifiers_of
from graph.claims.strength import Context, strength
from graph.errors import UsageError
from graph.ontology import registry
from graph.problems import nearest_uid
from graph.store import live

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.access import Reader
    from graph.engine import Engine
    from graph.ontology.entity import Entity
    from graph.unit import Unit

_CLAIMS = """
MATCH (n:Entity {uid: $uid})-[:HAS_CLAIM]->(c:Claim)
RETURN n.uid AS about, properties(c) AS claim, [(c)-[:HAS_CLAIM]->(a) | properties(a)] AS attitudes
UNION
MATCH (:Entity {uid: $uid})<-[]-(m:Entity) MATCH (m)-[:HAS_CLAIM]->(c:Claim) WHERE c.target IN $uids
RETURN m.uid AS about, properties(c) AS claim, [(c)-[:HAS_CLAIM]->(a) | properties(a)] AS attitudes
"""
_ENDS = """
MATCH (n:Entity) WHERE n.uid IN $uids
RETURN n.uid AS uid, n.name AS name, n.date AS date, n.date_first AS day, n.modality AS modality
"""
_ALIKE = """
MATCH (n:Entity) WHERE n.uid STARTS WITH $class AND {seen}
WITH n.uid AS uid, all(word IN $words WHERE n.uid CONTAINS word) AS fuller
WHERE fuller OR uid STARTS WITH $start
WITH uid, fuller ORDER BY fuller DESC, uid LIMIT 1000 RETURN collect(uid) AS uids
"""


class End(NamedTuple):
    """The item at the other end of a link; an event's `modality` says whether it happened at all."""

    uid: str = ""
    name: str | None = None
    date: str | None = None
    day: int | None = None
    modality: str | None = None


class _Said(NamedTuple):
    """A claim with the attitudes to it, and what it hangs on."""

    about: str
    claim: Claim
    attitudes: tuple[Claim, ...]


class _Key(NamedTuple):
    """What makes claims one fact; `other` is the uid at the other end of a link."""

    inward: bool
    field: str
    other: str
    role: str
    value: object
    qualifiers: str
    by: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that one party says; an `inward` one is a link that leads to the item, read backwards."""

    field: str
    end: End
    inward: bool
    shown: bool
    claims: tuple[Claim, ...]
    attitudes: tuple[Claim, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the fact as plain data."""
        first = self.claims[0]
        end = {name: getattr(self.end, name) for name in ("uid", "name", "date", "modality")} if self.end.uid else None
        said = {"field": self.field, "value": first.value, "end": end, "inward": self.inward, "shown": self.shown}
        more = {"role": first.role or None, "qualifiers": qualifiers_of(first), "by": first.by or None}
        attitudes = [{"by": each.by, "attitude": each.value, **cited(each)} for each in self.attitudes]
        return said | more | {"citations": [cited(each) for each in self.claims], "attitudes": attitudes}


@dataclass(frozen=True, slots=True)
class Item:
    """All that the graph says of an item, and what leads to it; `conflicts` are the fields with rival claims."""

    uid: str
    name: str | None
    conflicts: tuple[str, ...]
    facts: tuple[Fact, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the item as plain data."""
        facts = [fact.as_json() for fact in self.facts]
        return {"uid": self.uid, "name": self.name, "conflicts": list(self.conflicts), "facts": facts}


def cited(claim: Claim) -> dict[str, str | None]:
    """Return where a claim is made and how well it stands."""
    return {name: getattr(claim, name) or None for name in ("source", "locator", "standing", "quoted_in")}


def look(engine: Engine, uids: Iterable[str]) -> list[Item]:
    """Return items by any uid that they ever had; UsageError where nothing is said of one."""
    return engine.read(lambda unit: [_item(unit, uid) for uid in uids])


def nothing_said(unit: Unit, uid: str, reader: Reader) -> UsageError:
    """Return the error that nothing is said of a uid, with the nearest one that the reader may know of."""
    meant = uid.lower()  # as all uids are
    start = meant.find("/") + 1
    words = meant[start:].split("-")
    text = _ALIKE.format(seen=reader.sees("n"))
    alike = unit.value(text, **{"class": meant[:start], "words": words, "start": meant[: start + 1]})
    return UsageError(f"nothing is said of {uid}", way_out=nearest_uid(meant, alike) or "uids are as in person/a-name")


def _item(unit: Unit, uid: str) -> Item:
    names = live.names(unit)
    own = names.get(uid, uid)
    rows = unit.run(_CLAIMS, uid=own, uids=[own, *(other for other, of in names.items() if of == own)])
    if not rows:
        raise nothing_said(unit, uid, access.reader(unit, access.ALL))
    said = [_Said(row["about"], from_row(row["claim"]), tuple(map(from_row, row["attitudes"]))) for row in rows]
    best = strength(Context(live.weights(unit, {each.claim.source for each in said}), names))
    together: dict[_Key, list[_Said]] = defaultdict(list)
    for each in sorted(said, key=lambda each: best(each.claim)):
        together[_key(own, each, names)].append(each)
    ends = {row["uid"]: End(**row) for row in unit.run(_ENDS, uids=[own, *(key.other for key in together)])}
    conflicts, beaten = _rivals(registry.class_of(own), together)
    facts = (_fact(key, each, ends.get(key.other, End(key.other)), key not in beaten) for key, each in together.items())
    return Item(own, ends[own].name, conflicts, tuple(sorted(facts, key=lambda fact: _place(own, fact))))


def _key(own: str, said: _Said, names: dict[str, str]) -> _Key:
    claim, inward = said.claim, said.about != own
    field = registry.links(registry.class_of(said.about))[claim.field].inverse if inward else claim.field
    other = said.about if inward else names.get(claim.target, claim.target)
    return _Key(inward, field, other, claim.role, claim.value, claim.qualifiers, claim.by)


def _rivals(cls: type[Entity], keys: Iterable[_Key]) -> tuple[tuple[str, ...], set[_Key]]:
    """Return the fields with rival claims, and the facts that are not shown; the best come first."""
    best: dict[tuple[str, ...], tuple[object, str]] = {}
    beaten: set[_Key] = set()
    for key in keys:
        prop = registry.properties(cls).get(key.field)
        if key.inward or (prop and prop.many):
            continue
        value = prop.kind.current(key.value) if prop else None  # type: ignore[arg-type]  # a property has a value
        if best.setdefault((key.field, key.other, key.role), (value, key.qualifiers)) != (value, key.qualifiers):
            beaten.add(key)
    return tuple(sorted({key.field for key in beaten})), beaten


def _fact(key: _Key, said: list[_Said], end: End, shown: bool) -> Fact:
    held = {attitude for each in said for attitude in each.attitudes}
    attitudes = sorted(held, key=lambda each: (str(each.value), each.by, each.uid))
    return Fact(key.field, end, key.inward, shown, tuple(each.claim for each in said), tuple(attitudes))


def _place(own: str, fact: Fact) -> tuple[bool, int, str, int, str, str]:
    cls = registry.class_of(own)
    order = [*registry.properties(cls), *registry.links(cls)]
    place = 0 if fact.inward else order.index(fact.field)
    return fact.inward, place, fact.field, fact.end.day or 0, fact.end.uid, fact.claims[0].role
