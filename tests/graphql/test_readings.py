"""A text that comes again with other variables: what was read of it the first time must not decide the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from api.graphql import readings
from api.graphql.answering import Request, answer
from api.graphql.context import Context
from graph.access import ALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine

LISTS = """
query ($first: Int, $kind: EventKinds, $without: Boolean = false) {
  persons(first: 3) { nodes { ...Told subjectOf(first: $first, where: {kind: {eq: $kind}}) { nodes { ...Event } } } }
}
fragment Told on Person { uid name @skip(if: $without) }
fragment Event on Event { uid actors { nodes { uid ...Again } } }
fragment Again on Actor { subjectOf(first: $first) { totalCount nodes { uid } } }
"""
ASKED: list[dict[str, Any]] = [
    {"first": 2, "kind": "arrest"},
    {"first": 1, "kind": "arrest"},
    {"first": 1, "kind": "handover", "without": True},
    {"first": 0},
]


def test_variables_decide_wherever_they_stand(data: Callable[..., Any]) -> None:
    found = [data(LISTS, **said) for said in (*ASKED, *reversed(ASKED))]
    assert found[: len(ASKED)] == found[len(ASKED) :][::-1]
    assert len({str(each) for each in found}) == len(ASKED)


def test_one_text_part_that_leads_to_two_classes_is_read_for_each(data: Callable[..., Any]) -> None:
    query = """query ($uid: String!) { event(uid: $uid) { actors { nodes { ...A } } subject { nodes { ...A } } }
      persons(first: 1) { nodes { ...A } } }
      fragment A on Node { id ... on Person { name } ... on Agency { name } }"""
    assert data(query, uid="event/nothing") == data(query, uid="event/nothing")
    for uid in [each["uid"] for each in data("{ events(first: 5) { nodes { uid } } }")["events"]["nodes"]]:
        assert data(query, uid=uid)["event"]


NESTED = """query ($first: Int) { persons(first: $first) {
  nodes { subjectOf(first: 100) { nodes { actors(first: 50) { nodes { uid } } } } } } }"""


@pytest.mark.parametrize("before", [1, None])
def test_what_costs_too_much_is_told_at_the_same_place(shipped: Engine, before: int | None) -> None:
    readings._readings.cache_clear()
    if before is not None:
        assert answer(Request(NESTED, {"first": before}), Context(shipped, ALL)).errors == ()
    (error,) = answer(Request(NESTED, {"first": 1000}), Context(shipped, ALL)).errors
    assert (error["extensions"]["code"], error["locations"]) == ("LIMIT_EXCEEDED", [{"line": 2, "column": 43}])
    many = answer(Request(NESTED, {"first": 100}), Context(shipped, ALL))
    assert many.errors == ()
