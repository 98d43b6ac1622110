"""What the database holds right now that a change must know: a dataset's claims, the live ones, the sources' weight."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, LiteralString

from graph import access
from graph.claims.claim import Claim, from_row
from graph.claims.derive import Shown, ShownEdge
from graph.claims.strength import Weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.unit import Unit

PAGE = 50_000
"""Uids that are read at a time."""


def _each(unit: Unit, uids: Collection[str], statement: LiteralString) -> list[Any]:
    """Return what a statement collects as `found` for the uids that it unwinds; nothing is asked about nothing."""
    return unit.run(f"UNWIND $uids AS uid {statement} AS found", uids=list(uids))[0]["found"] if uids else []


def said_by(unit: Unit, dataset: str) -> Iterator[list[str]]:
    """Yield, page by page, the uids of the claims that a dataset asserts now."""
    page, last = [""] * PAGE, ""
    while len(page) == PAGE:
        page = unit.run(
            "MATCH (b:Batch {dataset: $dataset})-[:ASSERTED]->(c:Claim) "
            "WHERE b.undone IS NULL AND $dataset IN c.datasets AND c.uid > $last "
            "WITH DISTINCT c.uid AS uid ORDER BY uid LIMIT $page RETURN collect(uid) AS uids",
            dataset=dataset,
            last=last,
            page=PAGE,
        )[0]["uids"]
        last = page[-1] if page else last
        yield page


def records(unit: Unit, uids: Collection[str]) -> dict[str, Claim]:
    """Return those of the claims that the graph has ever held."""
    found = _each(unit, uids, "MATCH (c:Claim {uid: uid}) RETURN collect(properties(c))")
    return {row["uid"]: from_row(row) for row in found}


def where(unit: Unit, condition: LiteralString, **parameters: Any) -> list[Claim]:
    """Return the live claims `c` for which a Cypher condition holds."""
    rows = unit.run(
        f"MATCH (c:Claim) WHERE size(c.datasets) > 0 AND {condition} RETURN collect(properties(c)) AS claims",
        **parameters,
    )
    return [from_row(row) for row in rows[0]["claims"]]


def datasets_of(unit: Unit, uids: Collection[str]) -> dict[str, list[str]]:
    """Return the datasets that assert each claim now, for those that the graph has ever held."""
    return dict(_each(unit, uids, "MATCH (c:Claim {uid: uid}) RETURN collect([uid, c.datasets])"))


def about(unit: Unit, uids: Collection[str]) -> dict[str, list[Claim]]:
    """Return the live claims that hang on each of these items, whatever uid they say."""
    live: dict[str, list[Claim]] = defaultdict(list)
    # Planned while the graph was still small, it would go through all items for each uid.
    sought = "MATCH (n:Entity {uid: uid})-[:HAS_CLAIM]->(c) USING INDEX SEEK n:Entity(uid)"
    for uid, row in _each(unit, uids, f"{sought} RETURN collect([uid, properties(c)])"):
        live[uid].append(from_row(row))
    return live


def shown(unit: Unit, uids: Collection[str]) -> dict[str, Shown]:
    """Return what readers see of each of these items now."""
    found = _each(
        unit,
        uids,
        "MATCH (n:Entity {uid: uid}) RETURN collect([properties(n), [(n)-[r]->(m:Entity) | [type(r), m.uid, r {.*}]]])",
    )
    return {row["uid"]: Shown(row.pop("uid"), row, [_edge(*edge) for edge in edges]) for row, edges in found}


def _edge(kind: str, target: str, properties: dict[str, Any]) -> ShownEdge:
    return ShownEdge(kind.lower(), target, properties)


def names(unit: Unit) -> dict[str, str]:
    """Return for each uid that stands for another item's node that node's uid."""
    found = unit.run("MATCH (a:Alias) RETURN collect([a.uid, a.of]) AS names")
    return dict(found[0]["names"])


def weights(unit: Unit, sources: Collection[str]) -> dict[str, Weight]:
    """Return what the graph shows of each source's weight; a bare or unknown one has none."""
    found = _each(unit, sources, "MATCH (s:Entity:Source {uid: uid}) RETURN collect([uid, s.held, s.published_first])")
    return {uid: Weight(bool(held), day or 0) for uid, held, day in found}


