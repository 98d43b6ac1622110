"""Who may not see something gets, to every question, the answer of a graph that doesn't have it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from api.graphql.answering import Request, answer
from api.graphql.context import Context
from graph.access import ALL, PUBLIC
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import ATTITUDE, Claim
from graph.queries import statement
from graph.queries.selection import Everything, Listing, Page, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine
    from graph.unit import Unit

CITED = {"source": "source/s", "locator": "1", "standing": "documented"}
KIND = Claim("event/a", "kind", "arrest", **CITED)
OPEN = (
    Claim("source/s", "name", "S"),
    Claim("person/a", "name", "A.B.", **CITED),
    Claim("person/b", "name", "B", **CITED),
    Claim("place/x", "name", "X", **CITED),
    KIND,
    Claim("event/a", "date", "2022-05", **CITED),
    Claim("event/a", "subject", target="person/a", role="target", **CITED),
    Claim("event/b", "kind", "release", **CITED),
    Claim("event/b", "subject", target="person/b", role="target", **CITED),
)
CLOSED = (
    Claim("person/a", "real_name", "Hidden", **CITED),
    Claim("person/a", "birth_date", "1990", **CITED, sensitivity="restricted"),
    Claim("person/a", "name", "A. Hidden", source="source/t", standing="documented", sensitivity="restricted"),
    Claim("person/a", "lives_in", target="place/x", **CITED, sensitivity="secret"),
    Claim("person/c", "name", "Hidden", **CITED, sensitivity="secret"),
    Claim("source/t", "name", "Hidden", sensitivity="restricted"),
    Claim("event/a", "date", "2021", source="source/t", standing="documented", sensitivity="restricted"),
    Claim("event/a", "subject", target="person/c", role="victim", **CITED, sensitivity="restricted"),
    Claim("event/a", "ground", "migration", **CITED, sensitivity="secret"),
    Claim("event/c", "kind", "handover", **CITED, sensitivity="restricted"),
    Claim("event/c", "subject", target="person/b", role="target", **CITED, sensitivity="restricted"),
    Claim("event/b", "follows", target="event/c", **CITED, sensitivity="restricted"),
    Claim(KIND.uid, ATTITUDE, "denies", by="person/b", sensitivity="restricted"),
)
PERSONS = """totalCount nodes { uid name realName otherNames birthDate { edtf earliest latest } conflicts
  citations { source { uid name } locator standing says by { uid } quotedIn { uid } }
  livesIn { totalCount nodes { uid } } subjectOf(orderBy: [{by: date}]) { totalCount edges { cursor role standing
    citations { source { uid } says } claims { totalCount nodes { uid } } node { uid kind } } pageInfo { hasNextPage } }
  claims { totalCount nodes { uid field value role source { uid } target { uid } by { uid }
    attitudes { totalCount nodes { value } } } } } pageInfo { hasNextPage endCursor }"""
EVENTS = """totalCount nodes { uid kind ground date { edtf earliest latest } conflicts
  subject { totalCount nodes { uid } } follows { totalCount } followedBy { totalCount }
  claims { totalCount nodes { uid attitudes { totalCount } } } }"""
ASKED = [
    f"{{ persons {{ {PERSONS} }} }}",
    f"{{ persons(first: 1, orderBy: [{{by: birthDate, nulls: FIRST}}, {{by: realName}}]) {{ {PERSONS} }} }}",
    "{ persons(orderBy: [{by: name, direction: DESC}]) { edges { cursor node { uid } } } }",
    '{ persons(where: {realName: {contains: "hid"}}) { totalCount } }',
    "{ persons(where: {realName: {isNull: true}, birthDate: {isNull: true}}) { nodes { uid } } }",
    "{ persons(where: {livesIn: {some: {}}}) { totalCount } }",
    "{ persons(where: {livesIn: {none: {}}}) { nodes { uid } } }",
    "{ persons(where: {subjectOf: {count: {gt: 1}}}) { totalCount } }",
    '{ persons(where: {anyClaim: {value: {contains: "Hidden"}}}) { totalCount } }',
    '{ persons(where: {anyClaim: {field: {in: ["birth_date", "real_name", "lives_in"]}}}) { totalCount } }',
    f"{{ events {{ {EVENTS} }} }}",
    '{ events(where: {date: {certainlyWithin: "2022-05"}}) { totalCount } }',
    '{ events(where: {subject: {every: {node: {uid: {eq: "person/a"}}}}}) { nodes { uid } } }',
    "{ places { nodes { uid residents { totalCount nodes { uid } } } } sources { totalCount nodes { uid name } } }",
    '{ nodes(ids: ["person/a", "person/c", "event/c", "source/t"]) { id ... on Entity { name } } }',
    '{ person(uid: "person/c") { uid } }',
]


def answers(engine: Engine, level: str) -> list[str]:
    context = Context(engine, level)  # type: ignore[arg-type]
    return [json.dumps(answer(Request(query), context).as_json()) for query in ASKED]


def test_a_reader_is_answered_as_if_what_is_hidden_were_not_there(graph: Engine) -> None:
    batches.load(graph, [Dataset("open", "1", OPEN)])
    without = answers(graph, PUBLIC)
    assert not any("errors" in each for each in without)
    batches.load(graph, [Dataset("closed", "1", CLOSED)])
    for asked, before, after in zip(ASKED, without, answers(graph, PUBLIC), strict=True):
        assert after == before, asked
    everything = answers(graph, ALL)
    assert "Hidden" in everything[0]
    assert sum(seen == hidden for seen, hidden in zip(everything, without, strict=True)) < 3


def test_the_first_hidden_value_of_a_graph_is_hidden_from_who_asked_before_it_came(graph: Engine) -> None:
    query, context = Request("{ persons { totalCount nodes { name birthDate { edtf } } } }"), Context(graph, PUBLIC)
    batches.load(graph, [Dataset("open", "1", OPEN)])
    before = answer(query, context)
    assert before.data
    batches.load(graph, [Dataset("closed", "1", CLOSED)])
    statement._known[graph] = frozenset()  # as a server knows the columns of a graph that never hid anything
    assert answer(query, context) == before


def steps(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from steps(child)


def test_what_may_be_hidden_is_looked_up_after_all_is_read(graph: Engine) -> None:
    asked = [Everything("Person", Listing(Page(10), fields=(Value("name"),)))]
    made = statement._written(asked, PUBLIC, frozenset())

    def planned(unit: Unit) -> Any:
        return unit._transaction.run(f"EXPLAIN {made.text}", made.parameters).consume().plan

    plan = graph.read(planned)
    while "ProcedureCall" not in (step := plan["operatorType"]) and len(plan["children"]) == 1:
        plan = plan["children"][0]
    read, then = (list(steps(child)) for child in plan["children"])
    assert step.startswith("Apply")
    assert "ProcedureCall" in then
    assert "ProcedureCall" not in read


def test_rival_claims_are_listed_for_readers_of_everything(graph: Engine) -> None:
    query = Request("{ conflicts { field } }")
    assert answer(query, Context(graph, PUBLIC)).errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert answer(query, Context(graph, ALL)).errors == ()


def test_hidden_claims_are_no_nodes(graph: Engine) -> None:
    batches.load(graph, [Dataset("open", "1", OPEN), Dataset("closed", "1", CLOSED)])
    for claim in CLOSED:
        query = "query ($id: ID!) { node(id: $id) { id } }"
        seen = [answer(Request(query, {"id": claim.uid}), Context(graph, level)).data for level in (PUBLIC, ALL)]
        assert seen == [{"node": None}, {"node": {"id": claim.uid}}], claim


def test_claims_that_nobody_makes_any_more_are_no_nodes(graph: Engine) -> None:
    batches.load(graph, [Dataset("open", "1", OPEN)])
    batches.load(graph, [Dataset("open", "2", OPEN[:1])])
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    found = answer(Request(query, {"ids": [OPEN[0].uid, KIND.uid]}), Context(graph, ALL)).data
    assert found == {"nodes": [{"id": OPEN[0].uid}, None]}
