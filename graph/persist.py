"""The Cypher that writes claims and what is shown of them; each function is one statement, or one a label."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graph.claims import ATTITUDE
from graph.ontology import registry
from graph.ontology.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from graph.claims import Claim
    from graph.derive import Shown
    from graph.engine import Unit
    from graph.ontology.entity import Entity

ROWS = 5_000
"""How many rows one statement carries; more make no statement faster."""


def _in_parts(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + ROWS] for start in range(0, len(rows), ROWS))


def write_items(unit: Unit, cls: type[Entity], items: list[Shown]) -> None:
    """Give the items of one class their labels and exactly the properties shown."""
    labels = ":".join(registry.labels(cls))
    statement = f"UNWIND $rows AS row MERGE (n:Entity {{uid: row.uid}}) SET n:{labels}, n = row"
    for part in _in_parts([{"uid": item.uid} | item.properties for item in items]):
        unit.run(statement, rows=part)


def write_bare(unit: Unit, cls: type[Entity], uids: list[str]) -> None:
    """Let items stand with nothing but their uid, where they don't stand yet."""
    labels = ":".join(registry.labels(cls))
    for part in _in_parts(uids):
        unit.run(f"UNWIND $uids AS uid MERGE (n:Entity {{uid: uid}}) ON CREATE SET n:{labels}", uids=part)


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
        for part in _in_parts(rows):
            unit.run(statement, rows=part)


def clear_edges(unit: Unit, uids: Collection[str]) -> None:
    """Take the derived relationships away that begin at these items."""
    for part in _in_parts(list(uids)):
        unit.run("UNWIND $uids AS uid MATCH (:Entity {uid: uid})-[r]->(:Entity) DELETE r", uids=part)


def write_claims(unit: Unit, claims: Iterable[Claim]) -> None:
    """Write claims that the graph has never held; they are not live yet."""
    for part in _in_parts([claim.as_row() for claim in claims]):
        unit.run("UNWIND $rows AS row CREATE (c:Claim) SET c = row, c.datasets = []", rows=part)


def assert_claims(unit: Unit, batch: str, dataset: str, claims: list[str]) -> None:
    """Record that a batch's dataset says these claims from now on."""
    for part in _in_parts(claims):
        unit.run(
            "MATCH (b:Batch {uid: $batch}) UNWIND $uids AS uid MATCH (c:Claim {uid: uid}) "
            "CREATE (b)-[:ASSERTED]->(c) SET c.datasets = c.datasets + $dataset",
            batch=batch,
            uids=part,
            dataset=dataset,
        )


def retract_claims(unit: Unit, batch: str, dataset: str, claims: list[str]) -> None:
    """Record that a batch's dataset no longer says these claims."""
    for part in _in_parts(claims):
        unit.run(
            "MATCH (b:Batch {uid: $batch}) UNWIND $uids AS uid MATCH (c:Claim {uid: uid}) "
            "CREATE (b)-[:RETRACTED]->(c) SET c.datasets = [name IN c.datasets WHERE name <> $dataset]",
            batch=batch,
            uids=part,
            dataset=dataset,
        )


def stage(unit: Unit, batch: str, claims: Iterable[Claim]) -> None:
    """Note with a staged batch what it will assert; may be repeated. Nobody meets these claims before they are said."""
    for part in _in_parts([claim.as_row() for claim in claims]):
        unit.run(
            "MATCH (b:Staged {uid: $batch}) UNWIND $rows AS row "
            "MERGE (c:Claim {uid: row.uid}) ON CREATE SET c = row, c.datasets = [] MERGE (b)-[:ASSERTED]->(c)",
            batch=batch,
            rows=part,
        )


def stage_retracted(unit: Unit, batch: str, uids: list[str]) -> None:
    """Note with a staged batch what it will retract; may be repeated."""
    for part in _in_parts(uids):
        unit.run(
            "MATCH (b:Staged {uid: $batch}) UNWIND $uids AS uid MATCH (c:Claim {uid: uid}) MERGE (b)-[:RETRACTED]->(c)",
            batch=batch,
            uids=part,
        )


def unstage(unit: Unit, limit: int) -> int:
    """Forget at most so many of the staged batches' claims, and remove what no batch ever had; return how many."""
    found = unit.run(
        "MATCH (:Staged)-[record:ASSERTED|RETRACTED]->(c) WITH record, c LIMIT $limit "
        "DELETE record RETURN collect(c.uid) AS uids",
        limit=limit,
    )[0]["uids"]
    unit.run(
        "UNWIND $uids AS uid MATCH (c:Claim {uid: uid}) WHERE NOT EXISTS { (c)<-[:ASSERTED|RETRACTED]-() } DELETE c",
        uids=found,
    )
    return len(found)


