"""What the database holds right now that a change must know: a dataset's claims, the live ones, the sources' weight."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graph.claims import Claim, from_row
from graph.derive import Weight

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.engine import Unit


def _column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in rows]


def said_by(unit: Unit, dataset: str) -> set[str]:
    """Return the uids of the claims that a dataset asserts now."""
    found = unit.run(
        "MATCH (:Batch {dataset: $dataset})-[:ASSERTED]->(c:Claim) WHERE $dataset IN c.datasets "
        "RETURN collect(DISTINCT c.uid) AS uids",
        dataset=dataset,
    )
    return set(found[0]["uids"])


def records(unit: Unit, uids: Collection[str]) -> dict[str, tuple[Claim, list[str]]]:
    """Return claims that the graph has ever held, each with the datasets that assert it now."""
    found = unit.run(
        "UNWIND $uids AS uid MATCH (c:Claim {uid: uid}) RETURN collect(properties(c)) AS claims", uids=list(uids)
    )
    return {row["uid"]: (from_row(row), row["datasets"]) for row in found[0]["claims"]}


def datasets_of(unit: Unit, uids: Collection[str]) -> dict[str, list[str]]:
    """Return the datasets that assert each claim now, for those that the graph has ever held."""
    found = unit.run(
        "UNWIND $uids AS uid MATCH (c:Claim {uid: uid}) RETURN collect([uid, c.datasets]) AS held", uids=list(uids)
    )
    return dict(found[0]["held"])


def about(unit: Unit, uids: Collection[str]) -> dict[str, list[Claim]]:
    """Return the live claims about each of these items."""
    found = unit.run(
        "UNWIND $uids AS uid MATCH (:Entity {uid: uid})-[:HAS_CLAIM]->(c) RETURN collect(properties(c)) AS claims",
        uids=list(uids),
    )
    live: dict[str, list[Claim]] = defaultdict(list)
    for row in found[0]["claims"]:
        live[row["about"]].append(from_row(row))
    return live


def weights(unit: Unit, sources: Collection[str]) -> dict[str, Weight]:
    """Return what the graph shows of each source's weight; a bare or unknown one has none."""
    found = unit.run(
        "UNWIND $uids AS uid MATCH (s:Source {uid: uid}) RETURN uid, s.held AS held, s.published_first AS day",
        uids=list(sources),
    )
    return {row["uid"]: Weight(bool(row["held"]), row["day"] or 0) for row in found}


def resting_on(unit: Unit, sources: Collection[str]) -> set[str]:
    """Return the items that a live claim in one of these sources is about."""
    found = unit.run(
        "UNWIND $uids AS uid MATCH (:Source {uid: uid})<-[:IN]-(:Claim)<-[:HAS_CLAIM]-(n:Entity) "
        "RETURN DISTINCT n.uid AS uid",
        uids=list(sources),
    )
    return set(_column(found, "uid"))


def mentioned(unit: Unit, run: str) -> set[str]:
    """Return the items that the claims of a run's batches speak of, beside those they are about."""
    found = unit.run(
        "MATCH (:Batch {run: $run})-[:ASSERTED]->(c) UNWIND [c.target, c.by, c.source, c.quoted_in] AS uid "
        "WITH DISTINCT uid WHERE uid IS NOT NULL RETURN collect(uid) AS uids",
        run=run,
    )
    return set(found[0]["uids"])


def other_text(unit: Unit, dataset: str, version: str, sha256: str) -> str:
    """Return the standing batch that loaded the same version with other content; "" if there is none."""
    found = unit.run(
        "MATCH (b:Batch {dataset: $dataset, version: $version}) WHERE b.undone IS NULL AND b.sha256 <> $sha256 "
        "RETURN b.uid AS uid LIMIT 1",
        dataset=dataset,
        version=version,
        sha256=sha256,
    )
    return found[0]["uid"] if found else ""


def known(unit: Unit, uids: Collection[str]) -> set[str]:
    """Return those of the uids that the graph has something to say about."""
    found = unit.run(
        "UNWIND $uids AS uid MATCH (n:Entity {uid: uid}) WHERE (n)-[:HAS_CLAIM]->() RETURN uid", uids=list(uids)
    )
    return set(_column(found, "uid"))
