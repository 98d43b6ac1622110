"""Timelines and paths: against what the shipped cases say, and against plain references on random graphs."""

from __future__ import annotations

import random
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Any

import pytest

from graph.access import ALL, PUBLIC
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import Claim
from graph.errors import UsageError
from graph.items import paths
from graph.items.paths import Asked
from graph.patterns import timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine

    Data = Callable[..., Any]


def test_a_timeline_puts_asserted_order_before_days(data: Data) -> None:
    found = data("""{ timeline(subject: "person/yuri-kastsiuk") {
        event { uid kind } roles earliest latest certain } }""")["timeline"]
    order = [entry["event"]["uid"] for entry in found]
    assert order.index("event/kastsiuk-release") + 1 == order.index("event/kastsiuk-rearrest")
    assert found[order.index("event/kastsiuk-rearrest")]["certain"]
    assert found[order.index("event/kastsiuk-handover")]["roles"] == ["victim"]
    assert not found[0]["certain"]
    assert data('{ timeline(subject: "person/nobody") { certain } }') == {"timeline": None}


def test_paths_tell_the_links_on_the_way_with_their_roles_and_claims(data: Data) -> None:
    found = data("""{ paths(from: "person/yuri-kastsiuk", to: "agency/by-kgb", first: 3) {
        length items { uid } steps { from { uid } to { uid } links { link backwards role standing claims { field } } }
    } }""")["paths"]
    assert [path["length"] for path in found] == [2, 3, 3]
    assert [item["uid"] for item in found[0]["items"]] == ["person/yuri-kastsiuk", "state/by", "agency/by-kgb"]
    assert found[0]["steps"][1]["links"][0]["backwards"]
    handover = next(step for path in found for step in path["steps"] if step["to"]["uid"] == "event/kastsiuk-handover")
    assert [(tie["link"], tie["backwards"], tie["role"]) for tie in handover["links"]] == [("subject", True, "victim")]
    assert {claim["field"] for claim in handover["links"][0]["claims"]} == {"subject"}


@pytest.mark.parametrize("asked", ["longest: 7", "first: 0", "longest: -1"])
def test_paths_are_bounded(ask: Callable[..., Any], asked: str) -> None:
    found = ask(f'{{ paths(from: "state/by", to: "state/ru", {asked}) {{ length }} }}')
    assert found.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"


PERSONS = [f"person/p{n}" for n in range(7)]


def relatives(seed: int) -> list[tuple[str, str]]:
    dice = random.Random(seed)  # noqa: S311  no secret
    return [pair for pair in permutations(PERSONS, 2) if dice.random() < 0.22]


@pytest.fixture
def random_links(graph: Engine, request: pytest.FixtureRequest) -> tuple[Engine, list[tuple[str, str]]]:
    pairs = relatives(request.param)
    named = [Claim(uid, "name", uid[-1].upper()) for uid in PERSONS]
    links = [Claim(one, "relative_of", target=other, role="relative") for one, other in pairs]
    batches.load(graph, [Dataset("d", "1", (*named, *links))])
    return graph, pairs


@pytest.mark.parametrize("random_links", range(4), indirect=True)
def test_paths_are_all_the_shortest_ones_that_pass_nothing_twice(
    random_links: tuple[Engine, list[tuple[str, str]]],
) -> None:
    engine, pairs = random_links
    linked = {frozenset(pair) for pair in pairs}
    inner = [way for number in range(4) for way in permutations(PERSONS[1:-1], number)]
    ways = [(PERSONS[0], *way, PERSONS[-1]) for way in inner]
    expected = sorted(
        (way for way in ways if all(frozenset(pair) in linked for pair in pairwise(way))),
        key=lambda way: (len(way), way),
    )
    found = paths.paths(engine, Asked(PERSONS[0], PERSONS[-1], longest=4, most=1000), ALL)
    assert [path.items for path in found] == expected
    for path in found:
        for (one, other), ties in zip(pairwise(path.items), path.ties, strict=True):
            assert {(tie.backwards) for tie in ties} == {
                (b, a) == (one, other) for a, b in pairs if {a, b} == {one, other}
            }
    avoided = paths.paths(engine, Asked(PERSONS[0], PERSONS[-1], 4, 1000, frozenset({PERSONS[1]})), ALL)
    assert [path.items for path in avoided] == [way for way in expected if PERSONS[1] not in way]


def test_no_path_leads_past_what_is_hidden(graph: Engine) -> None:
    said = (
        *(Claim(f"person/{uid}", "name", uid) for uid in "abc"),
        Claim("person/a", "relative_of", target="person/b", role="relative"),
        Claim("person/b", "relative_of", target="person/c", role="relative", sensitivity="restricted"),
        Claim("person/d", "name", "d", sensitivity="secret"),
        Claim("person/d", "relative_of", target="person/a", role="relative", sensitivity="secret"),
        Claim("person/d", "relative_of", target="person/c", role="relative", sensitivity="secret"),
    )
    batches.load(graph, [Dataset("d", "1", said)])

    def found(level: Any) -> list[tuple[str, ...]]:
        return [path.items for path in paths.paths(graph, Asked("person/a", "person/c"), level)]

    assert found(PUBLIC) == []
    assert found("restricted") == [("person/a", "person/b", "person/c")]
    assert len(found(ALL)) == 2
    assert timeline.timeline(graph, "person/d", PUBLIC) is None
    assert timeline.timeline(graph, "person/d", ALL) == []


def test_looking_around_ends(graph: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [Claim("state/x", "name", "X"), Claim("person/z", "name", "Z")]
    said += [Claim(f"person/p{n}", "citizen_of", target="state/x") for n in range(30)]
    batches.load(graph, [Dataset("d", "1", tuple(said))])
    monkeypatch.setattr(paths, "PAIRS", 20)
    with pytest.raises(UsageError, match="links lie around"):
        paths.paths(graph, Asked("person/p1", "person/z"), ALL)
    assert paths.paths(graph, Asked("person/p1", "person/z", avoid=frozenset({"state/x"})), ALL) == []


def test_a_circle_of_orders_still_makes_a_timeline(graph: Engine) -> None:
    said = [Claim("person/a", "name", "A")]
    for event, after, date in (("a", "c", "2022"), ("b", "a", "2021"), ("c", "b", None)):
        said.append(Claim(f"event/{event}", "kind", "arrest"))
        said.append(Claim(f"event/{event}", "subject", target="person/a", role="target"))
        said.append(Claim(f"event/{event}", "follows", target=f"event/{after}"))
        said += [Claim(f"event/{event}", "date", date)] if date else []
    batches.load(graph, [Dataset("d", "1", tuple(said))])
    found = timeline.timeline(graph, "person/a", ALL)
    assert found
    assert {entry.event for entry in found} == {"event/a", "event/b", "event/c"}
    assert not any(entry.certain for entry in found)
