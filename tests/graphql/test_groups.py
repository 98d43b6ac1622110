"""Groups of a list count what listing it whole and counting by hand would."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.graphql.answering import Response

    Data = Callable[..., Any]


def counts(groups: list[dict[str, Any]]) -> dict[tuple[Any, ...], int]:
    return {tuple(key["value"] for key in group["keys"]): group["count"] for group in groups}


def test_groups_count_all_that_the_list_has_whatever_the_page(data: Data) -> None:
    found = data("""{
        events(first: 1, where: {modality: {eq: actual}}) { groups(by: ["kind", "date.year"], first: 1000) {
            count keys { by value item { uid } } } }
        all: events(first: 1000, where: {modality: {eq: actual}}) {
            nodes { uid kind date { edtf earliest latest } outcomes actors { nodes { uid name } } } }
    }""")
    events = found["all"]["nodes"]
    groups = found["events"]["groups"]
    assert counts(groups) == Counter((event["kind"], year(event["date"])) for event in events)
    assert [group["count"] for group in groups] == sorted((group["count"] for group in groups), reverse=True)
    assert [key["by"] for key in groups[0]["keys"]] == ["kind", "date.year"]


def year(date: dict[str, Any] | None) -> str | None:
    if date is None:
        return None
    first, last = (day and day[:4] for day in (date["earliest"], date["latest"]))
    return first if first == last else f"[{first or ''}..{last or ''}]"


def test_what_has_several_values_counts_in_each_group(data: Data) -> None:
    found = data("""{
        events { outcomes: groups(by: ["outcomes"], first: 1000) { count keys { value } }
                 actors: groups(by: ["actors"], first: 1000) { count keys { value item { __typename name } } } }
        all: events(first: 1000) { nodes { uid outcomes actors { nodes { uid name } } } }
    }""")
    events = found["all"]["nodes"]
    outcomes = Counter(outcome for event in events for outcome in event["outcomes"] or [None])
    assert counts(found["events"]["outcomes"]) == {(outcome,): number for outcome, number in outcomes.items()}
    actors = Counter(uid for event in events for uid in {actor["uid"] for actor in event["actors"]["nodes"]} or {None})
    assert counts(found["events"]["actors"]) == {(uid,): number for uid, number in actors.items()}
    names = {actor["uid"]: actor["name"] for event in events for actor in event["actors"]["nodes"]}
    for group in found["events"]["actors"]:
        (key,) = group["keys"]
        assert (key["item"] and key["item"]["name"]) == names.get(key["value"])


def test_links_edges_and_claims_are_grouped_where_they_stand(data: Data) -> None:
    found = data("""{ person(uid: "person/yuri-kastsiuk") {
        subjectOf { edges { role } groups(by: ["edge.role"]) { count keys { value } } }
        claims(first: 1000) { nodes { source { uid } standing } groups(by: ["source", "standing"]) {
            count keys { value } } }
    } }""")["person"]
    roles = Counter((edge["role"],) for edge in found["subjectOf"]["edges"])
    assert counts(found["subjectOf"]["groups"]) == roles
    said = Counter((claim["source"]["uid"], claim["standing"]) for claim in found["claims"]["nodes"])
    assert counts(found["claims"]["groups"]) == said


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (["knd"], "did you mean 'kind'"),
        (["date.yaer"], "did you mean 'year'"),
        (["kind.year"], "no 'year'"),
        (["actors.nme"], "did you mean 'name'"),
        (["inBreachOf.onEvnt.kind"], "no 'onEvnt'"),
        (["edge.role"], "no 'edge'"),
        (["", "a"], "no ''"),
        ([], "from 1 to 4"),
        (["kind"] * 5, "from 1 to 4"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest(ask: Callable[..., Response], by: list[str], words: str) -> None:
    found = ask("query ($by: [String!]!) { events { groups(by: $by) { count } } }", by=by)
    told = found.errors[0]
    assert told["extensions"]["code"] == "BAD_USER_INPUT"
    assert words in told["message"] + told["extensions"]["wayOut"]