def say(unit: Unit, batch: str, dataset: str, *, sources: bool, limit: int) -> dict[str, bool]:
    """Let a dataset say what a staged batch does, for at most so many claims, about sources or about all else.

    Returns the claims, and whether each was live.
    """
    return _said(unit, batch, dataset, "ASSERTED", sources=sources, limit=limit)


def take_back(unit: Unit, batch: str, dataset: str, *, sources: bool, limit: int) -> dict[str, bool]:
    """Let a dataset say again what it said before the batch; the rest as in `say`."""
    return _said(unit, batch, dataset, "RETRACTED", sources=sources, limit=limit)


def _said(unit: Unit, batch: str, dataset: str, kind: str, *, sources: bool, limit: int) -> dict[str, bool]:
    """Let a dataset say the claims that a batch has a record of this kind of, and no longer the others."""
    found = unit.run(
        "MATCH (:Staged|Batch {uid: $batch})-[record:ASSERTED|RETRACTED]->(c:Claim) "
        "WHERE (c.about STARTS WITH $prefix) = $sources "
        "WITH c, type(record) = $kind AS says, size(c.datasets) > 0 AS live WHERE says <> ($dataset IN c.datasets) "
        "WITH c, says, live ORDER BY c.about LIMIT $limit "
        "SET c.datasets = [name IN c.datasets WHERE name <> $dataset] + CASE WHEN says THEN [$dataset] ELSE [] END "
        "RETURN collect([c.uid, live]) AS claims",
        batch=batch,
        dataset=dataset,
        kind=kind,
        prefix=f"{Source.prefix}/",
        sources=sources,
        limit=limit,
    )
    return dict(found[0]["claims"])


def reverse(unit: Unit, batch: str, dataset: str) -> dict[str, bool]:
    """Let a dataset say again what it said before the batch; return the claims, and whether each was live."""
    found = unit.run(
        "MATCH (:Batch {uid: $batch})-[record:ASSERTED|RETRACTED]->(c:Claim) "
        "WITH c, type(record) AS record, size(c.datasets) > 0 AS live "
        "SET c.datasets = [name IN c.datasets WHERE name <> $dataset] "
        "+ CASE record WHEN 'RETRACTED' THEN [$dataset] ELSE [] END "
        "RETURN collect([c.uid, live]) AS claims",
        batch=batch,
        dataset=dataset,
    )
    return dict(found[0]["claims"])


def attach(unit: Unit, claims: list[Claim], own: Callable[[str], str]) -> None:
    """Make claims live: hang them on the node they are about, on their source, and on the party that makes them.

    `own` returns the uid of the node that a uid means.
    """
    for label, about_claims in (("Entity", False), ("Claim", True)):
        pairs = [[claim.uid, own(claim.about)] for claim in claims if (claim.field == ATTITUDE) is about_claims]
        statement = (
            "UNWIND $pairs AS pair MATCH (c:Claim {uid: pair[0]}) "
            f"MATCH (about:{label} {{uid: pair[1]}}) CREATE (about)-[:HAS_CLAIM]->(c)"
        )
        for part in _in_parts(pairs):
            unit.run(statement, pairs=part)
    for kind, name in (("IN", "source"), ("QUOTED_IN", "quoted_in"), ("BY", "by")):
        pairs = [[claim.uid, own(getattr(claim, name))] for claim in claims if getattr(claim, name)]
        statement = (
            "UNWIND $pairs AS pair MATCH (c:Claim {uid: pair[0]}) "
            f"MATCH (n:Entity {{uid: pair[1]}}) CREATE (c)-[:{kind}]->(n)"
        )
        for part in _in_parts(pairs):
            unit.run(statement, pairs=part)


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


def detach(unit: Unit, claims: list[str]) -> None:
    """Make claims no longer live: they stay as records, and no reader meets them."""
    for part in _in_parts(claims):
        unit.run(
            "UNWIND $uids AS uid MATCH (c:Claim {uid: uid}) OPTIONAL MATCH (c)-[out:IN|QUOTED_IN|BY]->() DELETE out "
            "WITH DISTINCT c OPTIONAL MATCH ()-[has:HAS_CLAIM]->(c) DELETE has",
            uids=part,
        )


def forget(unit: Unit, uids: Collection[str]) -> list[str]:
    """Remove items that no live claim is about; return those that stay, bare, since others speak of them."""
    stay: list[str] = []
    for part in _in_parts(sorted(uids)):
        unit.run(
            "UNWIND $uids AS uid MATCH (n:Entity {uid: uid}) "
            "WHERE NOT EXISTS { (n)-[:HAS_CLAIM]->() } AND NOT EXISTS { (n)<-[]-() } DETACH DELETE n",
            uids=part,
        )
        rows = unit.run(
            "UNWIND $uids AS uid MATCH (n:Entity {uid: uid}) WHERE NOT EXISTS { (n)-[:HAS_CLAIM]->() } "
            "SET n = {uid: uid} RETURN uid",
            uids=part,
        )
        stay.extend(row["uid"] for row in rows)
    return stay
