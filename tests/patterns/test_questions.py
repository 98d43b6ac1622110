"""What is asked beside the steps: until when it was known or recorded, in whose version, how well attested, of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.patterns import Question, match, read
from tests.patterns.test_constructs import told_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.engine import Engine
    from graph.patterns import Answer

    Told = Callable[..., Engine]


def cited(source: str, standing: str = "documented") -> str:
    return f"{{source: source/{source}, locator: page 1, standing: {standing}}}"


SOURCES = """
sources:
- {uid: source/early, name: Early, published: 2022-06}
- {uid: source/late, name: Late, published: 2023-06}
- {uid: source/undated, name: Undated}
"""
ARREST = {"id": "a", "kind": "arrest"}


def arrests(**said: str) -> str:
    """Return an arrest for each name, of which something more is said."""
    return "".join(
        f"- {{uid: event/{name}, kind: arrest, date: 2022-05-01, subject: person/a, {more}}}\n"
        for name, more in said.items()
    )


def asked(
    graph: Engine, *steps: Mapping[str, object], subject: str = "Person", through: str = "", **question: Any
) -> Answer:
    data = {"name": "asked", "title": "Asked", "subject": subject, "steps": list(steps)}
    return match(graph, read(data | ({"through": through} if through else {})), Question(**question))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-05", ["certain | told", "possible unknown_field | nobody", "possible unknown_field | undated"]),
        (
            "2022",
            [
                "certain | early",
                "certain | told",
                "possible unknown_field | nobody",
                "possible unknown_field | undated",
            ],
        ),
        (
            "2023",
            [
                "certain | early",
                "certain | late",
                "certain | told",
                "possible unknown_field | nobody",
                "possible unknown_field | undated",
            ],
        ),
    ],
)
def test_only_what_was_known_by_a_day_counts(told: Told, day: str, expected: list[str]) -> None:
    """Published by then, or said to be known by then; where nothing tells, at most possible."""
    graph = told(
        arrests(
            early=f"sources: {cited('early')}",
            late=f"sources: {cited('late')}",
            told=f"known_from: 2022-05-02, sources: {cited('late')}",
            undated=f"sources: {cited('undated')}",
            nobody="note: nobody is cited",
        ),
        SOURCES,
    )
    assert sorted(told_of(asked(graph, ARREST, known_by=day))) == expected


def test_what_was_recorded_by_an_import_is_asked_as_it_was(told: Told) -> None:
    told(arrests(one=f"sources: {cited('early')}"), SOURCES)
    graph = told(arrests(two=f"sources: {cited('early')}"), SOURCES)
    batches = [
        row["uid"] for row in graph.read(lambda unit: unit.run("MATCH (b:Batch) RETURN b.uid AS uid ORDER BY b.number"))
    ]
    answers = [told_of(asked(graph, ARREST, recorded_by=batch)) for batch in batches]
    assert answers[-2:] == [["certain | one"], ["certain | two"]]
    assert told_of(asked(graph, ARREST)) == ["certain | two"]


VERSIONS = """
- uid: event/a
  kind: arrest
  subject: person/a
  sources: {source: source/one, locator: page 2, standing: documented}
  date:
  - {value: 2022-05-01, by: person/a, sources: {source: source/one, locator: page 1, standing: alleged}}
  - {value: 2022-05-04, by: person/b, sources: {source: source/two, locator: page 1, standing: documented}}
- {uid: event/c, kind: charge, date: 2022-05-05, subject: person/a,
   sources: {source: source/one, locator: page 3, standing: documented}}
"""
CHARGED = ({"id": "a", "kind": "arrest"}, {"id": "c", "kind": "charge"})


@pytest.mark.parametrize(
    ("question", "date", "gap", "under"),
    [
        ({"by": "person/a"}, "2022-05-01", "4 days", ("person/a",)),
        ({"by": "person/b"}, "2022-05-04", "1 day", ("person/b",)),
        ({"standing": "documented"}, "2022-05-04", "1 day", ("person/b",)),
        ({}, "2022-05-04", "1 to 4 days", ("person/a", "person/b")),
    ],
)
def test_a_version_has_its_own_date_gap_and_citations(
    told: Told, question: dict[str, str], date: str, gap: str, under: tuple[str, ...]
) -> None:
    (found,) = asked(told(VERSIONS), *CHARGED, **question).matches
    assert found.time == "certain"
    assert found.events[0].date == date
    assert [str(each) for each in found.gaps] == [gap]
    assert found.under == under
    assert {place.by for event in found.events for place in event.citations} == {"", *under}


def test_what_only_another_party_says_is_not_of_a_version(told: Told) -> None:
    said = {"mine": "[{value: 2022-05-01, by: person/a}]", "theirs": "[{value: 2022-05-01, by: person/b}]"}
    events = (
        f"- {{uid: event/{name}, kind: arrest, date: {date}, subject: person/a}}\n"
        for name, date in {**said, "unsigned": "2022-05-01"}.items()
    )
    graph = told("".join(events))
    assert told_of(asked(graph, ARREST, by="person/a")) == ["certain | mine", "certain | unsigned"]


def test_what_stands_less_well_than_asked_does_not_count(told: Told) -> None:
    graph = told(
        arrests(
            **{standing: f"sources: {cited('one', standing)}" for standing in ("documented", "reported", "alleged")}
        )
    )
    assert told_of(asked(graph, ARREST, standing="reported")) == ["certain | documented", "certain | reported"]
    assert [each.standing for each in asked(graph, ARREST, standing="documented").matches] == ["documented"]


OTHERS = """
- {uid: event/s, kind: search, date: 2022-05-01, subject: organization/o, actors: agency/g, at: place/p}
- {uid: event/t, kind: search, date: 2022-05-09, subject: organization/o, actors: {uid: agency/g, role: ordered}}
- {uid: event/a, kind: arrest, date: 2022-05-03, subject: person/a, actors: agency/g, at: place/p}
"""
THINGS = """
organizations: [{uid: organization/o, name: O}]
agencies: [{uid: agency/g, name: G}]
places: [{uid: place/p, name: P}]
"""
SEARCHED = ({"id": "s", "kind": "search"}, {"id": "a", "kind": ["arrest", "search"]})


@pytest.mark.parametrize(
    ("subject", "through", "steps", "expected"),
    [
        ("Organization", "", SEARCHED, {"organization/o": ["certain | s t"]}),
        ("Agency", "actors", SEARCHED, {"agency/g": ["certain | s a", "certain | s t"]}),
        ("Place", "at", SEARCHED, {"place/p": ["certain | s a"]}),
        (
            "Agency",
            "actors",
            ({"id": "s", "kind": "search", "actors": {"role": "ordered"}},),
            {"agency/g": ["certain | t"]},
        ),
        (
            "Agency",
            "actors",
            (
                {"id": "s", "kind": "search"},
                {"id": "a", "kind": "arrest", "absent": True},
                {"id": "t", "kind": "search"},
            ),
            {},
        ),
    ],
)
def test_others_than_persons_have_histories(
    told: Told, subject: str, through: str, steps: tuple[Mapping[str, object], ...], expected: dict[str, list[str]]
) -> None:
    answer = asked(told(OTHERS, THINGS), *steps, subject=subject, through=through)
    assert {uid: told_of(answer) for uid in {each.uid for each in answer.matches}} == expected
