"""The Cypher of the records: claims, which batch asserted or retracted them, and what makes a claim live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.claims import ATTITUDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.claims import Claim
    from graph.engine import Unit


MISRECORDED = """
MATCH (c:Claim)
CALL (c) {
  MATCH (b:Batch)-[record:ASSERTED|RETRACTED]->(c) WHERE b.undone IS NULL
  WITH b.dataset AS dataset, type(record) AS record ORDER BY b.number
  WITH dataset, collect(record)[-1] AS last WHERE last = 'ASSERTED'
  RETURN collect(dataset) AS said
}
WITH c, said WHERE any(name IN said WHERE NOT name IN c.datasets) OR any(name IN c.datasets WHERE NOT name IN said)
"""
"""Claims `c` whose datasets are others than those that the standing batches let say them, which are `said`."""


def say_as_recorded(unit: Unit) -> None:
    """Let every claim be said by exactly the datasets whose batches have it so."""
    unit.run(f"{MISRECORDED} SET c.datasets = said")


def write_claims(unit: Unit, claims: Iterable[Claim]) -> None:
    """Write claims that the graph has never held; they are not live yet."""
    unit.run_in_parts("UNWIND $rows AS row CREATE (c:Claim) SET c = row", [_as_unsaid(claim) for claim in claims])


def _as_unsaid(claim: Claim) -> dict[str, object]:
    return claim.as_row() | {"datasets": []}


def assert_claims(unit: Unit, batch: str, dataset: str, claims: list[str]) -> None:
    """Record that a batch's dataset says these claims from now on."""
    unit.run_in_parts(
        "MATCH (b:Batch {uid: $batch}) UNWIND $rows AS uid MATCH (c:Claim {uid: uid}) "
        "CREATE (b)-[:ASSERTED]->(c) SET c.datasets = c.datasets + $dataset",
        claims,
        batch=batch,
        dataset=dataset,
    )


def retract_claims(unit: Unit, batch: str, dataset: str, claims: list[str]) -> None:
    """Record that a batch's dataset no longer says these claims."""
    unit.run_in_parts(
        "MATCH (b:Batch {uid: $batch}) UNWIND $rows AS uid MATCH (c:Claim {uid: uid}) "
        "CREATE (b)-[:RETRACTED]->(c) SET c.datasets = [name IN c.datasets WHERE name <> $dataset]",
        claims,
        batch=batch,
        dataset=dataset,
    )


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
            "UNWIND $rows AS pair MATCH (c:Claim {uid: pair[0]}) "
            f"MATCH (about:{label} {{uid: pair[1]}}) CREATE (about)-[:HAS_CLAIM]->(c)"
        )
        unit.run_in_parts(statement, pairs)
    for kind, name in (("IN", "source"), ("QUOTED_IN", "quoted_in"), ("BY", "by")):
        pairs = [[claim.uid, own(getattr(claim, name))] for claim in claims if getattr(claim, name)]
        statement = (
            "UNWIND $rows AS pair MATCH (c:Claim {uid: pair[0]}) "
            f"MATCH (n:Entity {{uid: pair[1]}}) CREATE (c)-[:{kind}]->(n)"
        )
        unit.run_in_parts(statement, pairs)


def detach(unit: Unit, claims: list[str]) -> None:
    """Make claims no longer live: they stay as records, and no reader meets them."""
    unit.run_in_parts(
        "UNWIND $rows AS uid MATCH (c:Claim {uid: uid}) OPTIONAL MATCH (c)-[out:IN|QUOTED_IN|BY]->() DELETE out "
        "WITH DISTINCT c OPTIONAL MATCH ()-[has:HAS_CLAIM]->(c) DELETE has",
        claims,
    )
