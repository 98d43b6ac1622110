"""The Cypher of changes in parts: what a staged batch is to say, and what of it is left to be done.

Whatever is left can be read from the graph at any moment: where a batch's record of a claim and the datasets
that say it disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from graph.ontology.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.claims.claim import Claim
    from graph.unit import Unit

Kind = Literal["ASSERTED", "RETRACTED"]
"""Of which of a batch's claims a dataset is to say: those that it asserted (an import), or retracted (an undo)."""


def stage(unit: Unit, batch: str, claims: Iterable[Claim]) -> None:
    """Note with a staged batch what it will assert; may be repeated. Nobody meets these claims before they are said."""
    unit.run_in_parts(
        "MATCH (b:Staged {uid: $batch}) UNWIND $rows AS row "
        "MERGE (c:Claim {uid: row.uid}) ON CREATE SET c = row, c.datasets = [] MERGE (b)-[:ASSERTED]->(c)",
        [claim.as_row() for claim in claims],
        batch=batch,
    )


def stage_retracted(unit: Unit, batch: str, uids: list[str]) -> None:
    """Note with a staged batch what it will retract; may be repeated."""
    unit.run_in_parts(
        "MATCH (b:Staged {uid: $batch}) UNWIND $rows AS uid MATCH (c:Claim {uid: uid}) MERGE (b)-[:RETRACTED]->(c)",
        uids,
        batch=batch,
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


def left(unit: Unit, batch: str, dataset: str, kind: Kind, *, sources: bool, limit: int) -> list[list[object]]:
    """Return at most so many claims that a dataset is still to say, or to say no longer, item by item.

    Only claims about sources, or about all else; each with whether it is to be said.
    """
    found = unit.run(
        "MATCH (:Staged|Batch {uid: $batch})-[record:ASSERTED|RETRACTED]->(c:Claim) "
        "WHERE (c.about STARTS WITH $prefix) = $sources "
        "WITH c, type(record) = $kind AS says WHERE says <> ($dataset IN c.datasets) "
        "WITH c, says ORDER BY c.about LIMIT $limit RETURN collect([c.uid, says]) AS claims",
        batch=batch,
        dataset=dataset,
        kind=kind,
        prefix=f"{Source.prefix}/",
        sources=sources,
        limit=limit,
    )
    return list(found[0]["claims"])


def mark_reweighed(unit: Unit, sources: list[str]) -> None:
    """Mark sources that weigh otherwise than what is shown of those items that rest on them."""
    unit.run_in_parts("UNWIND $rows AS uid MATCH (s:Entity:Source {uid: uid}) SET s:Reweighed", sources)


def is_reweighed(unit: Unit) -> bool:
    """Tell whether a source is marked."""
    return bool(unit.run("RETURN EXISTS { (:Reweighed) } AS found")[0]["found"])


def unmark_reweighed(unit: Unit) -> None:
    """Let no source be marked: what rests on them is shown."""
    unit.run("MATCH (s:Reweighed) REMOVE s:Reweighed")


def resting(unit: Unit, after: str, limit: int) -> list[tuple[str, int]]:
    """Return the next items that rest on marked sources, by uid, each with how many live claims are about it."""
    found = unit.run(
        "MATCH (:Reweighed)<-[:IN]-(:Claim)<-[:HAS_CLAIM]-(n:Entity) WHERE n.uid > $after "
        "WITH DISTINCT n ORDER BY n.uid LIMIT $limit "
        "RETURN collect([n.uid, COUNT { (n)-[:HAS_CLAIM]->() }]) AS items",
        after=after,
        limit=limit,
    )
    return [(uid, claims) for uid, claims in found[0]["items"]]


def say(unit: Unit, dataset: str, claims: list[list[object]]) -> tuple[list[str], list[str]]:
    """Let a dataset say claims, or no longer, where it doesn't yet; return which are live by that, which no longer."""
    (found,) = unit.run(
        "UNWIND $claims AS pair MATCH (c:Claim {uid: pair[0]}) "
        "WITH c, pair[1] AS says, size(c.datasets) > 0 AS live WHERE says <> ($dataset IN c.datasets) "
        "SET c.datasets = [name IN c.datasets WHERE name <> $dataset] + CASE WHEN says THEN [$dataset] ELSE [] END "
        "WITH c.uid AS uid, live, size(c.datasets) > 0 AS lives WHERE lives <> live "
        "RETURN collect(CASE WHEN lives THEN uid END) AS begun, collect(CASE WHEN live THEN uid END) AS ended",
        claims=claims,
        dataset=dataset,
    )
    return found["begun"], found["ended"]
