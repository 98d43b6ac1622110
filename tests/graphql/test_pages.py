"""Every page of every list, forwards and backwards, while rows come and go: none is lost, none comes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from api.graphql.answering import Request, answer
from api.graphql.context import Context
from graph.access import ALL
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine

EVENTS = [(n, f"event/e{n:02}", None if n % 4 == 0 else f"2022-0{n % 5 + 1}") for n in range(23)]
ORDERS = [
    [],
    [{"by": "date", "nulls": "FIRST"}],
    [{"by": "date", "direction": "DESC", "nulls": "FIRST"}],
    [{"by": "kind", "direction": "DESC"}, {"by": "date", "nulls": "FIRST"}, {"by": "name", "direction": "DESC"}],
]

ROOT = """query ($order: [EventOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  list: events(orderBy: $order, first: $first, after: $after, last: $last, before: $before) {
    totalCount edges { cursor node { uid } } nodes { uid }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
LINKED = """query ($order: [EventOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  person(uid: "person/a") {
    list: subjectOf(orderBy: $order, first: $first, after: $after, last: $last, before: $before) {
      totalCount edges { cursor role node { uid } } nodes { uid }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""


def claims(numbers: range) -> Iterator[Claim]:
    yield Claim("person/a", "name", "A")
    for n, uid, date in EVENTS[numbers.start : numbers.stop : numbers.step]:
        yield Claim(uid, "kind", ("arrest", "release")[n % 2])
        yield Claim(uid, "name", "same")
        yield Claim(uid, "subject", target="person/a", role="target")
        if n % 6 == 0:
            yield Claim(uid, "subject", target="person/a", role="victim")
        if date:
            yield Claim(uid, "date", date)


@pytest.fixture
def events(graph: Engine) -> Engine:
    batches.load(graph, [Dataset("even", "1", tuple(claims(range(0, 23, 2))))])
    return graph


def page(engine: Engine, query: str, **asked: Any) -> Any:
    found = answer(Request(query, asked), Context(engine, ALL))
    assert found.errors == ()
    assert found.data
    return found.data.get("list") or found.data["person"]["list"]


def walked(engine: Engine, query: str, order: Any, size: int, *, back: bool) -> list[tuple[Any, ...]]:
    """Every row, page by page; what is inserted meanwhile may be among them."""
    rows: list[tuple[Any, ...]] = []
    asked: dict[str, Any] = {"last": size} if back else {"first": size}
    while True:
        found = page(engine, query, order=order, **asked)
        some = [(edge["node"]["uid"], edge.get("role")) for edge in found["edges"]]
        assert [uid for uid, _ in some] == [node["uid"] for node in found["nodes"]]
        rows = some + rows if back else rows + some
        info = found["pageInfo"]
        assert info["startCursor"] == found["edges"][0]["cursor"]
        assert info["endCursor"] == found["edges"][-1]["cursor"]
        if not info["hasPreviousPage" if back else "hasNextPage"]:
            return rows
        asked |= {"before": info["startCursor"]} if back else {"after": info["endCursor"]}


def test_pages_forwards_and_backwards_make_the_whole_list(events: Engine) -> None:
    for query in (ROOT, LINKED):
        for order in ORDERS:
            whole = page(events, query, order=order, first=100)
            rows = [(edge["node"]["uid"], edge.get("role")) for edge in whole["edges"]]
            assert len(rows) == whole["totalCount"] == len(set(rows))
            assert walked(events, query, order, 6, back=False) == rows
            assert walked(events, query, order, 5, back=True) == rows


def test_nulls_stand_where_they_are_placed(events: Engine) -> None:
    def dates(**order: str) -> list[str | None]:
        query = "query ($order: [EventOrder!]) { events(orderBy: $order) { nodes { date { edtf } } } }"
        found = answer(Request(query, {"order": [{"by": "date", **order}]}), Context(events, ALL)).data
        assert found
        return [each["date"] and each["date"]["edtf"] for each in found["events"]["nodes"]]

    stated = sorted(date for _, _, date in EVENTS[::2] if date)
    unstated = [None] * (len(EVENTS[::2]) - len(stated))
    assert dates() == stated + unstated
    assert dates(nulls="FIRST") == unstated + stated
    assert dates(direction="DESC") == stated[::-1] + unstated
    assert dates(direction="DESC", nulls="FIRST") == unstated + stated[::-1]


def test_rows_that_come_between_pages_make_none_lost_and_none_double(events: Engine) -> None:
    order = [{"by": "date", "direction": "DESC"}]
    before = [(edge["node"]["uid"], None) for edge in page(events, ROOT, order=order, first=100)["edges"]]
    first = page(events, ROOT, order=order, first=3)
    batches.load(events, [Dataset("odd", "1", tuple(claims(range(1, 23, 2))))])
    seen = [edge["node"]["uid"] for edge in first["edges"]]
    while first["pageInfo"]["hasNextPage"]:
        first = page(events, ROOT, order=order, first=3, after=first["pageInfo"]["endCursor"])
        seen += [edge["node"]["uid"] for edge in first["edges"]]
    assert len(seen) == len(set(seen))
    assert [uid for uid in seen if (uid, None) in before] == [uid for uid, _ in before]


def test_a_cursor_belongs_to_its_list(events: Engine) -> None:
    cursor = page(events, ROOT, first=1)["pageInfo"]["endCursor"]
    for query, order in ((ROOT, [{"by": "date"}]), (LINKED, [])):
        asked = {"order": order, "after": cursor}
        found = answer(Request(query, asked), Context(events, ALL))
        assert "not one of this list" in found.errors[0]["message"]
    altered = cursor[:-2] + ("A" if cursor[-2] != "A" else "B") + cursor[-1]
    assert answer(Request(ROOT, {"after": altered}), Context(events, ALL)).errors
