"""Whatever is wrong with an operation is told in the answer, with a code; nothing is hinted at, nothing breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from api.graphql.answering import Request, answer
from api.graphql.context import Context
from api.graphql.limits import ALIASES, COST, DEEPEST
from graph.access import ALL
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import Claim

if TYPE_CHECKING:
    from graph.engine import Engine

INVALID, REFUSED, TOO_MUCH = "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "LIMIT_EXCEEDED"
LISTS = "subjectOf { nodes { subject { nodes {"

DEEP = f"{{ persons {{ nodes {{ {LISTS * 12} name {'} } } }' * 12} }} }} }}"
MANY = "{ persons(first: 1000) { nodes { subjectOf(first: 1000) { nodes { at(first: 2) { nodes { uid } } } } } } }"
WRONG = {
    "syntax": ("{ persons {", "GRAPHQL_PARSE_FAILED", "Expected Name"),
    "nothing": (" ", "GRAPHQL_PARSE_FAILED", "Unexpected <EOF>"),
    "empty": ("", "GRAPHQL_PARSE_FAILED", "no operation"),
    "field": ("{ persons { nodes { nam } } }", INVALID, "Did you mean 'name'"),
    "filter": ('{ persons(where: {nam: {eq: "x"}}) { totalCount } }', INVALID, "Did you mean 'name'"),
    "operator": ('{ persons(where: {name: {equals: "x"}}) { totalCount } }', INVALID, "unknown field 'equals'"),
    "term": ("{ events(where: {kind: {eq: arest}}) { totalCount } }", INVALID, "Did you mean the enum value 'arrest'"),
    "type": ("{ persons(first: true) { totalCount } }", INVALID, "Int cannot represent"),
    "null in a list": ("{ persons(where: {uid: {in: [null]}}) { totalCount } }", INVALID, "not to be None"),
    "null": ("{ persons(where: {name: {eq: null}}) { totalCount } }", REFUSED, "eq is null"),
    "null filter": ("{ persons(where: {name: null}) { totalCount } }", REFUSED, "name is null"),
    "null quantifier": ("{ persons(where: {subjectOf: {some: null}}) { totalCount } }", REFUSED, "some is null"),
    "variable": ("query ($uid: String!) { person(uid: $uid) { name } }", INVALID, "to be provided"),
    "negative": ("{ persons(first: -1) { totalCount } }", REFUSED, "first is -1"),
    "too large": ("{ persons(last: 1001) { totalCount } }", REFUSED, "last is 1001"),
    "both": ("{ persons(first: 1, last: 1) { totalCount } }", REFUSED, "first and last"),
    "no cursor": ('{ persons(after: "x") { totalCount } }', REFUSED, "not one of this list"),
    "no date": ('{ events(where: {date: {certainlyBefore: "soon"}}) { totalCount } }', REFUSED, "EDTF"),
    "about": ('{ events { nodes { claims(about: "dates") { totalCount } } } }', REFUSED, "about 'dates'"),
    "circle": ("{ persons { ...A } } fragment A on PersonConnection { ...A }", INVALID, "Cannot spread fragment 'A'"),
    "several": ("query A { __typename } query B { __typename }", INVALID, "name of the one"),
    "aliases": (f"{{ {' '.join(f'a{n}: __typename' for n in range(ALIASES + 1))} }}", TOO_MUCH, "aliases"),
    "depth": (DEEP, TOO_MUCH, f"{DEEPEST} are allowed"),
    "cost": (MANY, TOO_MUCH, f"{COST:,}"),
    "tokens": (f"{{ {'__typename ' * 20_000} }}", "GRAPHQL_PARSE_FAILED", "tokens"),
    "nested": ("{ a " * 4_900, "GRAPHQL_PARSE_FAILED", ""),
    "long": (f"{{ __typename }} # {'x' * 600_000}", TOO_MUCH, "longer than"),
}


def test_the_deepest_operation_that_is_allowed_is_answered(graph: Engine) -> None:
    said = (
        Claim("person/a", "name", "A"),
        Claim("event/e", "date", "2022"),
        Claim("event/e", "subject", target="person/a", role="target"),
    )
    batches.load(graph, [Dataset("deep", "1", said)])
    lists, times = LISTS.replace(" {", "(first: 1) {").replace("nodes(first: 1)", "nodes"), (DEEPEST - 6) // 4
    last = "subjectOf(first: 1) { nodes { date { edtf } } }"
    query = f"{{ persons(first: 1) {{ nodes {{ {lists * times} {last} {'} } } }' * times} }} }} }}"
    found = answer(Request(query), Context(graph, ALL))
    assert not found.errors
    assert found.data
    (told,) = found.data["persons"]["nodes"]
    for _ in range(times):
        told = told["subjectOf"]["nodes"][0]["subject"]["nodes"][0]
    assert told == {"subjectOf": {"nodes": [{"date": {"edtf": "2022"}}]}}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_told(engine: Engine, wrong: str) -> None:
    query, code, words = WRONG[wrong]
    found = answer(Request(query), Context(engine, ALL))
    assert found.errors[0]["extensions"]["code"] == code
    assert words in found.errors[0]["message"] + found.errors[0]["extensions"].get("wayOut", "")
    assert not found.data


def test_an_error_names_the_root_field_and_the_place(engine: Engine) -> None:
    query = """{ one: person(uid: "person/nobody") { name }
  two: person(uid: "person/nobody") { subjectOf(first: -1) { totalCount } } }"""
    found = answer(Request(query), Context(engine, ALL))
    assert found.data == {"one": None, "two": None}
    assert (found.errors[0]["path"], found.errors[0]["locations"]) == (["two"], [{"line": 2, "column": 39}])


TEXTS = ("' OR 1=1 //", "`", "\\", "$p0", "}) RETURN 1 //", "\u202e", "𝔸🦊", "*?[](){}^$.|+", "a\x00b")


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_never_read_as_cypher_or_as_an_expression(engine: Engine, text: str) -> None:
    query = """query ($text: String!) { persons(where: {or: [
        {name: {eq: $text}}, {name: {contains: $text}}, {name: {startsWith: $text}}, {otherNames: {endsWith: $text}},
        {uid: {in: [$text]}}, {name: {matches: $text}}, {anyClaim: {locator: {contains: $text}}}]}) { totalCount } }"""
    found = answer(Request(query, {"text": text}), Context(engine, ALL))
    assert found.errors == ()
    assert found.data is not None


def test_many_values_are_one_parameter(engine: Engine) -> None:
    query = "query ($uids: [String!]!) { persons(where: {uid: {in: $uids}}) { totalCount } }"
    variables: dict[str, Any] = {"uids": [f"person/p{n}" for n in range(20_000)]}
    found = answer(Request(query, variables), Context(engine, ALL))
    assert found.errors == ()
