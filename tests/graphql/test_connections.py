"""Every list is a Relay connection: paged both ways while others are at work, nothing is lost or doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from graphql import GraphQLObjectType, get_named_type

from api.graphql.answering import Request, answer
from api.graphql.context import Context
from api.graphql.schema import schema
from graph.access import ALL
from graph.changes import batches, undoing
from graph.changes.batches import Dataset
from graph.claims.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.engine import Engine

SIZE = 9
PAGE = "totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
BUSY = ("person/yuri-kastsiuk", "event/kastsiuk-handover", "state/by", "agency/ru-fsb", "source/mhg-cac-report")


def connections(of: str) -> list[str]:
    """The fields of a type that are lists with pages."""
    made = schema()._schema.type_map[of]
    assert isinstance(made, GraphQLObjectType)
    return [name for name, field in made.fields.items() if str(get_named_type(field.type)).endswith("Connection")]


class Lists:
    """Some lists, all paged by one operation at a time."""

    def __init__(self, engine: Engine, item: str) -> None:
        self.engine, self.item = engine, item
        found = answer(Request("query ($id: ID!) { node(id: $id) { __typename } }", {"id": item}), Context(engine, ALL))
        self.type = found.data["node"]["__typename"] if item and found.data else "Query"
        self.names = connections(self.type)

    def pages(self, asked: dict[str, str]) -> dict[str, Any]:
        fields = " ".join(f"{name}({said}) {{ {PAGE} }}" for name, said in asked.items())
        query = (
            f'{{ node(id: "{self.item}") {{ ... on {self.type} {{ {fields} }} }} }}' if self.item else f"{{ {fields} }}"
        )
        found = answer(Request(query), Context(self.engine, ALL))
        assert found.errors == ()
        assert found.data is not None
        return dict(found.data["node"] if self.item else found.data)

    def walked(self, *, back: bool, meanwhile: Callable[[], None]) -> dict[str, list[str]]:
        """The ids of each list, page by page; something happens after the first pages."""
        rows: dict[str, list[str]] = {name: [] for name in self.names}
        asked = dict.fromkeys(self.names, f"{'last' if back else 'first'}: {SIZE}")
        for number in range(200):
            found = self.pages(asked)
            if number == 0:
                meanwhile()
            for name, page in found.items():
                some = [edge["node"]["id"] for edge in page["edges"]]
                rows[name] = some + rows[name] if back else rows[name] + some
            on = {name: page["pageInfo"] for name, page in found.items()}
            asked = {
                name: f'last: {SIZE}, before: "{info["startCursor"]}"'
                if back
                else f'first: {SIZE}, after: "{info["endCursor"]}"'
                for name, info in on.items()
                if info["hasPreviousPage" if back else "hasNextPage"]
            }
            if not asked:
                return rows
        raise AssertionError(list(asked))


@pytest.fixture
def inserting(shipped: Engine) -> Iterator[Callable[[], None]]:
    """Add items that stand before, among and after all others, and links to them; they are taken back at the end."""
    uids = [f"event/{letter}-inserted" for letter in "akmz"]
    claims = [Claim(f"person/{letter}-inserted", "name", letter) for letter in "akmz"]
    for uid in uids:
        claims += [Claim(uid, "kind", "arrest"), Claim(uid, "subject", target="person/yuri-kastsiuk", role="target")]
        claims += [Claim(uid, "actors", target="agency/ru-fsb", role="ordered"), Claim(uid, "to", target="state/by")]
        claims += [Claim("event/kastsiuk-handover", "follows", target=uid)]
    done: list[str] = []

    def insert() -> None:
        if not done:
            done.append(batches.load(shipped, [Dataset("inserted", "1", tuple(claims))])[0].batch)

    yield insert
    for batch in done:
        undoing.undo(shipped, batch)


@pytest.mark.parametrize("item", ["", *BUSY])
def test_pages_make_the_whole_list_whatever_is_inserted(
    shipped: Engine, inserting: Callable[[], None], item: str
) -> None:
    lists = Lists(shipped, item)
    assert lists.names
    whole = lists.pages(dict.fromkeys(lists.names, "first: 1000"))
    expected = {name: [edge["node"]["id"] for edge in page["edges"]] for name, page in whole.items()}
    for name, page in whole.items():
        assert not page["pageInfo"]["hasPreviousPage"]
        if page["totalCount"] <= 1000:
            assert (len(expected[name]), page["pageInfo"]["hasNextPage"]) == (page["totalCount"], False)
    for back in (False, True):
        walked = lists.walked(back=back, meanwhile=inserting)
        for name, rows in walked.items():
            known = set(expected[name])
            assert [uid for uid in rows if uid in known] == expected[name], (item, name, back)
            assert item or len(rows) == len(set(rows)), (name, back)
