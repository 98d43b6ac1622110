"""An explanation says of each event that was considered what keeps it from filling its step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from graph.errors import UsageError
from graph.patterns import library
from graph.patterns.language import reading
from graph.patterns.near_misses.explaining import explain
from graph.problems import Place, Problems
from tests.patterns.test_constructs import history

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.patterns.language.model import Pattern
    from graph.patterns.near_misses.explanation import Explanation, Weighed

    Told = Callable[..., Engine]

EVENTS = history(
    "r release 2022-05-01",
    "a arrest 2022-04-20 ground=migration",
    "b arrest 2022-05-20 ground=migration",
    "c arrest 2022-05-03 ground=extremism",
    "d arrest 2022-05-04",
    "h hearing 2022-05-21",
    "x extradition 2022-06-01",
)
PATTERN = """
until: {kind: flight}
steps:
- {id: r, kind: release, date: 2022-04}
- {id: a, kind: arrest, ground: migration, within: P7D}
- {id: h, kind: hearing, absent: true}
- {id: x, kind: handover}
"""


def pattern(text: str) -> Pattern:
    said = {"name": "asked", "title": "Asked"} | yaml.safe_load(text)
    return reading.read(said, Problems(lambda _at, _key: Place("asked.yaml")), None, library.pattern)


def weighed(explanation: Explanation) -> dict[str, list[str]]:
    """Return for each step the events, each with what it fails."""
    return {step.step: list(map(fails, step.considered)) for step in explanation.steps}


def fails(weighed: Weighed) -> str:
    failed = (f"{each.condition}={each.by}={each.known_instead}" for each in weighed.failed)
    return " ".join([weighed.event.uid.removeprefix("event/"), *failed])


def test_each_event_is_held_against_its_step_and_the_steps_before(told_graph: Engine) -> None:
    said = explain(told_graph, pattern(PATTERN.replace(", date: 2022-04", "")), "person/a")
    # Both the bound and the absence would have to give way.
    assert said.verdict == "no match"
    assert weighed(said) == {
        "r": ["r"],
        "a": [
            "a order=None=2022-04-20, not after event/r",
            "c ground=None=extremism",
            "d ground=not stated=",
            "b within P7D=12=19 days after event/r",
        ],
        "h": ["h earlier steps=None="],
        "x": ["x earlier steps=None="],
        "(until)": [],
    }
    assert [step.absent for step in said.steps] == [False, False, True, False, True]


def test_a_date_is_off_by_days(told_graph: Engine) -> None:
    said = weighed(explain(told_graph, pattern(PATTERN), "person/a"))
    assert said["r"] == ["r date=1=2022-05-01"]


def test_what_fits_fails_nothing(told_graph: Engine) -> None:
    said = explain(
        told_graph, pattern("steps: [{id: r, kind: release}, {id: a, kind: arrest, within: P2D}]"), "person/a"
    )
    assert said.verdict == "certain"
    assert weighed(said)["a"] == [
        "a order=None=2022-04-20, not after event/r",
        "c",
        "d within P2D=1=3 days after event/r",
        "b within P2D=17=19 days after event/r",
    ]


def test_somebody_without_events_is_explained(told_graph: Engine) -> None:
    said = explain(told_graph, pattern(PATTERN), "person/b")
    assert (said.verdict, weighed(said)) == ("no match", {"r": [], "a": [], "h": [], "x": [], "(until)": []})


@pytest.mark.parametrize(("uid", "said"), [("person/A", "did you mean 'person/a'"), ("state/by", "each Person")])
def test_whom_nobody_knows_is_refused(told_graph: Engine, uid: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        explain(told_graph, pattern(PATTERN), uid)


@pytest.fixture
def told_graph(told: Told) -> Engine:
    return told(EVENTS)
