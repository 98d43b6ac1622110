"""What leaves the gate: nothing that a profile doesn't open, and nothing that follows what it hides."""

from __future__ import annotations

import json
import random
import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ontology import registry
from graph.pictured.subgraph import Cited, Node, Row, Subgraph, Tie
from graph.share import profiles
from graph.share.subgraphs import release
from tests.sharing.planted import Planted

if TYPE_CHECKING:
    from graph.share.profile import Profile

PROFILES = [profiles.profile(name) for name in profiles.names()]
KEY = bytes(range(32))
per_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda each: each.name)


def text(subgraph: Subgraph) -> str:
    return json.dumps(asdict(subgraph), ensure_ascii=False)


@per_profile
def test_no_mark_leaves_that_the_profile_does_not_open(profile: Profile) -> None:
    planted = Planted()
    found = planted.subgraph()
    leaked = set(re.findall(r"m\d{4}q", text(release(found, profile)))) & planted.closed(profile)
    assert {where: leaked & set(some) for where, some in planted.marks.items() if leaked & set(some)} == {}


@per_profile
def test_what_the_profile_opens_is_shown(profile: Profile) -> None:
    planted = Planted()
    told = text(release(planted.subgraph(), profile))
    assert any(mark in told for mark in planted.marks["State", "name"])
    assert '"2022-09"' in told or '"2022-09-26"' in told


@per_profile
@pytest.mark.parametrize("called", ["Зміцер Капустоўскі", "Zmicier Kapustouski"])
def test_a_text_that_names_a_redacted_person_is_left_out_whole(profile: Profile, called: str) -> None:
    planted = Planted(lambda number: f"m{number}q Капустоўскага")
    everything = planted.subgraph()
    person = Node("person/1", "Person", "К.", {"pseudonym": "К.", "other_names": [called]})
    others = tuple(node for node in everything.nodes if node.kind != "Person")
    named = replace(everything, nodes=(person, *others), focus=("person/1",), rows=())
    told = text(release(named, profile)).casefold()
    assert "капустоўск" not in told
    assert "kapustou" not in told


@per_profile
def test_a_class_that_nobody_thought_of_is_closed(profile: Profile) -> None:
    closed = registry.node_classes().keys() - profile.open.keys()
    released = release(Planted().subgraph(), profile)
    assert not {node.kind for node in (*released.nodes, *released.sources)} & closed


NAMES = st.text("ghjkwxz", min_size=6, max_size=9)


def case(names: tuple[str, ...], shuffled: random.Random) -> Subgraph:
    """Four who were handed over, each with a case, in an order of no meaning."""
    nodes = [Node("state/a", "State", "A-land", {"name": "A-land"}), Node("agency/s", "Agency", "Service")]
    ties: list[Tie] = []
    rows: list[Row] = []
    for number, name in enumerate(names):
        person, case_of, events = f"person/{number}", f"proceeding/{number}", (f"event/{number}a", f"event/{number}b")
        said: dict[str, Any] = {"pseudonym": name[0], "real_name": name, "other_names": [name], "note": f"{name} said"}
        place = Cited("source/0", f"beside {name}", "documented", "agency/s")
        nodes += [
            Node(person, "Person", name[0], said),
            Node(case_of, "Proceeding", f"{name} v. A-land", {"number": name, "kind": "asylum"}),
            *(
                Node(event, "Event", f"{name} {kind}", {"kind": kind, "date": f"2022-09-1{number}"}, citations=(place,))
                for event, kind in zip(events, ("release", "handover"), strict=True)
            ),
        ]
        ties += [
            *(Tie(event, "subject", person, "target", "documented") for event in events),
            Tie(events[1], "actors", "agency/s", "carried_out", properties={"on_behalf_of": person}),
            Tie(events[1], "in_proceeding", case_of),
            Tie(events[1], "follows", events[0]),
        ]
        rows.append(Row(person, events, events[0], gaps=((*events, 0, 0),)))
    for some in (nodes, ties, rows):
        shuffled.shuffle(some)
    return Subgraph(
        f"{names[0]} and others",
        tuple(nodes),
        tuple(ties),
        ("person/0",),
        tuple(rows),
        (Node("source/0", "Source", "Report", {"name": "Report"}),),
        asked={"target": names[0]},
    )


FOUR = case(("hgjkwxz",) * 4, random.Random(1))  # noqa: S311  an order of no meaning


@per_profile
@settings(max_examples=30)
@given(one=st.tuples(*[NAMES] * 4), other=st.tuples(*[NAMES] * 4), shuffled=st.randoms(use_true_random=False))
def test_two_graphs_that_differ_in_hidden_names_give_one_document(
    profile: Profile, one: tuple[str, ...], other: tuple[str, ...], shuffled: random.Random
) -> None:
    assert release(case(one, shuffled), profile, KEY) == release(case(other, shuffled), profile, KEY)


def test_another_document_has_other_pseudonyms_unless_a_key_is_given() -> None:
    found, public = FOUR, profiles.profile("public")
    assert release(found, public, KEY) == release(found, public, KEY)
    first, second = ({node.uid for node in release(found, public).nodes if node.kind == "Person"} for _ in range(2))
    assert not first & second


def test_neither_codes_nor_order_follow_the_order_of_the_graph() -> None:
    public = profiles.profile("public")
    orders = set()
    for number in range(40):
        key = bytes([number] * 32)
        codes = {f"person/{n}": release(replace(FOUR, focus=(f"person/{n}",)), public, key).focus[0] for n in range(4)}
        assert set(codes.values()) <= {node.uid for node in release(FOUR, public, key).nodes}
        orders.add(tuple(sorted(codes, key=codes.__getitem__)))
    assert len(orders) > 10


