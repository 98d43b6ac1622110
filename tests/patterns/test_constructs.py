"""Each construct of the pattern language on a history small enough to be judged by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from graph.errors import InputRefused
from graph.patterns import library, matching
from graph.patterns.language import reading
from graph.problems import Place, Problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.patterns.answer import Answer
    from graph.patterns.language.model import Pattern
    from graph.patterns.matches import Match

    Told = Callable[..., Engine]


def asked(graph: Engine, text: str, **given: object) -> Answer:
    """Return what a pattern finds; its head is made up unless it is written."""
    said: dict[str, Any] = {"name": "asked", "title": "Asked"} | yaml.safe_load(text)
    pattern = reading.read(said, Problems(lambda _at, _key: Place("asked.yaml")), given, library.pattern)
    return matching.match(graph, pattern)


def told_of(answer: Answer) -> list[str]:
    """Return each match as text: certainty, reasons, and the events of each step by their last part."""
    return [f"{each.time} {' '.join(each.because)}".strip() + f" | {steps_of(each)}" for each in answer.matches]


def steps_of(match: Match) -> str:
    named = ((step, ",".join(event.uid.removeprefix("event/") for event in step.events)) for step in match.steps)
    return " ".join(events or step.state for step, events in named)


def history(*events: str) -> str:
    """Return events from texts like `r release 2022-05-01 ground=migration`."""
    lines = []
    for event in events:
        uid, kind, *more = event.split()
        said = {"kind": kind, "subject": "person/a"}
        if more and "=" not in more[0]:
            said["date"] = f'"{more.pop(0)}"'
        said |= dict(each.split("=", 1) for each in more)
        lines.append(f"- uid: event/{uid}\n" + "".join(f"  {name}: {value}\n" for name, value in said.items()))
    return "".join(lines)


CASES = {
    "one event has several outcomes": (
        ("a appeal 2022-05-01 outcomes=[refused,not_heard]", "b appeal 2022-05-02 outcomes=[refused]"),
        "steps: [{id: a, kind: appeal, outcomes: refused, any_of: [{id: w, outcomes: not_heard}]}]",
        ["certain | a"],
    ),
    "an optional step is filled whenever an event fits": (
        ("r release 2022-05-01", "h hearing 2022-05-02", "a arrest 2022-05-03"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, optional: true}, {id: a, kind: arrest}]",
        ["certain | r h a"],
    ),
    "without one that fits, the optional step stays unfilled": (
        ("r release 2022-05-01", "h hearing 2022-05-04", "a arrest 2022-05-03"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, optional: true}, {id: a, kind: arrest}]",
        ["certain | r unfilled a"],
    ),
    "where it is open whether one fits, both are possible": (
        ("r release 2022-05-01", "h hearing [2022-05-02..2022-05-04]", "a arrest 2022-05-03"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, optional: true}, {id: a, kind: arrest}]",
        ["possible time | r h a", "possible time | r unfilled a"],
    ),
    "a run is all that fits between its neighbours": (
        (
            "r release 2022-05-01",
            "h hearing 2022-05-02",
            "i hearing 2022-05-04",
            "j hearing 2022-05-09",
            "a arrest 2022-05-08",
        ),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, repeat: {min: 2}}, {id: a, kind: arrest}]",
        ["certain | r h,i a"],
    ),
    "a run with too few or too many events is none": (
        ("r release 2022-05-01", "h hearing 2022-05-02", "i hearing 2022-05-04", "a arrest 2022-05-08"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, repeat: {min: 1, max: 1}}, {id: a, kind: arrest}]",
        [],
    ),
    "each cuts a run where the gap is too long": (
        ("h hearing 2022-05-02", "i hearing 2022-05-04", "j hearing 2022-05-20"),
        "steps: [{id: h, kind: hearing, repeat: {min: 1, each: P7D}}]",
        ["certain | h,i", "certain | j"],
    ),
    "an absence is certain if no world has the event there": (
        ("r release 2022-05-01", "h hearing 2022-05-09", "a arrest 2022-05-03"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, absent: true}, {id: a, kind: arrest}]",
        ["certain | r absent a"],
    ),
    "an absence is possible if some world has none there": (
        ("r release 2022-05-01", "h hearing [2022-05-02,2022-05-09]", "a arrest 2022-05-03"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, absent: true}, {id: a, kind: arrest}]",
        ["possible time | r absent a"],
    ),
    "an absence fails if every world has the event there": (
        ("r release 2022-05-01", "h hearing 2022-05-02", "a arrest 2022-05-03"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, absent: true}, {id: a, kind: arrest}]",
        [],
    ),
    "the last absence ends before a date": (
        ("a arrest 2022-05-03", "r release 2022-07-01"),
        "steps: [{id: a, kind: arrest}, {id: r, kind: release, absent: true, before: 2022-07-01}]",
        ["certain | a absent"],
    ),
    "the first alternative that fits is named": (
        ("a arrest 2022-05-03 ground=overstay",),
        "steps: [{id: a, kind: arrest, any_of: [{id: b, ground: border_regime}, {id: m, ground: migration}]}]",
        ["certain | a"],
    ),
    "an empty field fills no step": (
        ("a arrest 2022-05-03",),
        "steps: [{id: a, kind: arrest, ground: migration}]",
        [],
    ),
    "an empty field makes a possible match where that is asked for": (
        ("a arrest 2022-05-03",),
        "steps: [{id: a, kind: arrest, ground: migration, unknown: possible}]",
        ["possible unknown_field | a"],
    ),
    "what is negated is left out, and an empty field is not known to differ": (
        ("a arrest 2022-05-03 ground=overstay", "b arrest 2022-05-04 ground=extremism", "c arrest 2022-05-05"),
        "steps: [{id: a, kind: arrest, not: {ground: migration}}]",
        ["certain | b"],
    ),
    "max_span bounds first to last": (
        ("r release 2022-05-01", "a arrest 2022-05-03", "x extradition 2022-06-30"),
        "{max_span: P1M, steps: [{id: r, kind: release}, {id: a, kind: arrest}, {id: x, kind: handover}]}",
        [],
    ),
    "until ends the search": (
        ("r release 2022-05-01", "f flight 2022-05-02", "a arrest 2022-05-03"),
        "{until: {kind: flight}, steps: [{id: r, kind: release}, {id: a, kind: arrest}]}",
        [],
    ),
    "a run in last place is cut where the search ends": (
        ("r release 2022-05-01", "h hearing 2022-05-02", "f flight 2022-05-03", "i hearing 2022-05-04"),
        "{until: {kind: flight}, steps: [{id: r, kind: release}, {id: h, kind: hearing, repeat: {min: 1}}]}",
        ["certain | r h"],
    ),
    "a bound counts from a named step": (
        ("r release 2022-05-01", "h hearing 2022-05-20", "a arrest 2022-05-24"),
        "steps: [{id: r, kind: release}, {id: h}, {id: a, kind: arrest, within: {after: r, length: P7D}}]",
        [],
    ),
    "one per subject is the earliest": (
        ("r release 2022-05-01", "s release 2022-06-01"),
        "{one_per: subject, steps: [{id: r, kind: release}]}",
        ["certain | r"],
    ),
    "a date is a filter": (
        ("r release 2022-05-01", "s release 2022-06-01", "t release 2022"),
        "steps: [{id: r, kind: release, date: 2022-05}]",
        ["possible time | t", "certain | r"],
    ),
    "a parameter has a default": (
        ("r release 2022-05-01", "a arrest 2022-05-03"),
        "{parameters: {window: P1D}, steps: [{id: r, kind: release}, {id: a, kind: arrest, within: $window}]}",
        [],
    ),
    "a named pattern is a step": (
        (
            "r release 2022-05-01",
            "a arrest 2022-05-03 ground=migration",
            "x extradition 2022-06-30",
            "c conviction 2023",
        ),
        "steps: [{id: taken, pattern: migration-rearrest}, {id: c, kind: conviction}]",
        ["certain | r a x c"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_construct_means_what_it_says(told: Told, case: str) -> None:
    events, pattern, expected = CASES[case]
    assert told_of(asked(told(history(*events)), pattern)) == expected


NEVER = {
    "kind: arrest, ground: migration, any_of: [{id: w, ground: extremism}]": "steps[0].ground",
    "kind: appeal, outcomes: refused, not: {outcomes: [refused, upheld]}": "steps[0].not",
}
PERHAPS = (
    "kind: appeal, outcomes: [refused, upheld], not: {outcomes: refused}",
    "kind: appeal, outcomes: refused, any_of: [{id: w, outcomes: upheld}]",
)


def of_step(step: str) -> Pattern:
    said = {"name": "asked", "title": "Asked"} | yaml.safe_load(f"steps: [{{id: s, {step}}}]")
    return reading.read(said, Problems(lambda _at, _key: Place("asked.yaml")))


@pytest.mark.parametrize("step", NEVER)
def test_what_no_event_can_be_is_refused(step: str) -> None:
    with pytest.raises(InputRefused) as refused:
        of_step(step)
    assert [each.field for each in refused.value.problems] == [NEVER[step]]


@pytest.mark.parametrize("step", PERHAPS)
def test_what_an_event_of_several_outcomes_can_be_is_not_refused(step: str) -> None:
    assert of_step(step).steps
