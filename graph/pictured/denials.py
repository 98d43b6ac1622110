"""Who denies or disputes what is said of items and of what links them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.vocabulary import scheme
from graph.patterns.statements import OPPOSED_BY
from graph.queries.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.access import Reader
    from graph.pictured.subgraph import Node, Tie
    from graph.unit import Unit

_DENIALS = """
UNWIND $uids AS uid MATCH (n:Entity {uid: uid})-[:HAS_CLAIM]->(c:Claim)-[:HAS_CLAIM]->(a:Claim)
WHERE a.value IN $opposing AND %s AND %s
OPTIONAL MATCH (a)-[:BY]->(p:Entity)
RETURN DISTINCT uid, c.field AS field, coalesce(c.role, '') AS role, coalesce(p.uid, a.by) AS by,
  coalesce(head(COLLECT { MATCH (o:Alias {uid: c.target}) RETURN o.of }), c.target, '') AS target
ORDER BY uid, by
"""
"""Attitudes hang on claims, of which the query model tells all or none; most items have none that is denied."""

Point = tuple[str, str, str, str]
"""An item, a link of it, its target and its role; of a property, its name alone."""


def denied(unit: Unit, reader: Reader, nodes: Iterable[Node], ties: Iterable[Tie]) -> tuple[list[Node], list[Tie]]:
    """Return the nodes and ties with who denies what is said of each."""
    some = list(nodes)
    told: dict[Point, dict[str, None]] = defaultdict(dict)
    for uid, point, by in _rows(unit, reader, [node.uid for node in some]):
        told[uid, *point][by] = None
    of_links = ((tie.start, tie.link, tie.end, tie.role) for tie in ties)
    return (
        [replace(node, denied_by=tuple(told.get((node.uid, "", "", ""), ()))) for node in some],
        [replace(tie, denied_by=tuple(told.get(point, ()))) for tie, point in zip(ties, of_links, strict=True)],
    )


def _rows(unit: Unit, reader: Reader, uids: list[str]) -> Iterable[tuple[str, tuple[str, str, str], str]]:
    writer = Writer(reader)
    text = _DENIALS % (writer.sees_claim("c", "n"), writer.sees_claim("a"))
    for row in unit.run(text, uids=uids, opposing=list(OPPOSED_BY), **writer.parameters):
        link = registry.links(registry.class_of(row["uid"])).get(row["field"])
        role = scheme(link.roles).current(row["role"]) if link and link.roles else ""
        yield row["uid"], (link.name, row["target"], role) if link else ("", "", ""), row["by"]
