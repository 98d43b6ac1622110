"""The Cypher of the records: claims, which batch asserted or retracted them, and what makes a claim live."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.claims.claim import ATTITUDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.claims.claim import Claim
    from graph.unit import Unit


_HUNG = {"source": "IN", "quoted_in": "QUOTED_IN", "by": "BY"}
"""What a live claim hangs on beside the node that it is about, each by its own relationship."""

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
    alike: dict[tuple[str, tuple[str, ...]], list[dict[str, str]]] = defaultdict(list)
    for claim in claims:
        label = "Claim" if claim.field == ATTITUDE else "Entity"
        named = {name: own(uid) for name in _HUNG if (uid := getattr(claim, name))}
        alike[label, tuple(named)].append({"uid": claim.uid, "about": own(claim.about), **named})
    for (label, names), rows in alike.items():
        found = "".join(f"MATCH ({name}:Entity {{uid: row.{name}}}) " for name in names)
        hung = "".join(f", (c)-[:{_HUNG[name]}]->({name})" for name in names)
        unit.run_in_parts(
            f"UNWIND $rows AS row MATCH (c:Claim {{uid: row.uid}}) MATCH (about:{label} {{uid: row.about}}) {found}"
            f"CREATE (about)-[:HAS_CLAIM]->(c){hung}",
            rows,
        )


def detach(unit: Unit, claims: list[str]) -> None:
    """Make claims no longer live: they stay as records, and no reader meets them."""
    unit.run_in_parts(
        "UNWIND $rows AS uid MATCH (c:Claim {uid: uid}) OPTIONAL MATCH (c)-[out:IN|QUOTED_IN|BY]->() DELETE out "
        "WITH DISTINCT c OPTIONAL MATCH ()-[has:HAS_CLAIM]->(c) DELETE has",
        claims,
    )
