"""An item is shown with all that is said of it and leads to it, and who says each; nothing is invented or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.changes import batches, decisions
from graph.changes.batches import Dataset
from graph.claims.claim import ATTITUDE, Claim
from graph.errors import UsageError
from graph.items.item import Fact, Item, look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.engine import Engine

REPORT = {"source": "source/report", "locator": "section 1", "standing": "documented"}
LETTER = {"source": "source/letter", "locator": "page 2", "standing": "reported", "quoted_in": "source/report"}
GUESS = REPORT | {"standing": "inferred"}
DENIED = Claim("event/x", "actors", target="agency/a", role="carried_out", **REPORT)
CLAIMS = (
    Claim("source/report", "held", value=True),
    Claim("source/letter", "held", value=False),
    Claim("person/a", "name", "Ann", **REPORT),
    Claim("agency/a", "name", "An agency", **REPORT),
    Claim("event/x", "date", "2022-01-02", by="agency/a", **LETTER),
    Claim("event/x", "date", "2022-01-01", **REPORT),
    Claim("event/x", "kind", "arrest", **REPORT),
    Claim("event/x", "kind", "arrest", **LETTER),
    Claim("event/x", "outcomes", "pending", **REPORT),
    Claim("event/x", "outcomes", "declined", **REPORT),
    Claim("event/x", "subject", target="person/a", role="victim", **REPORT),
    DENIED,
    Claim(DENIED.uid, ATTITUDE, "denies", by="agency/a", **LETTER),
    Claim("event/y", "kind", "release", **REPORT),
    Claim("event/y", "modality", "feared", **REPORT),
    Claim("event/y", "follows", target="event/x", qualifiers='{"gap": "P1D"}', **GUESS),
    Claim("event/y", "follows", target="event/x", qualifiers='{"gap": "P2D"}', **REPORT),
)


@pytest.fixture
def case(graph: Engine) -> Engine:
    batches.load(graph, [Dataset("d", "1", CLAIMS)])
    return graph


def item(engine: Engine, uid: str) -> Item:
    (found,) = look(engine, [uid])
    return found


def said(facts: Iterable[Fact], field: str) -> list[tuple[object, bool]]:
    return [(fact.claims[0].value or fact.end.uid, fact.shown) for fact in facts if fact.field == field]


def test_rivals_stand_beside_the_shown_value_and_several_values_are_no_rivals(case: Engine) -> None:
    event = item(case, "event/x")
    assert said(event.facts, "date") == [("2022-01-01", True), ("2022-01-02", False)]
    assert {value for value, shown in said(event.facts, "outcomes") if shown} == {"pending", "declined"}
    assert event.conflicts == ("date",)


def test_every_place_that_says_a_thing_is_cited(case: Engine) -> None:
    (kind,) = [fact for fact in item(case, "event/x").facts if fact.field == "kind"]
    assert {(claim.source, claim.locator, claim.quoted_in) for claim in kind.claims} == {
        ("source/report", "section 1", ""),
        ("source/letter", "page 2", "source/report"),
    }


def test_an_attitude_stands_with_what_it_is_taken_to(case: Engine) -> None:
    held = {fact.field: [(a.by, a.value, a.source) for a in fact.attitudes] for fact in item(case, "event/x").facts}
    assert held.pop("actors") == [("agency/a", "denies", "source/letter")]
    assert not any(held.values())


def test_a_link_is_read_from_both_ends(case: Engine) -> None:
    (subject,) = [fact for fact in item(case, "event/x").facts if fact.field == "subject"]
    (of,) = [fact for fact in item(case, "person/a").facts if fact.inward]
    assert (subject.end.uid, subject.end.name, subject.claims[0].role) == ("person/a", "Ann", "victim")
    assert (of.field, of.end.uid, of.end.date, of.claims) == ("subject_of", "event/x", "2022-01-01", subject.claims)


def test_a_link_that_is_told_in_two_ways_is_in_conflict(case: Engine) -> None:
    follows = [fact for fact in item(case, "event/y").facts if fact.field == "follows"]
    assert [(fact.claims[0].qualifiers, fact.shown) for fact in follows] == [
        ('{"gap": "P2D"}', True), ('{"gap": "P1D"}', False),
    ]  # fmt: skip


def test_the_other_end_says_that_it_never_happened(case: Engine) -> None:
    (later, _) = [fact for fact in item(case, "event/x").facts if fact.field == "followed_by"]
    assert (later.end.uid, later.end.modality) == ("event/y", "feared")


def test_an_item_is_found_by_any_uid_that_it_had(case: Engine) -> None:
    decisions.rename(case, "person/a", "person/ann", "her name")
    assert item(case, "person/a") == item(case, "person/ann")
    assert [fact.end.uid for fact in item(case, "event/x").facts if fact.field == "subject"] == ["person/ann"]
    assert [fact.end.uid for fact in item(case, "person/ann").facts if fact.inward] == ["event/x"]


def test_of_an_unknown_uid_the_nearest_is_told(case: Engine) -> None:
    with pytest.raises(UsageError) as refused:
        look(case, ["event/x", "agency/aa"])
    assert (refused.value.what, refused.value.way_out) == ("nothing is said of agency/aa", "did you mean 'agency/a'?")
