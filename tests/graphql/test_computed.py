"""Computed answers: the same as the command line gives, with the graph's own items in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from api.graphql import limits
from api.graphql.answering import Request, answer
from api.graphql.computed import matching
from api.graphql.context import Context
from graph.access import ALL
from graph.checks import figures
from graph.items import provenance
from graph.patterns import library, pages
from graph.patterns.matching import match
from graph.patterns.near_misses.explaining import explain
from graph.patterns.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.graphql.answering import Response
    from graph.engine import Engine
    from graph.patterns.answer import Answer
    from graph.patterns.language.model import Pattern

    Ask = Callable[..., Response]
    Data = Callable[..., Any]

UNASKED = Question()
MATCH = """query ($name: String, $pattern: Data, $with: Data, $known: String, $by: String) {
  match(name: $name, pattern: $pattern, with: $with, knownBy: $known, by: $by, nearMisses: true) {
    pattern clocks { known_by: knownBy happened_by: happenedBy recorded_by: recordedBy } counts { certain possible }
    matches { ...Told steps { step state alternative events { uid kind date
      citations { source { uid } locator standing by { uid } } event { uid kind } } } }
    near_misses: nearMisses { subject { uid } failed { step condition by known_instead: knownInstead } }
    inconsistent { uid } undecided { uid } } }
  fragment Told on Match { subject { uid name __typename } time because standing under { uid }
    gaps { from to min_days: minDays max_days: maxDays } }"""


def plain(found: dict[str, Any]) -> dict[str, Any]:
    """What `handover match --format json` has of a match, from what GraphQL has."""
    events = [
        (
            step["step"],
            step["state"],
            each["uid"],
            each["kind"],
            each["date"],
            each["event"],
            _places(each["citations"]),
        )
        for step in found["steps"]
        for each in step["events"]
    ]
    subject = (found["subject"]["uid"], found["subject"]["name"])
    return {name: found[name] for name in ("time", "because", "standing", "gaps")} | {
        "events": events,
        "subject": subject,
        "under": [each["uid"] for each in found["under"]],
    }


def _places(citations: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (each["source"]["uid"], each["locator"], each["standing"], each["by"] and each["by"]["uid"])
        for each in citations
    ]


def expected(told: dict[str, Any]) -> dict[str, Any]:
    events = [
        (
            *(step["step"], step["state"], each["uid"], each["kind"], each["date"]),
            {"uid": each["uid"], "kind": each["kind"]},
            [(at["source"], at["locator"], at["standing"], at["by"] or None) for at in each["citations"]],
        )
        for step in told["steps"]
        for each in step["events"]
    ]
    subject = (told["subject"]["uid"], told["subject"]["name"])
    return {name: told[name] for name in ("time", "because", "standing", "gaps", "under")} | {
        "events": events,
        "subject": subject,
    }


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Match each question once, whoever asks: the command line, and GraphQL in both its ways."""
    known: dict[tuple[str, Question, bool], Answer] = {}

    def matched(engine: Engine, pattern: Pattern, asked: Question = UNASKED, *, near_misses: bool = False) -> Answer:
        key = pattern.name, asked, near_misses
        if key not in known:
            known[key] = match(engine, pattern, asked, near_misses=near_misses)
        return known[key]

    monkeypatch.setattr(matching, "match", matched)
    return matched


@pytest.mark.parametrize("name", library.names())
def test_a_pattern_matches_whom_it_matches_elsewhere(
    data: Data, shipped: Engine, once: Callable[..., Answer], name: str
) -> None:
    told = once(shipped, library.pattern(name), near_misses=True).as_json()
    found = data(MATCH, name=name)["match"]
    assert [plain(each) for each in found["matches"]] == [expected(each) for each in told["matches"]]
    assert found["counts"] == told["counts"]
    assert found["clocks"] == told["clocks"]
    assert [each["subject"]["uid"] for each in found["near_misses"]] == [
        each["subject"]["uid"] for each in told["near_misses"]
    ]
    subjects = {each["subject"]["__typename"] for each in found["matches"]}
    assert subjects == ({library.pattern(name).subject} if found["matches"] else set())


