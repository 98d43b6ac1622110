"""Parts and wholes: what belongs to the items that a pattern names, and the items that others belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.patterns.language.model import Linked, Neither

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.access import Reader
    from graph.patterns.language.model import Filter, Pattern
    from graph.unit import Unit

_BELONGING = """
WHERE all(r IN relationships(way) WHERE any(label IN labels(startNode(r)) WHERE label + ' ' + type(r) IN $belonging)
  AND %(seen)s) AND all(n IN nodes(way) WHERE %(known)s)
"""
"""What holds of a way all along which one item belongs to the next."""

_PARTS = f"""
UNWIND $uids AS uid OPTIONAL MATCH (a:Alias {{uid: uid}}) WITH uid, coalesce(a.of, uid) AS own
MATCH way = (:Entity {{uid: own}})<-[:%(types)s*0..8]-(part:Entity) {_BELONGING}
RETURN uid, collect(DISTINCT part.uid) AS parts
"""
_WHOLES = f"""
UNWIND $uids AS uid
MATCH way = (:Entity {{uid: uid}})-[:%(types)s*0..8]->(whole:%(cls)s) {_BELONGING}
RETURN uid, collect(DISTINCT whole.uid) AS wholes
"""


def parts(unit: Unit, pattern: Pattern, reader: Reader) -> dict[str, list[str]]:
    """Return, for each uid that the pattern names, it and all that belongs to it."""
    filters = (each for step in pattern.seats() for each in step.every_filter())
    found = _found(unit, _PARTS, reader, {uid for each in filters for uid in _named(each)})
    return {row["uid"]: sorted(row["parts"]) for row in found}


def wholes(unit: Unit, cls: str, reader: Reader, uids: Collection[str]) -> dict[str, list[str]]:
    """Return of each item the uids of what it is or belongs to, of the class; nothing where there is none."""
    return {row["uid"]: row["wholes"] for row in _found(unit, _WHOLES, reader, uids, cls)}


def _found(unit: Unit, text: str, reader: Reader, uids: Collection[str], cls: str = "") -> list[dict[str, Any]]:
    known = registry.belonging()
    types = "|".join(sorted({link for _, link in known}))
    said = {"types": types, "cls": cls, "seen": reader.sees("r"), "known": reader.sees("n")}
    belonging = [f"{label} {link}" for label, link in known]
    return unit.run(text % said, uids=sorted(uids), belonging=belonging) if uids else []


def _named(each: Filter) -> Iterator[str]:
    """Yield the uids that a filter names."""
    if isinstance(each, Linked):
        yield from each.uids
    for inner in each.where if isinstance(each, Linked) else each.filters if isinstance(each, Neither) else ():
        yield from _named(inner)