def resting_on(unit: Unit, sources: Collection[str], limit: int) -> dict[str, int]:
    """Return at most so many items that a live claim in one of these sources is about, each with its live claims."""
    if not sources:
        return {}
    found = unit.run(
        "UNWIND $sources AS uid MATCH (:Source {uid: uid})<-[:IN]-(:Claim)<-[:HAS_CLAIM]-(n:Entity) "
        "WITH DISTINCT n LIMIT $limit RETURN collect([n.uid, COUNT { (n)-[:HAS_CLAIM]->() }]) AS items",
        sources=list(sources),
        limit=limit,
    )
    return dict(found[0]["items"])


def speaking_of(unit: Unit, uids: Collection[str]) -> list[Claim]:
    """Return the live claims that hang on these nodes, cite them, are made by them or lead to them."""
    found = _each(
        unit,
        uids,
        "MATCH (n:Entity {uid: uid}) CALL (n) { "
        "MATCH (n)-[:HAS_CLAIM]->(c) RETURN c UNION MATCH (n)<-[:IN|BY|QUOTED_IN]-(c:Claim) RETURN c UNION "
        "MATCH (n)<-[]-(m:Entity) MATCH (m)-[:HAS_CLAIM]->(c:Claim) "
        "WHERE c.target = n.uid OR EXISTS { (:Alias {uid: c.target, of: n.uid}) } RETURN c } "
        "RETURN collect(DISTINCT properties(c))",
    )
    return [from_row(row) for row in found]


def known(unit: Unit, uids: Collection[str]) -> set[str]:
    """Return those of the uids that the graph has something to say about."""
    spoken = "MATCH (n:Entity {uid: uid}) WHERE EXISTS { (n)-[:HAS_CLAIM]->() } RETURN collect(uid)"
    return set(_each(unit, uids, spoken))


def known_besides(unit: Unit, uids: Collection[str], datasets: Collection[str]) -> set[str]:
    """Return those of the uids of which a dataset besides these says something."""
    found = unit.run(
        "UNWIND $uids AS uid MATCH (n:Entity {uid: uid}) WHERE EXISTS { MATCH (n)-[:HAS_CLAIM]->(c) "
        "WHERE any(name IN c.datasets WHERE NOT name IN $datasets) } RETURN collect(uid) AS uids",
        uids=list(uids),
        datasets=list(datasets),
    )
    return set(found[0]["uids"])


def alike(unit: Unit, uids: Collection[str]) -> list[str]:
    """Return the uids of the classes of these uids: what somebody may have meant by some that there aren't.

    Whoever asks is told of items that everybody may know of, and of no others.
    """
    seen = access.reader(unit, access.PUBLIC).sees("n")
    found = unit.run(
        "UNWIND $prefixes AS prefix CALL (prefix) { "
        f"MATCH (n:Entity) WHERE n.uid STARTS WITH prefix AND EXISTS {{ (n)-[:HAS_CLAIM]->() }} AND {seen} "
        "RETURN n.uid AS uid UNION MATCH (a:Alias) WHERE a.uid STARTS WITH prefix "
        f"MATCH (n:Entity {{uid: a.of}}) WHERE {seen} RETURN a.uid AS uid }} RETURN collect(uid) AS uids",
        prefixes=sorted({f"{uid.partition('/')[0]}/" for uid in uids}),
    )
    return list(found[0]["uids"])


def unknown_when_staged(unit: Unit) -> set[str]:
    """Return the uids that staged batches mention and that nothing will be said of once they stand."""
    found = unit.run(
        "MATCH (:Staged)-[:ASSERTED]->(c:Claim) UNWIND [c.target, c.source, c.by, c.quoted_in] AS uid "
        "WITH DISTINCT uid WHERE uid IS NOT NULL "
        "WITH uid, coalesce(head(COLLECT { MATCH (a:Alias {uid: uid}) RETURN a.of }), uid) AS own "
        "WITH uid, own, [own] + COLLECT { MATCH (a:Alias {of: own}) RETURN a.uid } AS called "
        "WHERE NOT EXISTS { MATCH (c:Claim) USING INDEX c:Claim(about) WHERE c.about IN called "
        "AND EXISTS { (:Staged)-[:ASSERTED]->(c) } } "
        "AND NOT EXISTS { MATCH (:Entity {uid: own})-[:HAS_CLAIM]->(c:Claim) WHERE any(name IN c.datasets "
        "WHERE NOT EXISTS { (:Staged {dataset: name})-[:RETRACTED]->(c) }) } RETURN collect(uid) AS uids"
    )
    return set(found[0]["uids"])