def test_a_pattern_may_stand_in_the_operation_and_be_asked_with_clocks(data: Data, shipped: Engine) -> None:
    pattern = {"name": "x", "title": "X", "subject": "Person", "steps": [{"id": "end", "kind": "handover"}]}
    found = data(MATCH, pattern=pattern, known="2022-07")["match"]
    told = match(shipped, library.pattern("migration-rearrest"), Question(known_by="2022-07")).as_json()
    assert found["clocks"] == told["clocks"]
    assert 0 < len(found["matches"]) < len(data(MATCH, pattern=pattern)["match"]["matches"])


def test_a_first_page_has_the_counts_of_all(data: Data, shipped: Engine) -> None:
    whole = match(shipped, library.pattern("migration-rearrest"), near_misses=True)
    query = """{ match(name: "migration-rearrest", nearMisses: true, first: 1) { totalCount counts { certain possible }
      matches { subject { uid } } nearMisses { subject { uid } } } }"""
    found = data(query)["match"]
    assert found["totalCount"] == len(whole.matches) > 1
    assert found["counts"] == whole.as_json()["counts"]
    assert found["matches"] == [{"subject": {"uid": whole.matches[0].uid}}]
    assert found["nearMisses"] == [{"subject": {"uid": near.match.uid}} for near in (whole.near_misses or ())[:1]]


def test_figures_are_those_of_all_matches(data: Data, shipped: Engine) -> None:
    query = """query ($name: String, $certain: Boolean) { match(name: $name, certain: $certain, first: 1) { statistics {
      groups { by key { column item { uid } value } matches { certain possible } subjects { certain possible } }
      gaps { from to time min_days: minDays max_days: maxDays unbounded exact inexact quartiles }
      funnel { step subjects { certain possible } undecided } } } }"""
    for certain in (False, True):
        answered = match(shipped, library.pattern("removed-despite-interim-measures"), statistics=True)
        told = (answered.only_certain() if certain else answered).as_json()["statistics"]
        found = data(query, name="removed-despite-interim-measures", certain=certain)["match"]["statistics"]
        assert (found["gaps"], found["funnel"]) == (told["gaps"], told["funnel"])
        groups: dict[str, list[dict[str, Any]]] = {name: [] for name in told["counts"]}
        for group in found["groups"]:
            key = {each["column"]: (each["item"] and each["item"]["uid"]) or each["value"] for each in group["key"]}
            groups[group["by"]].append(key | {name: group[name] for name in ("matches", "subjects")})
        assert groups == {name: [_by_uid(group) for group in groups] for name, groups in told["counts"].items()}


def _by_uid(group: dict[str, Any]) -> dict[str, Any]:
    return {name: part["uid"] if isinstance(part, dict) and "uid" in part else part for name, part in group.items()}


EXPLAIN = """query ($uid: String) { match(name: "migration-rearrest", explain: $uid) { explanation {
  subject { uid } verdict steps { step absent considered { uid kind date fits event { uid }
    failed { step condition by knownInstead } citations { locator } } } } } }"""


@pytest.mark.parametrize("uid", ["person/vyacheslav-lapa", "person/yana-pinchuk", "person/sergei-nepogoda"])
def test_an_explanation_is_that_of_the_command_line(data: Data, shipped: Engine, uid: str) -> None:
    told = explain(shipped, library.pattern("migration-rearrest"), uid).as_json()
    found = data(EXPLAIN, uid=uid)["match"]["explanation"]
    assert (found["subject"]["uid"], found["verdict"]) == (uid, told["verdict"])
    for step, other in zip(found["steps"], told["considered"], strict=True):
        assert (step["step"], step["absent"]) == (other["step"], other["absent"])
        for each, known in zip(step["considered"], other["considered"], strict=True):
            assert each["event"] == {"uid": each["uid"]}
            assert [each[name] for name in ("uid", "kind", "date", "fits")] == [
                known[name] for name in ("uid", "kind", "date", "fits")
            ]
            assert [failed["condition"] for failed in each["failed"]] == [one["condition"] for one in known["failed"]]
            assert [at["locator"] for at in each["citations"]] == [at["locator"] for at in known["citations"]]