def test_days_become_months_wherever_they_stand() -> None:
    released = release(FOUR, profiles.profile("public"))
    assert {node.properties["date"] for node in released.nodes if node.kind == "Event"} == {"2022-09"}
    assert "2022-09-1" not in text(released)


def test_gaps_are_told_as_months_tell_them_and_none_within_one() -> None:
    days = {"event/1": "2022-09-26", "event/2": "2022-09-27", "event/3": "2022-11-02"}
    nodes = (Node("person/a", "Person", "A"), *(Node(uid, "Event", "", {}, day, day) for uid, day in days.items()))
    row = Row("person/a", tuple(days), gaps=(("event/1", "event/2", 1, 1), ("event/2", "event/3", 36, 36)))
    ties = tuple(Tie(uid, "subject", "person/a", "target") for uid in days)
    released = release(Subgraph("A", nodes, ties, ("person/a",), (row,)), profiles.profile("public"))
    assert [gap[2:] for each in released.rows for gap in each.gaps] == [(32, 90)]


def test_places_become_their_states() -> None:
    nodes = (
        Node("event/1", "Event", "", {"kind": "arrest"}),
        Node("place/town", "Place", "Town", {"kind": "city", "latitude": 1.5}),
        Node("place/region", "Place", "Region"),
        Node("place/far", "Place", "Far"),
        Node("state/a", "State", "A-land"),
    )
    ties = (
        Tie("event/1", "at", "place/town"),
        Tie("event/1", "to", "place/far"),
        Tie("place/town", "within", "place/region"),
        Tie("place/region", "within", "state/a"),
    )
    released = release(Subgraph("", nodes, ties), profiles.profile("public"))
    assert {node.name for node in released.nodes if node.kind == "Place"} == {"Place in A-land", "Place"}
    assert [(tie.link, tie.end) for tie in released.ties if tie.link == "within"] == [("within", "state/a")]
    assert not any(node.properties for node in released.nodes if node.kind == "Place")


@pytest.mark.parametrize("profile", [profiles.profile("public"), profiles.profile("court")], ids=lambda each: each.name)
def test_relatives_and_counsel_are_left_out_with_what_happened_to_them(profile: Profile) -> None:
    nodes = (
        Node("person/son", "Person", "Son"),
        Node("person/mother", "Person", "Mother"),
        Node("person/counsel", "Person", "Counsel"),
        Node("agency/other", "Agency", "Other"),
        Node("event/taken", "Event", "", {"kind": "arrest"}),
        Node("event/searched", "Event", "", {"kind": "search"}),
        Node("event/defended", "Event", "", {"kind": "legal_representation"}),
    )
    ties = (
        Tie("person/mother", "relative_of", "person/son", "mother"),
        Tie("event/taken", "subject", "person/son", "target"),
        Tie("event/searched", "subject", "person/mother", "relative_under_pressure"),
        Tie("event/searched", "actors", "agency/other", "carried_out"),
        Tie("event/defended", "subject", "person/son", "target"),
        Tie("event/defended", "actors", "person/counsel", "appointed_counsel"),
    )
    released = release(Subgraph("Son", nodes, ties, ("person/son",)), profile)
    assert len([node for node in released.nodes if node.kind == "Person"]) == 1
    assert {node.properties["kind"] for node in released.nodes if node.kind == "Event"} == {
        "arrest",
        "legal_representation",
    }
    assert not any(node.kind == "Agency" for node in released.nodes)


def test_court_keeps_a_public_name_and_hides_one_behind_a_pseudonym() -> None:
    nodes = (
        Node("person/public", "Person", "Public Name", {"name": "Public Name"}),
        Node("person/1", "Person", "P.", {"pseudonym": "P.", "birth_date": "1990"}),
    )
    ties = (
        Tie("event/1", "subject", "person/public", "target"),
        Tie("event/1", "subject", "person/1", "target"),
    )
    event = Node("event/1", "Event", "", {"kind": "arrest"})
    released = release(Subgraph("", (*nodes, event), ties), profiles.profile("court"))
    names = sorted(node.name for node in released.nodes if node.kind == "Person")
    assert names[1] == "Public Name"
    assert re.fullmatch(r"Person [0-9A-Z]{5}", names[0])


def test_who_is_called_after_a_place_is_shown_by_kind_where_places_are_not() -> None:
    """The places are those of the whole graph: none of them is drawn."""
    called = {
        "agency/by-police": "Police of Belarus",
        "agency/by-gomel": "Police of Gomel region",
        "agency/by-2": "Милиция Гомеля",
        "agency/by-homiel-police": "Police, 3rd unit",
        "agency/ru-airport": "Airport police of Moscow",
    }
    names = {"place/by-gomel": "Gomel", "place/ru-moscow-sheremetyevo": "Sheremetyevo airport, Moscow"}
    agencies = tuple(Node(uid, "Agency", name, {"name": name, "kind": "police"}) for uid, name in called.items())
    treaty = Node("agreement/gomel", "Agreement", "Gomel agreement", {"name": "Gomel agreement"})
    found = Subgraph(
        "",
        (*agencies, treaty),
        (),
        places=tuple(Node(uid, "Place", name, {"name": name}) for uid, name in names.items()),
    )
    released = release(found, profiles.profile("public"))
    told = sorted(node.name for node in released.nodes)
    assert [name for name in told if not re.fullmatch(r"Police [0-9A-Z]{5}", name)] == [
        "Airport police of Moscow",
        "Gomel agreement",
        "Police of Belarus",
    ]
    assert not re.search("homiel|by-gomel", text(released))
    assert {node.name for node in release(found, profiles.profile("court")).nodes} == {*called.values(), treaty.name}
