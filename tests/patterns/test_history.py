"""Histories as the database tells them: what matches in every world, in some, in none, and what contradicts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.checks.consistency import inconsistent
from graph.patterns import matching
from graph.patterns.language import reading
from graph.problems import Place, Problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.patterns.matches import Match

    Told = Callable[..., Engine]


def matches(graph: Engine, *kinds: str, **bounds: str) -> tuple[Match, ...]:
    """Return each match of events of these kinds in a row."""
    steps: list[dict[str, Any]] = [{"id": kind, "kind": kind} for kind in kinds]
    steps[-1] |= bounds
    data = {"name": "row", "title": "Row", "subject": "Person", "steps": steps}
    pattern = reading.read(data, Problems(lambda _at, _key: Place("test")))
    return matching.match(graph, pattern).matches


def match(graph: Engine, *kinds: str, **bounds: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return subject, time and reasons of each match."""
    return [(each.uid, each.time, each.because) for each in matches(graph, *kinds, **bounds)]


def event(uid: str, kind: str, day: str = "", subject: str = "person/a", **more: str) -> str:
    """Return one event of a case file."""
    said = {"kind": kind, "subject": subject} | ({"date": f'"{day}"'} if day else {}) | more
    return f"- uid: event/{uid}\n" + "".join(f"  {name}: {value}\n" for name, value in said.items())


def contradictions(graph: Engine) -> dict[str, list[str]]:
    return {each.subject: [str(said) for said in each.contradiction] for each in inconsistent(graph)}


CERTAIN, POSSIBLE = ("person/a", "certain", ()), ("person/a", "possible", ("time",))


def test_two_events_of_one_day_stand_in_either_order(told: Told) -> None:
    graph = told(event("r", "release", "2022-05-01") + event("a", "arrest", "2022-05-01"))
    assert match(graph, "release", "arrest") == [POSSIBLE]
    assert match(graph, "arrest", "release") == [POSSIBLE]


def test_asserted_order_makes_one_day_certain(told: Told) -> None:
    graph = told(event("r", "release", "2022-05-01") + event("a", "arrest", "2022-05-01", follows="event/r"))
    assert match(graph, "release", "arrest") == [CERTAIN]
    assert match(graph, "arrest", "release") == []


def test_order_runs_through_an_event_of_somebody_else(told: Told) -> None:
    graph = told(
        event("r", "release", "2022-05-01")
        + event("x", "hearing", "", "person/b", follows="event/r")
        + event("a", "arrest", "2022-05-01", follows="event/x")
    )
    assert match(graph, "release", "arrest") == [CERTAIN]


def test_a_day_that_is_bounded_by_an_event_of_somebody_else(told: Told) -> None:
    graph = told(
        event("r", "release", "2022-05-01")
        + event("x", "hearing", "2022-05-02", "person/b")
        + event("a", "arrest", "", follows="event/x")
    )
    assert match(graph, "release", "arrest") == [CERTAIN]


def test_what_a_gap_leads_to_is_followed_both_ways(told: Told) -> None:
    """Another's hearing is a day before the arrest, so what comes after the hearing bounds the arrest too."""
    graph = told(
        event("x", "hearing", "", "person/b")
        + event("a", "arrest", "", follows="{uid: event/x, gap: P1D}")
        + event("y", "appeal", "2022-05-03", "person/b", follows="event/x")
        + event("r", "release", "2022-05-05")
    )
    assert match(graph, "arrest", "release") == [CERTAIN]
    assert match(graph, "release", "arrest") == []


def test_a_gap_ties_though_what_is_shown_of_the_order_has_none(told: Told) -> None:
    graph = told(
        event("x", "hearing", "", "person/b")
        + event("a", "arrest", "", follows="[{uid: event/x, standing: documented}, {uid: event/x, gap: P1D}]")
        + event("y", "appeal", "2022-05-03", "person/b", follows="event/x")
        + event("r", "release", "2022-05-05")
    )
    shown = "MATCH (:Event {uid: 'event/a'})-[f:FOLLOWS]->() RETURN f.gap AS gap, f.conflict AS conflict"
    assert graph.read(lambda unit: unit.run(shown)) == [{"gap": None, "conflict": True}]
    assert match(graph, "arrest", "release") == [CERTAIN]


