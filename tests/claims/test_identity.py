"""Decisions on identity: joined in every answer, taken back without a trace, contradictions refused with the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.changes import batches, decisions, identity
from graph.changes.batches import Dataset
from graph.changes.decisions import IdentityRefused
from graph.changes.identity import DIFFERENT, RENAMED, SAME, UNSURE, Decision
from graph.checks import integrity
from graph.claims.claim import Claim
from graph.engine import DatabasePlace, connect
from graph.patterns import library
from graph.patterns.matching import match
from tests.cluster import Cluster

if TYPE_CHECKING:
    from graph.embedded.home import Home
    from graph.engine import Engine
    from graph.unit import Unit

PEOPLE = ("person/a", "person/b", "person/c", "person/d")

SPLIT = Dataset(
    "split",
    "1",
    (
        *(Claim(uid, "name", name) for uid, name in zip(PEOPLE, ("Ann", "Anna", "Bea", "Cy"), strict=True)),
        *(
            Claim(f"event/{uid}", field, value)
            for uid, kind, date in (("x", "release", "2022-01-01"), ("y", "arrest", "2022-01-02"))
            for field, value in (("kind", kind), ("date", date))
        ),
        Claim("event/y", "ground", "migration"),
        Claim("event/z", "kind", "handover"),
        Claim("event/z", "date", "2022-02-01"),
        Claim("event/x", "subject", target="person/a", role="target"),
        Claim("event/y", "subject", target="person/b", role="target"),
        Claim("event/z", "subject", target="person/a", role="target"),
        Claim("person/c", "relative_of", target="person/b", role="sibling", by="person/b"),
    ),
)


def picture(unit: Unit) -> list[object]:
    """All that readers see, as one comparable value."""
    items = unit.run("MATCH (n:Entity) RETURN properties(n) AS n ORDER BY n.uid")
    edges = unit.run("MATCH (a)-[r]->(b:Entity) WHERE NOT a:Decision RETURN a.uid AS a, type(r) AS t, b.uid AS b")
    return [items, sorted(edges, key=str)]


def matched(engine: Engine) -> list[str]:
    return [found.uid for found in match(engine, library.pattern("migration-rearrest")).matches]


@pytest.fixture
def split(graph: Engine) -> Engine:
    batches.load(graph, [SPLIT])
    return graph


def test_the_same_are_one_in_every_answer_until_it_is_taken_back(split: Engine) -> None:
    before = split.read(picture)
    assert matched(split) == []
    made = decisions.decide(split, SAME, "person/a", "person/b", "same birth date")
    assert matched(split) == ["person/a"]
    assert integrity.differences(split) == []
    names = split.read(lambda unit: unit.run("MATCH (p:Person) RETURN p.uid AS uid, p.conflicts AS c ORDER BY uid"))
    assert names[0] == {"uid": "person/a", "c": ["name"]}
    assert [row["uid"] for row in names] == ["person/a", "person/c", "person/d"]
    decisions.take_back(split, made.uid)
    assert split.read(picture) == before
    assert matched(split) == []


def test_a_chain_that_contradicts_a_different_is_refused_with_the_chain(split: Engine) -> None:
    decisions.decide(split, DIFFERENT, "person/a", "person/c", "met each other")
    decisions.decide(split, SAME, "person/a", "person/b")
    before = split.read(picture)
    with pytest.raises(IdentityRefused, match=r"person/a = person/b = person/c .* different \(met each other\)"):
        decisions.decide(split, SAME, "person/b", "person/c")
    with pytest.raises(IdentityRefused, match="person/b = person/a are the same by earlier decisions"):
        decisions.decide(split, DIFFERENT, "person/b", "person/a")
    assert split.read(picture) == before


def test_unsure_joins_nothing(split: Engine) -> None:
    before = split.read(picture)
    decisions.decide(split, UNSURE, "person/a", "person/b")
    assert split.read(picture) == before


def test_a_renamed_item_is_known_by_both_names(split: Engine) -> None:
    decisions.rename(split, "person/b", "person/p-7f3k2", "the uid read like the name")
    assert integrity.differences(split) == []
    again = Dataset("later", "1", (Claim("person/b", "note", "old"), Claim("person/p-7f3k2", "pseudonym", "B.")))
    batches.load(split, [again])
    found = split.read(
        lambda unit: unit.run("MATCH (p:Person) WHERE p.pseudonym = 'B.' RETURN p.uid AS uid, p.note AS note")
    )
    assert found == [{"uid": "person/p-7f3k2", "note": "old"}]


@pytest.mark.parametrize(
    ("uid", "new", "said"),
    [
        ("person/b", "person/a", r"person/a is taken\n .* handover identity same person/b person/a"),
        ("person/b", "person/d", "person/d is taken, as another uid of person/renamed"),
        ("person/b", "event/b", "would change its class"),
        ("person/zzz", "person/x", r"knows nothing of person/zzz\n  way out: load what speaks of it first"),
        ("perso/b", "person/x", r"knows nothing of perso/b\n  way out: load"),
        ("person/renamd", "person/x", r"knows nothing of person/renamd\n  way out: did you mean 'person/renamed'\?"),
        ("person/b", "Person B", "is no uid"),
        ("foo/b", "foo/c", "knows nothing of foo/b"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(split: Engine, uid: str, new: str, said: str) -> None:
    decisions.rename(split, "person/d", "person/renamed")
    before = split.read(picture)
    with pytest.raises(IdentityRefused, match=said):
        decisions.rename(split, uid, new)
    assert split.read(picture) == before


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_decision_whose_commit_is_lost_is_made_once(split: Engine, home: Home, when: str) -> None:
    running = home.running()
    assert running
    password = quote(home.password.read_text(), safe="")
    with (
        Cluster(("127.0.0.1", running.port), members=1) as proxy,
        connect(DatabasePlace(home.path, url=f"bolt://neo4j:{password}@{proxy.addresses[0]}")) as engine,
    ):
        proxy.cut = when
        made = decisions.decide(engine, SAME, "person/a", "person/b")
        proxy.cut = when
        decisions.take_back(engine, made.uid)
    assert [(each.uid, each.undone is not None) for each in split.read(decisions.every)] == [(made.uid, True)]


def test_decisions_about_strangers_or_other_classes_are_refused(split: Engine) -> None:
    with pytest.raises(IdentityRefused, match="knows nothing of person/nobody"):
        decisions.decide(split, SAME, "person/a", "person/nobody")
    with pytest.raises(IdentityRefused, match="different classes"):
        decisions.decide(split, SAME, "person/a", "event/x")


@given(st.lists(st.tuples(st.sampled_from([SAME, RENAMED]), *[st.integers(0, 6)] * 2), max_size=8))
def test_clusters_agree_with_a_plain_closure(pairs: list[tuple[str, int, int]]) -> None:
    made = [Decision(n, verdict, f"person/{a}", f"person/{b}", "", "") for n, (verdict, a, b) in enumerate(pairs, 1)]
    together = {f"person/{n}": {f"person/{n}"} for n in range(7)}
    for decision in made:
        joined = together[decision.one] | together[decision.other]
        for member in joined:
            together[member] = joined
    names = identity.names(made)
    for one, cluster in together.items():
        assert {other for other in together if names.get(other, other) == names.get(one, one)} == cluster