def test_nothing_is_explained_unless_asked_for_and_of_nobody_there_is_not(data: Data, ask: Ask) -> None:
    assert data(EXPLAIN)["match"] == {"explanation": None}
    (error,) = ask(EXPLAIN, uid="person/pinchuk").errors
    assert error["extensions"]["wayOut"] == "did you mean 'person/yana-pinchuk'?"


def test_of_a_first_page_nothing_is_counted_that_nobody_selects(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(pages, "count")
    assert len(data('{ match(name: "migration-rearrest", first: 1) { matches { time } } }')["match"]["matches"]) == 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"name": "abductions"}, "did you mean 'abduction'"),
        ({}, "by `name` or by `pattern`"),
        ({"name": "abduction", "pattern": {}}, "by `name` or by `pattern`"),
        ({"pattern": {"name": "x", "title": "X", "steps": [{"id": "a", "knd": "arrest"}]}}, "did you mean 'kind'"),
        ({"name": "abduction", "known": "soon"}, "EDTF"),
        ({"name": "abduction", "by": "nobody"}, "a uid"),
    ],
)
def test_what_cant_be_matched_is_told(ask: Ask, asked: dict[str, Any], words: str) -> None:
    found = ask(MATCH, **asked)
    assert found.data is None
    assert found.errors[0]["path"] == ["match"]
    assert words in found.errors[0]["message"] + found.errors[0]["extensions"].get("wayOut", "")


def test_all_that_is_wrong_with_a_pattern_is_told_for_programs_too(ask: Ask) -> None:
    pattern = {"name": "x", "title": "X", "steps": [{"id": "a", "knd": "arrest"}, {"id": "b", "kind": "arest"}]}
    (error,) = ask(MATCH, pattern=pattern).errors
    told = [(each["field"], each["value"], each["suggestion"]) for each in error["extensions"]["problems"]]
    assert told == [("steps[0].knd", "", "did you mean 'kind'?"), ("steps[1].kind", "arest", "did you mean 'arrest'?")]
    assert all(each["expected"] and each["place"] for each in error["extensions"]["problems"])


def test_rival_claims(data: Data, shipped: Engine) -> None:
    found = data("{ conflicts { item { uid } field claims { uid value } } }")["conflicts"]
    assert [(each["item"]["uid"], each["field"], [claim["uid"] for claim in each["claims"]]) for each in found] == [
        (each.uid, each.field, [claim.uid for claim in each.claims]) for each in provenance.conflicts(shipped)
    ]


def test_stated_figures(data: Data, shipped: Engine) -> None:
    found = data("""{ figureChecks { figure { uid value } shortBy named { certain { uid } possible { uid } }
        parts { breakdown figures { uid } makes addsUp } contradictions } }""")["figureChecks"]
    told = [each.as_json() for each in figures.check(shipped)]
    assert [(each["figure"]["uid"], each["shortBy"], each["contradictions"]) for each in found] == [
        (each["uid"], each["short_by"], each["contradictions"]) for each in told
    ]
    named = [each["named"] and [uid["uid"] for uid in each["named"]["certain"]] for each in found]
    assert named == [each["named"] and [one["uid"] for one in each["named"]["certain"]] for each in told]


def test_patterns_that_ship(data: Data) -> None:
    found = data("{ patterns { name title means steps } }")["patterns"]
    assert tuple(each["name"] for each in found) == library.names()
    assert all(each["steps"] for each in found)


def test_what_is_asked_of_items_in_an_answer_costs_for_each_of_them(shipped: Engine) -> None:
    query = """query ($first: Int) { search(text: "Kastsiuk", first: $first) {
      item { claims(first: 1000) { nodes { attitudes(first: 900) { nodes { uid } } } } } } }"""
    one, three = (answer(Request(query, {"first": first}), Context(shipped, ALL)) for first in (1, 3))
    assert one.errors == ()
    assert three.errors[0]["extensions"]["code"] == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("asked", ["{ check { text } }", "{ figureChecks { shortBy } }", "{ conflicts { field } }"])
def test_what_takes_many_statements_ends_with_its_time(ask: Ask, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    assert ask(asked).errors == ()
    monkeypatch.setattr(limits, "SECONDS", -1)
    (found,) = ask(asked).errors
    assert (found["path"], found["extensions"]["code"]) == ([asked.split()[1]], "TIMEOUT")
    assert found["extensions"]["wayOut"]
