"""The Cypher that writes what is shown: items, the edges between them, and the names that items go by."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graph.ontology import registry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.claims.derive import Shown
    from graph.ontology.entity import Entity
    from graph.unit import Unit


def write_items(unit: Unit, cls: type[Entity], items: list[Shown]) -> None:
    """Give the items of one class their labels and exactly the properties shown."""
    statement = f"UNWIND $rows AS row MERGE (n:Entity {{uid: row.uid}}) SET n:{_labels(cls)}, n = row"
    unit.run_in_parts(statement, [{"uid": item.uid} | item.properties for item in items])


def write_bare(unit: Unit, cls: type[Entity], uids: list[str]) -> None:
    """Let items stand with nothing but their uid, where they don't stand yet."""
    unit.run_in_parts(f"UNWIND $rows AS uid MERGE (n:Entity {{uid: uid}}) ON CREATE SET n:{_labels(cls)}", uids)


def _labels(cls: type[Entity]) -> str:
    return ":".join(registry.labels(cls))


def write_edges(unit: Unit, items: Iterable[Shown]) -> None:
    """Write the derived relationships of items that have none (see `clear_edges`)."""
    by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        for edge in item.edges:
            by_type[edge.link.upper()].append({"from": item.uid, "to": edge.target, "edge": edge.properties})
    for kind, rows in sorted(by_type.items()):
        statement = (
            "UNWIND $rows AS row MATCH (a:Entity {uid: row.from}) MATCH (b:Entity {uid: row.to}) "
            f"CREATE (a)-[r:{kind}]->(b) SET r = row.edge"
        )
        unit.run_in_parts(statement, rows)


def clear_edges(unit: Unit, uids: Collection[str]) -> None:
    """Take the derived relationships away that begin at these items."""
    # Planned while the graph was still small, it would go through all items for each uid.
    sought = "MATCH (n:Entity {uid: uid})-[r]->(:Entity) USING INDEX SEEK n:Entity(uid)"
    unit.run_in_parts(f"UNWIND $rows AS uid {sought} DELETE r", list(uids))


def write_names(unit: Unit, names: dict[str, str]) -> None:
    """Let exactly these uids stand for others."""
    unit.run("MATCH (a:Alias) DELETE a")
    unit.run("UNWIND $names AS name CREATE (:Alias {uid: name[0], of: name[1]})", names=sorted(names.items()))


def clear_all(unit: Unit) -> None:
    """Take away everything that is derived: all items, and what hangs claims on each other."""
    unit.run("MATCH (n:Entity) CALL (n) { DETACH DELETE n }")
    unit.run("MATCH (:Claim)-[has:HAS_CLAIM]->(:Claim) DELETE has")


def clear_some(unit: Unit, limit: int) -> int:
    """Take away at most so much of what `clear_all` does; return how much there was."""
    for statement in (
        "MATCH (:Entity)-[gone]-() WITH DISTINCT gone LIMIT $limit DELETE gone RETURN count(*) AS found",
        "MATCH (:Claim)-[gone:HAS_CLAIM]->(:Claim) WITH gone LIMIT $limit DELETE gone RETURN count(*) AS found",
        "MATCH (gone:Entity) WITH gone LIMIT $limit DELETE gone RETURN count(*) AS found",
    ):
        if found := unit.run(statement, limit=limit)[0]["found"]:
            return int(found)
    return 0


def forget(unit: Unit, uids: Collection[str]) -> list[str]:
    """Remove items that no live claim is about; return those that stay, bare, since others speak of them."""
    without_claims = "UNWIND $rows AS uid MATCH (n:Entity {uid: uid}) WHERE NOT EXISTS { (n)-[:HAS_CLAIM]->() } "
    perhaps = sorted(uids)
    unit.run_in_parts(f"{without_claims} AND NOT EXISTS {{ (n)<-[]-() }} DETACH DELETE n", perhaps)
    stay = unit.run_in_parts(f"{without_claims} SET n = {{uid: uid}} RETURN uid", perhaps)
    return [row["uid"] for row in stay]
