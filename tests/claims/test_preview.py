"""What a preview tells of matches and items is what comparing the whole graph before and after the load tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.changes import batches
from graph.changes.batches import Dataset
from graph.changes.preview import preview
from graph.changes.strangers import UnknownItems
from graph.claims.claim import ATTITUDE, Claim
from graph.patterns import library
from graph.patterns.matching import match
from tests.claims.test_batches import dataset, everything

if TYPE_CHECKING:
    from graph.engine import Engine

PERSONS = ("person/a", "person/b")
EVENTS = {"event/release": "release", "event/arrest": "arrest", "event/end": "handover", "event/x": "hearing"}
BASE = Dataset(
    "base",
    "1",
    (
        *(Claim(uid, "name", uid) for uid in (*PERSONS, "group/g", "mechanism/m", "source/s", "source/t")),
        *(Claim(uid, "kind", kind) for uid, kind in EVENTS.items()),
        Claim("event/arrest", "ground", "migration"),
    ),
)
"""What the generated versions speak of; they say when, in which order and to whom it happened."""

_uids = st.sampled_from(list(EVENTS))
_sources = st.sampled_from(("", "source/s", "source/t"))
_said = st.one_of(
    st.builds(
        Claim,
        about=_uids,
        field=st.just("date"),
        value=st.sampled_from(("2022-05-01", "2022-05-02", "2022-05", "2022-08-01", "[2022-05-01..2022-05-02]")),
        source=_sources,
    ),
    st.builds(
        Claim,
        about=_uids,
        field=st.just("subject"),
        target=st.sampled_from((*PERSONS, "group/g")),
        role=st.sampled_from(("target", "relative_under_pressure")),
    ),
    st.sampled_from(
        (
            Claim("person/b", "relative_of", target="person/a", role="relative"),
            Claim("person/a", "member_of", target="group/g", role="member"),
            Claim("event/arrest", "by_means_of", target="mechanism/m"),
            Claim("mechanism/m", "kind", "proxy_pressure"),
        )
    ),
    st.builds(
        Claim,
        about=_uids,
        field=st.just("follows"),
        target=_uids,
        qualifiers=st.sampled_from(("", '{"gap": "P1D"}', '{"gap": "P9D"}')),
    ),
    st.builds(Claim, about=_uids, field=st.just("modality"), value=st.sampled_from(("planned", "did_not_happen"))),
    st.builds(
        Claim,
        about=_uids,
        field=st.just("relative_date"),
        value=st.sampled_from(("today", "last month")),
        source=st.sampled_from(("source/s", "source/t")),
    ),
    st.builds(
        Claim,
        about=st.sampled_from(("source/s", "source/t")),
        field=st.just("published"),
        value=st.sampled_from(("2022-05-02", "2022-06")),
    ),
    st.builds(Claim, about=st.just("source/s"), field=st.just("held"), value=st.booleans()),
)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Claim, ...]:
    said = draw(st.lists(_said, max_size=10, unique_by=lambda claim: claim.uid))
    orders = [claim for claim in said if claim.field == "follows"]
    doubted = draw(st.lists(st.sampled_from(orders), max_size=1)) if orders else []
    return (*said, *(Claim(each.uid, ATTITUDE, "denies", by="person/a") for each in doubted))


@st.composite
def undoubted(draw: st.DrawFn) -> tuple[Claim, ...]:
    """One exact day and one subject for each event: what packed histories tell, and rows alone."""
    days, whose = st.sampled_from(("2022-05-01", "2022-05-02", "2022-05-20")), st.sampled_from(PERSONS)
    told = {uid: (draw(days), draw(whose)) for uid in EVENTS}
    return tuple(
        claim
        for uid, (day, person) in told.items()
        for claim in (Claim(uid, "date", day), Claim(uid, "subject", target=person, role="target"))
    )


FILLABLE = ("migration-rearrest", "no-release-known", "pressure-on-relatives")
"""The patterns that ship whose required steps these kinds of event can fill."""

Found = dict[tuple[str, str, tuple[tuple[str, str], ...]], str]


def matching(graph: Engine) -> Found:
    """Every match of the patterns that what is said can fill, as `handover match` finds it in the whole graph."""
    return {
        (name, found.uid, tuple((step.step, event.uid) for step in found.steps for event in step.events)): found.time
        for name in FILLABLE
        for found in match(graph, library.pattern(name)).matches
    }


def items(graph: Engine) -> dict[str, Any]:
    """What readers see of each item about which anything is said, without its citations. Nobody sees packed lists."""
    rows = graph.read(
        lambda unit: unit.run(
            "MATCH (n:Entity)-[:HAS_CLAIM]->() WITH DISTINCT n "
            "RETURN n {.*, citations: null, conflicts: null, packed: null, packed_whole: null} AS n, "
            "COLLECT { MATCH (n)-[r]->(m:Entity) RETURN [type(r), m.uid, r.role, r.gap] } AS links"
        )
    )
    return {row["n"]["uid"]: (row["n"], sorted(map(str, row["links"]))) for row in rows}


def _tells_what_a_load_does(graph: Engine, given_now: list[Dataset]) -> None:
    before = graph.read(everything), matching(graph), items(graph)
    looked_at = preview(graph, given_now)
    effect = looked_at.effect
    assert effect
    assert graph.read(everything) == before[0]
    assert batches.load(graph, given_now) == looked_at.outcomes
    after = matching(graph)
    assert {(each.pattern, each.subject, each.steps): (each.before, each.after) for each in effect.matches} == {
        key: (before[1].get(key), after.get(key))
        for key in before[1].keys() | after.keys()
        if before[1].get(key) != after.get(key)
    }
    shown = items(graph)
    differing = {uid for uid in before[2].keys() | shown.keys() if before[2].get(uid) != shown.get(uid)}
    told = {item.uid for item in effect.items}
    assert differing <= told


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(versions(), min_size=2, max_size=3))
def test_a_preview_tells_what_a_load_then_does(graph: Engine, said: list[tuple[Claim, ...]]) -> None:
    graph.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    batches.load(graph, [BASE])
    for number, claims in enumerate(said):
        _tells_what_a_load_does(graph, [Dataset("one" if number % 2 else "other", str(number), claims)])


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(undoubted(), undoubted(), versions()), min_size=4, max_size=6))
def test_corrections_of_what_nobody_doubts_are_told_as_they_then_are(
    graph: Engine, said: list[tuple[Claim, ...]]
) -> None:
    graph.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    batches.load(graph, [BASE])
    for number, claims in enumerate(said):
        _tells_what_a_load_does(graph, [Dataset("one", str(number), claims)])


def test_a_preview_tells_what_is_left_bare(graph: Engine) -> None:
    other = Dataset("other", "1", (Claim("event/other", "subject", target="person/d-0", role="target"),))
    batches.load(graph, [dataset(), other])
    said = tuple(claim for claim in dataset().claims if "person/d-0" not in (claim.about, claim.target))
    for less, bare in ((said, ["person/d-0"]), (dataset(persons=5).claims, [])):
        changed = [Dataset("d", "2", less)]
        outcomes = preview(graph, changed).outcomes
        assert outcomes[0].bare == bare
    assert batches.load(graph, [Dataset("d", "2", said)])[0].bare == ["person/d-0"]


def test_a_preview_refuses_what_a_load_refuses(graph: Engine) -> None:
    batches.load(graph, [dataset(), dataset("other")])
    before = graph.read(everything)
    stray = Claim("event/d-0", "subject", target="person/nobody", role="target", source="source/none")
    kept = Claim("event/x", "subject", target="person/other-0", role="target")
    named = [claim for claim in dataset("other").claims if not claim.about.endswith("other-0")]
    for refused, unknown in (
        (Dataset("d", "2", (*dataset().claims, stray)), {"person/nobody", "source/none"}),
        (Dataset("other", "2", (*named, kept)), {"person/other-0"}),
    ):
        for way in (preview, batches.load):
            with pytest.raises(UnknownItems) as told:
                way(graph, [refused])
            assert told.value.uids == unknown
            assert graph.read(everything) == before