def test_what_lies_beside_the_way_bears_on_nothing(told: Told) -> None:
    """What others did after a common beginning, and contradict themselves about, is not this subject's matter."""
    graph = told(
        "- {uid: event/common, kind: crackdown, date: 2022-04-01}\n"
        + event("r", "release", "2022-05-01", follows="event/common")
        + event("a", "arrest", "2022-05-01", follows="event/r")
        + event("x", "hearing", "2022-06-01", "person/b", follows="event/common")
        + event("y", "appeal", "2022-05-20", "person/b", follows="event/x")
    )
    assert match(graph, "release", "arrest") == [CERTAIN]
    assert set(contradictions(graph)) == {"person/b"}


def test_neither_step_by_step_certain_nor_possible(told: Told) -> None:
    graph = told(
        event("r", "release", "2022-05-05")
        + event("a", "arrest", "[2022-05-01..2022-05-10]")
        + event("h", "extradition", "2022-05-03")
    )
    assert match(graph, "release", "arrest") == [POSSIBLE]
    assert match(graph, "arrest", "extradition") == [POSSIBLE]
    assert match(graph, "release", "arrest", "extradition") == []


@pytest.mark.parametrize("mark", ["?", "%"])
def test_a_doubted_day_makes_at_most_possible(told: Told, mark: str) -> None:
    graph = told(event("r", "release", f"2022-05-01{mark}") + event("a", "arrest", "2022-06-01"))
    assert match(graph, "release", "arrest") == [POSSIBLE]


def test_rival_days_name_the_claims(told: Told) -> None:
    rivals = "[{value: 2022-04-30, sources: {source: source/one, standing: documented}}, 2022-06-02]"
    graph = told(event("r", "release", "2022-05-01") + event("a", "arrest", date=rivals))
    assert match(graph, "release", "arrest") == [("person/a", "possible", ("time", "claims"))]


def test_contradiction_is_reported_and_matches_nothing(told: Told) -> None:
    graph = told(
        event("r", "release", "2022-05-03", sources="{source: source/one, standing: documented}")
        + event("x", "hearing", "", "person/b", follows="event/r")
        + event("a", "arrest", "2022-05-01", follows="event/x", sources="{source: source/two, standing: reported}")
        + event("c", "charge", "2022-07-01", follows="event/a")
        + event("s", "search", "2022-04-01")
    )
    assert match(graph, "search", "charge") == []
    assert contradictions(graph)["person/a"] == [
        "event/a date 2022-05-01 (source/two)",
        "event/r date 2022-05-03 (source/one)",
        "event/a follows event/x (source/two)",
        "event/x follows event/r",
    ]


def test_circle_of_orders_contradicts_itself(told: Told) -> None:
    graph = told(
        event("r", "release", follows="event/c")
        + event("a", "arrest", follows="event/r")
        + event("c", "charge", follows="event/a")
        + event("s", "search", "2022-04-01")
    )
    found = contradictions(graph)["person/a"]
    assert found == ["event/a follows event/r", "event/c follows event/a", "event/r follows event/c"]


def test_orders_asserted_both_ways_count_for_nothing(told: Told) -> None:
    graph = told(
        event("r", "release", "2022-05", follows="event/a") + event("a", "arrest", "2022-05", follows="event/r")
    )
    assert match(graph, "release", "arrest") == [POSSIBLE]
    assert contradictions(graph) == {}


