"""The citations that stand on an item and its edges say what its live claims say of where it is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from graph.changes import batches, decisions
from graph.changes.batches import Dataset
from graph.checks import integrity
from graph.claims.citations import CITATIONS, CITED, Cited, read
from graph.claims.claim import ATTITUDE, Claim
from graph.claims.derive import shown
from graph.claims.strength import Context
from graph.ontology import registry
from graph.ontology.events import Event
from tests.claims.test_access import CONTEXT, claims

if TYPE_CHECKING:
    from graph.engine import Engine

PLACES = ("source", "locator", "standing", "by", "quoted_in")


def places(said: list[Claim], context: Context) -> set[tuple[str, ...]]:
    """Where claims stand, by hand."""
    named = ("source", "by", "quoted_in")
    return {
        tuple(context.own(getattr(c, name)) if name in named else getattr(c, name) for name in PLACES) for c in said
    }


@given(
    st.lists(claims(), max_size=8, unique_by=lambda claim: claim.uid),
    st.sampled_from(({}, {"source/s2": "source/other"})),
)
def test_every_claim_is_cited_where_it_is_shown(said: list[Claim], names: dict[str, str]) -> None:
    context = Context(CONTEXT.weights, names)
    public = list({c.uid: c for c in (replace(c, sensitivity="") for c in said)}.values())
    item = shown(Event, "event/x", public, context)
    cited = read(item.properties.get(CITATIONS))
    assert {tuple(getattr(one, name) for name in PLACES) for one in cited} == places(public, context)
    for one in cited:
        place = tuple(getattr(one, name) for name in PLACES)
        assert one.says == tuple(sorted({c.field for c in public if places([c], context) == {place}}))
    for edge in item.edges:
        own = [c for c in public if (c.field, c.target, c.role) == edge.key]
        mine = {tuple(getattr(cited[number], name) for name in PLACES) for number in edge.properties[CITED]}
        assert mine == places(own, context)


def stored(graph: Engine, uid: str) -> tuple[list[Cited], dict[str, list[int]]]:
    rows: list[dict[str, Any]] = graph.read(
        lambda unit: unit.run(
            "MATCH (n:Entity {uid: $uid}) "
            "RETURN n.citations AS item, [(n)-[r]->(m:Entity) | [m.uid, r.cited]] AS edges",
            uid=uid,
        )
    )
    return read(rows[0]["item"]), dict(rows[0]["edges"])


def test_a_source_that_is_renamed_is_cited_by_its_name(graph: Engine) -> None:
    whole = {"source": "source/a", "standing": "reported"}
    said = (
        Claim("source/a", "name", "A"),
        Claim("person/p", "name", "P"),
        Claim("agency/a", "name", "Agency"),
        Claim("event/e", "kind", "arrest", locator="page 2", by="agency/a", **whole),
        Claim("event/e", "subject", target="person/p", role="target", locator="page 3", **whole),
        Claim("event/e", "kind", "arrest"),
    )
    batches.load(graph, [Dataset("d", "1", said)])
    decisions.rename(graph, "source/a", "source/b", "its name")
    decisions.rename(graph, "agency/a", "agency/b", "its name")
    cited, edges = stored(graph, "event/e")
    subject = Cited("source/b", "page 3", "reported", "", "", ("subject",))
    assert sorted(cited, key=lambda one: one.locator) == [
        Cited("", "", "", "", "", ("kind",)),
        Cited("source/b", "page 2", "reported", "agency/b", "", ("kind",)),
        subject,
    ]
    assert [cited[number] for number in edges["person/p"]] == [subject]
    assert integrity.differences(graph) == []


def test_no_property_or_link_of_the_ontology_is_called_like_what_is_derived() -> None:
    for cls in registry.node_classes().values():
        assert not {CITATIONS, CITED, ATTITUDE} & {*registry.properties(cls), *registry.links(cls)}
