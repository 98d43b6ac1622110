"""Search finds by every name in every spelling, tells what matched, and nothing of what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from api.graphql.answering import Request, answer
from api.graphql.context import Context
from graph.access import ALL, PUBLIC
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import Claim
from graph.items import search
from graph.names import readings, sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine

SEARCH = """query ($text: String!, $of: [NodeClass!], $first: Int) { search(text: $text, ofClass: $of, first: $first) {
  item { uid name ... on Person { citizenOf { nodes { uid } } } } likeness matched { field text likeness } } }"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Юрий Костюк", "Юрый Касцюк"),
        ("Юрий Костюк", "Yuri Kastsiuk"),
        ("Владимир Сергеевич", "Uladzimir Siarheevich"),
        ("Вячеслав", "Viachaslau"),
        ("Гродно", "Hrodna"),
        ("Лукашенко", "Łukašenka".replace("Ł", "L")),
        ("Дмитрий", "Dzmitry"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert list(map(sound, readings(one))) == list(map(sound, readings(other)))


@pytest.mark.parametrize(
    "text", ["Юрий Костюк", "Юрый Касцюк", "yuri kastsiuk", "KASTSIUK", "Kastsuk", "Kostyuk Yuriy"]
)
def test_a_person_is_found_first_by_any_spelling(data: Callable[..., Any], text: str) -> None:
    found = data(SEARCH, text=text, of=["Person"])["search"]
    assert found[0]["item"]["uid"] == "person/yuri-kastsiuk"
    assert found[0]["item"]["citizenOf"]["nodes"] == [{"uid": "state/by"}]
    assert found[0]["matched"][0]["likeness"] == found[0]["likeness"]
    assert [hit["likeness"] for hit in found] == sorted((hit["likeness"] for hit in found), reverse=True)


def test_abbreviations_and_numbers_are_names(data: Callable[..., Any]) -> None:
    assert data(SEARCH, text="ФСБ")["search"][0]["item"]["uid"] == "agency/ru-fsb"
    found = data(SEARCH, text="18.8", of=["LegalArticle"])["search"]
    assert {"field": "number", "text": "18.8", "likeness": 1.0} in [name for hit in found for name in hit["matched"]]


@pytest.mark.parametrize(
    "text",
    ["", " ", "*:*", "name:[* TO *]", "NOT a", "((((", '"', "\\", "a~ AND b^9", "/.*/", "𝔸🦊", "x" * 300, "\x00"],
)
def test_the_index_has_a_language_that_text_doesnt_speak(shipped: Engine, text: str) -> None:
    found = answer(Request(SEARCH, {"text": text}), Context(shipped, ALL))
    assert found.errors == ()
    assert found.data
    wanted = readings(text)
    assert all(hit["likeness"] >= 0.5 for hit in found.data["search"])
    assert wanted or found.data["search"] == []


@pytest.mark.parametrize("asked", [{"text": "x" * 1001}, {"text": "a", "first": -1}, {"text": "a", "first": 101}])
def test_too_much_is_refused(shipped: Engine, asked: dict[str, Any]) -> None:
    found = answer(Request(SEARCH, asked), Context(shipped, ALL))
    assert found.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert found.errors[0]["path"] == ["search"]


def test_rival_names_are_found_and_hidden_ones_only_by_who_may_see_them(graph: Engine) -> None:
    claims = (
        Claim("person/a", "name", "Anna", standing="documented"),
        Claim("person/a", "name", "Hanna", standing="alleged"),
        Claim("person/b", "pseudonym", "B.C."),
        Claim("person/b", "real_name", "Barys Closed"),
        Claim("person/c", "name", "Closed", sensitivity="secret"),
        Claim("person/d", "name", "Open"),
        Claim("person/d", "other_names", "Closed", sensitivity="restricted"),
    )
    batches.load(graph, [Dataset("d", "1", claims)])

    def found(text: str, level: Any) -> list[str]:
        return [hit.uid for hit in search.search(graph, text, level)]

    assert found("Ганна", PUBLIC) == ["person/a"]
    assert found("closed", PUBLIC) == []
    assert found("closed", "restricted") == ["person/d", "person/b"]
    assert found("closed", ALL) == ["person/c", "person/d", "person/b"]
    assert found("b.c.", PUBLIC) == ["person/b"]
    batches.load(graph, [Dataset("d", "2", claims[-1:])])
    assert found("Anna", ALL) == []
