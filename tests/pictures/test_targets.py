"""What a picture is made of: all that stands around what was asked for, who says it, who denies it; nothing closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.access import ALL
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import Claim
from graph.errors import UsageError
from graph.patterns import library, match
from graph.pictured import targets, timelines
from graph.pictured.subgraph import Cited, Row

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.pictured.subgraph import Subgraph, Tie

AROUND = {"event/arrest", "event/handover", "person/a", "agency/unit", "state/x"}


def uids(found: Subgraph) -> set[str]:
    return {node.uid for node in found.nodes}


def tie(found: Subgraph, start: str, link: str, end: str) -> Tie:
    (only,) = [each for each in found.ties if (each.start, each.link, each.end) == (start, link, end)]
    return only


@pytest.fixture(scope="module")
def person(case: Engine) -> Subgraph:
    return targets.of_item(case, "person/a")


def test_what_happened_to_a_person_comes_with_what_it_is_linked_to(person: Subgraph) -> None:
    assert uids(person) == AROUND
    assert (person.title, person.focus, person.asked) == ("A.", ("person/a",), {"target": "person/a"})
    assert person.datasets == (("case", "7"),)
    assert person.as_of.startswith("20")
    assert person.left_out == ()


def test_what_places_anywhere_are_called_comes_for_the_gate_alone_closed_names_too(person: Subgraph) -> None:
    (place,) = person.places
    assert (place.uid, place.name, place.properties["other_names"]) == ("place/far", "Far", ["Далёкое"])


def test_denials_rivals_standings_and_places_in_sources_come_with_each_tie(person: Subgraph) -> None:
    denied = tie(person, "event/arrest", "actors", "agency/unit")
    assert (denied.role, denied.standing, denied.denied_by) == ("carried_out", "alleged", ("agency/service",))
    assert denied.citations == (Cited("source/letter", "page 2", "alleged", "", "source/report"),)
    order = tie(person, "event/handover", "follows", "event/arrest")
    assert (order.conflict, order.properties, order.denied_by) == (True, {"gap": "P1M"}, ())
    (arrest,) = [node for node in person.nodes if node.uid == "event/arrest"]
    assert (arrest.conflicts, arrest.earliest, arrest.latest) == (("date",), "2022-01-02", "2022-01-05")


def test_sources_publishers_and_deniers_that_are_no_nodes_come_beside(person: Subgraph) -> None:
    assert {each.uid for each in person.sources} == {
        "source/report", "source/letter", "agency/service", "organization/publisher"
    }  # fmt: skip
    assert tie(person, "source/report", "published_by", "organization/publisher")


def test_a_timeline_has_the_events_in_order_with_the_days_between(person: Subgraph) -> None:
    assert person.rows == (
        Row("person/a", ("event/arrest", "event/handover"), gaps=(("event/arrest", "event/handover", 55, 88),)),
    )


def test_nothing_that_is_closed_comes_along_unless_it_is_asked_for(case: Engine, person: Subgraph) -> None:
    assert "Closed" not in str(person)
    assert "lawyer" not in str(person)
    assert "source/file" not in str(person)
    whole = targets.of_item(case, "person/a", ALL)
    assert uids(whole) == AROUND | {"person/lawyer"}
    assert "Anna Closed" in str(whole)
    with pytest.raises(UsageError, match="nothing is said of person/lawyer"):
        targets.of_item(case, "person/lawyer")


def test_who_asks_for_a_service_means_its_units_too(case: Engine) -> None:
    assert uids(targets.of_item(case, "agency/service")) == {
        "agency/service", "agency/unit", "event/arrest", "person/a"
    }  # fmt: skip


def test_matches_come_as_rows_under_the_step_that_is_named(case: Engine) -> None:
    pattern = library.read(
        {
            "name": "p",
            "title": "T",
            "subject": "Person",
            "steps": [{"id": "a", "kind": "arrest"}, {"id": "h", "kind": "handover"}],
        }
    )
    found = targets.of_pattern(case, pattern, {"pattern": "p"}, align="h")
    assert (found.title, found.focus, found.asked) == ("T", ("person/a",), {"pattern": "p"})
    (row,) = found.rows
    assert (row.events, row.aligned, row.certain) == (("event/arrest", "event/handover"), "event/handover", True)
    answer = match(case, pattern)
    twice = timelines.of_matches(replace(answer, matches=answer.matches * 2), "h")
    assert [each.aligned for each in twice] == ["event/handover"] * 2
    assert [gap[:2] for gap in row.gaps] == [("event/arrest", "event/handover")]
    with pytest.raises(UsageError, match="no step 'x'"):
        targets.of_pattern(case, pattern, {}, align="x")


def test_chosen_items_come_with_what_links_them_alone(case: Engine) -> None:
    found = targets.of_items(case, "Chosen", ["event/arrest", "person/a"], {})
    assert [(each.start, each.link, each.end) for each in found.ties if each.link != "published_by"] == [
        ("event/arrest", "subject", "person/a")
    ]


def test_a_target_that_there_is_not_is_refused_with_the_nearest(case: Engine) -> None:
    with pytest.raises(UsageError, match="nothing is said of event/arest") as refused:
        targets.of_item(case, "event/arest")
    assert refused.value.way_out == "did you mean 'event/arrest'?"
    with pytest.raises(UsageError, match="no item 'persn/a'") as refused:
        targets.of_item(case, "persn/a")
    assert "person" in refused.value.way_out


def test_events_of_one_day_stand_on_a_timeline_as_a_source_puts_them(graph: Engine) -> None:
    said = [Claim("person/b", "name", "B.")]
    for uid, kind in (("event/a-arrest", "arrest"), ("event/b-release", "release")):
        befell = Claim(uid, "subject", target="person/b", role="target")
        said += [Claim(uid, "kind", kind), Claim(uid, "date", "2022-09-26"), befell]
    said.append(Claim("event/a-arrest", "follows", target="event/b-release"))
    batches.load(graph, [Dataset("one day", "1", tuple(said))])
    (row,) = targets.of_item(graph, "person/b").rows
    assert row.events == ("event/b-release", "event/a-arrest")
    assert row.gaps == (("event/b-release", "event/a-arrest", 0, 0),)