@pytest.mark.parametrize(
    ("attitude", "found"),
    [("denies", [POSSIBLE]), ("disputes", [POSSIBLE]), ("silent", [CERTAIN]), ("affirms", [CERTAIN])],
)
def test_an_order_that_a_party_denies_counts_for_nothing(
    told: Told, attitude: str, found: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    follows = f"{{uid: event/r, attitudes: [{{by: person/b, attitude: {attitude}}}]}}"
    graph = told(event("r", "release", "2022-05-01") + event("a", "arrest", "2022-05-01", follows=follows))
    assert match(graph, "release", "arrest") == found
    assert bool(match(graph, "arrest", "release")) is (found == [POSSIBLE])


def test_a_stated_gap_dates_what_has_no_date(told: Told) -> None:
    graph = told(event("r", "release", "2022-05-01") + event("a", "arrest", "", follows="{uid: event/r, gap: P2M}"))
    assert match(graph, "release", "arrest", at_least="P2M") == [CERTAIN]
    assert match(graph, "release", "arrest", within="P2M") == [POSSIBLE]
    assert match(graph, "release", "arrest", at_least="P3M") == []


def test_rival_gaps_force_nothing(told: Told) -> None:
    graph = told(
        event("r", "release", "2022-05-01")
        + event("a", "arrest", "2022-05-09", follows="[{uid: event/r, gap: P2M}, {uid: event/r, gap: P8D}]")
    )
    assert match(graph, "release", "arrest") == [CERTAIN]
    assert contradictions(graph) == {}


ONE, TWO = (f"{{source: source/{name}, standing: documented}}" for name in ("one", "two"))


@pytest.mark.parametrize(
    ("release", "arrest", "expected"),
    [
        ({"time": '"10:00"', "sources": ONE}, {"time": '"17:30"', "sources": ONE}, CERTAIN),
        ({"time": '"10:00"', "sources": ONE}, {"time": '"17:30"', "sources": TWO}, POSSIBLE),
        ({"time": '"10:00"', "sources": ONE}, {"time": '["17:30", "09:00"]', "sources": ONE}, POSSIBLE),
        (
            {"time": '"10:00"', "time_zone": "Europe/Minsk"},
            {"time": '"09:30"', "time_zone": "Europe/Warsaw"},
            CERTAIN,
        ),
        ({"time": '"10:00"', "time_zone": "Europe/Minsk"}, {"time": '"17:30"'}, POSSIBLE),
    ],
    ids=["one source", "two sources", "rival times", "two zones", "one zone not stated"],
)
def test_times_of_one_day(
    told: Told, release: dict[str, str], arrest: dict[str, str], expected: tuple[str, str, tuple[str, ...]]
) -> None:
    graph = told(event("r", "release", "2022-05-01", **release) + event("a", "arrest", "2022-05-01", **arrest))
    assert match(graph, "release", "arrest") == [expected]


def text(uid: str, **said: str) -> str:
    """Return one source of a case file."""
    return f"- {{uid: {uid}, name: Text" + "".join(f", {name}: {value}" for name, value in said.items()) + "}\n"


TEXT, OTHER_TEXT = ("{source: source/text, standing: reported}", "{source: source/other-text, standing: reported}")
UNDATED = "sources:\n" + text("source/text", retrieved="2024-11-24") + text("source/other-text")


@pytest.mark.parametrize(
    ("other", "expected"), [(TEXT, CERTAIN), (OTHER_TEXT, POSSIBLE)], ids=["one text", "two texts"]
)
def test_relative_dates_of_one_undated_text_keep_their_order(
    told: Told, other: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    graph = told(
        event("f", "flight", relative_date="3 months ago", sources=TEXT)
        + event("a", "arrest", relative_date="last month", sources=other),
        UNDATED,
    )
    assert match(graph, "flight", "arrest") == [expected]
    assert match(graph, "flight", "arrest", within="P4M") == [expected]


KAZIMIROV = (
    event("f", "flight", relative_date="last September", sources=TEXT)
    + event("a", "arrest", relative_date="in January", sources=TEXT)
    + event("d", "extradition_decision", relative_date="last month", sources=TEXT)
)


def test_a_dated_text_dates_what_it_tells_by_its_day(told: Told) -> None:
    graph = told(KAZIMIROV, "sources:\n" + text("source/text", published="2021-05"))
    assert match(graph, "flight", "arrest", "extradition_decision", within="P4M") == [CERTAIN]


def test_another_event_of_the_text_dates_it(told: Told) -> None:
    """Unknown, the text may be of an autumn, when last September was after January; then it is known to be of May."""
    graph = told(KAZIMIROV, UNDATED)
    assert match(graph, "flight", "arrest") == [POSSIBLE]
    graph = told(
        KAZIMIROV
        + event("x", "hearing", "2021-05-03", "person/b")
        + event("y", "appeal", "", "person/b", follows="{uid: event/x, gap: P1D}", relative_date="today", sources=TEXT),
        UNDATED,
    )
    assert match(graph, "flight", "arrest") == [CERTAIN]


def test_a_text_is_not_younger_than_its_copy(told: Told) -> None:
    graph = told(
        event("x", "release", "2024-12-01")
        + event("a", "arrest", relative_date="today", follows="event/x", sources=TEXT),
        UNDATED,
    )
    assert contradictions(graph)["person/a"] == [
        "event/a date today (source/text)",
        "event/x date 2024-12-01",
        "source/text written retrieved 2024-11-24",
        "event/a follows event/x (source/text)",
    ]


def test_an_order_that_counts_for_nothing_ties_nobody(told: Told) -> None:
    """What others contradict themselves about doesn't bear on a subject through an order that a party denies."""
    denied = "{uid: event/y, attitudes: [{by: person/b, attitude: denies}]}"
    graph = told(
        event("r", "release", "2022-05-01")
        + event("x", "hearing", "2022-07-01", "person/b")
        + event("y", "appeal", "2022-06-20", "person/b", follows="event/x")
        + event("a", "arrest", "2022-08-01", follows=denied)
    )
    assert set(contradictions(graph)) == {"person/b"}
    assert match(graph, "release", "arrest") == [CERTAIN]


@pytest.mark.parametrize(
    "day", [{"date": '"2022-05-02?"'}, {"relative_date": "today", "sources": TEXT}], ids=["date", "day of a text"]
)
def test_what_rests_on_a_doubted_day_of_somebody_else_is_at_most_possible(told: Told, day: dict[str, str]) -> None:
    graph = told(
        event("r", "release", "2022-05-01")
        + event("x", "hearing", "", "person/b", **day)
        + event("a", "arrest", "", follows="event/x"),
        "sources:\n" + text("source/text", published="2022-05-02?"),
    )
    assert match(graph, "release", "arrest") == [POSSIBLE]


@pytest.mark.parametrize("copy", ["retrieved", "republished"])
def test_a_doubted_copy_makes_what_its_text_tells_at_most_possible(told: Told, copy: str) -> None:
    graph = told(
        event("r", "release", relative_date="yesterday", sources=TEXT) + event("a", "arrest", "2024-11-25"),
        "sources:\n" + text("source/text", **{copy: '"2024-11-24?"'}),
    )
    assert match(graph, "release", "arrest") == [POSSIBLE]


@pytest.mark.parametrize("after", [{"relative_date": "3 days ago", "sources": OTHER_TEXT}, {}], ids=["text", "order"])
def test_a_gap_that_only_the_calendar_ends_is_not_told(told: Told, after: dict[str, str]) -> None:
    """Nothing bounds the day from above; what comes three days or a week after it doesn't either."""
    graph = told(
        event("r", "release", "2022-05-01")
        + event("a", "arrest", **after)
        + event("x", "hearing", follows="{uid: event/a, gap: P1W}"),
        UNDATED,
    )
    assert [(gap.min_days, gap.max_days) for found in matches(graph, "release", "arrest") for gap in found.gaps] == [
        (0, None)
    ]
