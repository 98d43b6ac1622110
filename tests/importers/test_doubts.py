"""Warnings tell what may be a slip, where it stands, and refuse nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from importers.doubts import NO_EVENT, NO_PLACE, NOT_USED, problems
from importers.load import gather

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = """
sources:
- {uid: source/a, name: A, published: 2022-03, sources: {source: source/a, standing: documented}}
- {uid: source/b, name: B, quoted_in: source/a}
- {uid: source/c, name: C, published: "[2022-03-10..]"}
"""
EVENTS = """
persons: [{uid: person/a, name: A}, {uid: person/b, name: B, relative_of: person/a}]
events:
- {uid: event/a, name: A, subject: person/a, at: place/x, date: 2022-03-01}
- {uid: event/b, name: B, to: state/by, date: [2022-02-27, 2022-02-28], follows: event/a}
"""


def told(folder: Path, *texts: str) -> list[str]:
    for number, text in enumerate(texts):
        (folder / f"{number}.yaml").write_text(text)
    found = problems(gather([folder]).doubts())
    assert {problem.severity for problem in found} <= {"warning"}
    return [f"{p.place.line}:{p.place.column} {p.field} {p.value}: {p.expected}" for p in found]


def test_an_event_without_place_is_told_if_it_happened(tmp_path: Path) -> None:
    text = """
events:
- {uid: event/a, name: A, at: place/x}
- {uid: event/b, name: B}
- {uid: event/c, name: C, from: state/by}
- {uid: event/d, name: D, modality: planned}
- {uid: event/e, name: E, modality: actual}
"""
    assert told(tmp_path, text) == [f"4:3 events[1] event/b: {NO_PLACE}", f"7:3 events[4] event/e: {NO_PLACE}"]


def test_a_person_in_no_event_of_all_files_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, EVENTS) == [
        f"2:37 persons[1] person/b: {NO_EVENT}",
        "5:47 events[1].date event/b: a date not before that of event/a, which it follows",
    ]
    elsewhere = "events: [{uid: event/c, name: C, at: place/x, actors: [person/b]}]"
    assert len(told(tmp_path, EVENTS, elsewhere)) == 1


def test_a_source_that_nothing_cites_or_speaks_of_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, SOURCES) == [f"4:3 sources[1] source/b: {NOT_USED}", f"5:3 sources[2] source/c: {NOT_USED}"]
    speaking = "organizations: [{uid: organization/a, name: A, sources: {source: source/c, standing: reported}}]"
    about = "events: [{uid: event/c, name: C, at: place/x, about: source/b}]"
    assert told(tmp_path, SOURCES, speaking, about) == []


@pytest.mark.parametrize(
    ("date", "follows", "impossible"),
    [
        ("2022-02-28", "event/a", "a date not before that of event/a, which it follows"),
        ("2022-03-01", "event/a", ""),
        ("2022", "event/a", ""),
        ("[2022-02-28, 2022-03-02]", "event/a", ""),
        ("2022-02-28", "event/unknown", ""),
        ("2022-04-01", "event/a", "a date not after the publication of source/a, which tells it"),
        ("2022-03-31", "event/a", ""),
        ("2022-03-28~", "event/a", ""),
    ],
)
def test_a_date_that_leaves_no_day_is_told(date: str, follows: str, impossible: str, tmp_path: Path) -> None:
    event = f"""
- uid: event/c
  at: place/x
  date: "{date}"
  follows: {follows}
  sources: {{source: source/a, standing: documented}}
"""
    text = EVENTS.replace("follows: event/a", "note: x").replace("person/b, name: B", "person/b, name: B, note: x")
    found = [line for line in told(tmp_path, SOURCES, text + event.lstrip()) if "event/c" in line]
    assert found == ([f"8:9 events[2].date event/c: {impossible}"] if impossible else [])


def test_orders_in_a_circle_are_told_once_each(tmp_path: Path) -> None:
    """Also where files tell it together, and where two orders oppose each other."""
    first = """
events:
- {uid: event/c, at: place/x, follows: event/a}
- {uid: event/a, at: place/x, follows: event/b}
- {uid: event/d, at: place/x, follows: [event/e, event/c]}
"""
    second = """
events:
- {uid: event/b, at: place/x, follows: event/c}
- {uid: event/e, at: place/x, follows: event/d}
"""
    expected = "orders that don't go round in a circle, as {} does"
    assert told(tmp_path, first, second) == [
        f"4:40 events[1].follows event/a: {expected.format('event/a follows event/b follows event/c follows event/a')}",
        f"5:40 events[2].follows event/d: {expected.format('event/d follows event/e follows event/d')}",
    ]


def test_what_is_planned_may_lie_after_the_text(tmp_path: Path) -> None:
    planned = """
events:
- {uid: event/c, name: C, modality: planned, date: 2023, sources: {source: source/a, standing: documented}}
"""
    assert [line for line in told(tmp_path, SOURCES, planned) if "event/c" in line] == []
