"""Who is one step short of a pattern, by what and by how much, on histories small enough to be judged by eye."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from graph.patterns import library, matching
from graph.patterns.language import reading
from graph.patterns.question import Question
from graph.problems import Place, Problems
from importers import load

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from graph.engine import Engine
    from graph.patterns.matches import NearMiss

THREE = """
steps:
- {id: r, kind: release}
- {id: a, kind: arrest, ground: migration, within: P7D}
- {id: x, kind: handover}
"""


CASES = {
    "an empty field": (
        ("r release 2022-05-01", "a arrest 2022-05-03", "x extradition 2022-06-01"),
        THREE,
        ["certain | r a x | a, ground, not stated"],
    ),
    "a field of another value, and the value": (
        ("r release 2022-05-01", "a arrest 2022-05-03 ground=extremism", "x extradition 2022-06-01"),
        THREE,
        ["certain | r a x | a, ground, None, extremism"],
    ),
    "an event that is only planned": (
        ("r release 2022-05-01", "a arrest 2022-05-03 ground=migration", "x extradition 2022-06-01 modality=planned"),
        THREE,
        ["certain | r a x | x, modality, None, planned"],
    ),
    "a bound, and by how many days": (
        ("r release 2022-05-01", "a arrest 2022-05-20 ground=migration", "x extradition 2022-06-01"),
        THREE,
        ["certain | r a x | a, within P7D, 12, 19 days"],
    ),
    "a bound by the least that a world allows": (
        ("r release 2022-05-01", "a arrest [2022-05-20..2022-05-25] ground=migration", "x extradition 2022-06-01"),
        THREE,
        ["certain | r a x | a, within P7D, 12, 19 to 24 days"],
    ),
    "a bound in months counts by the calendar": (
        ("r release 2022-01-31", "a arrest 2022-02-27"),
        "steps: [{id: r, kind: release}, {id: a, kind: arrest, at_least: P1M}]",
        ["certain | r a | a, at_least P1M, 1, 27 days"],
    ),
    "a step without any event": (
        ("r release 2022-05-01", "a arrest 2022-05-03 ground=migration"),
        THREE,
        ["certain | r a unfilled | x, event, None"],
    ),
    "a step whose event stands elsewhere in the order": (
        ("r release 2022-05-01", "a arrest 2022-05-03 ground=migration", "x extradition 2022-04-01"),
        THREE,
        ["certain | r a unfilled | x, event, None, x (2022-04-01)"],
    ),
    "two steps short is no near miss": (("r release 2022-05-01",), THREE, []),
    "a step and a field short is no near miss": (("r release 2022-05-01", "a arrest 2022-05-03"), THREE, []),
    "who has a match is left out": (
        (
            "r release 2022-05-01",
            "a arrest 2022-05-03 ground=migration",
            "x extradition 2022-06-01",
            "s release 2022-07-01",
        ),
        THREE,
        [],
    ),
    "an event that should be absent": (
        ("r release 2022-05-01", "h hearing 2022-05-02", "a arrest 2022-05-03"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, absent: true}, {id: a, kind: arrest}]",
        ["certain | r absent a | h, absent, None, h (2022-05-02)"],
    ),
    "the search that has ended": (
        ("r release 2022-05-01", "f flight 2022-05-02", "a arrest 2022-05-03"),
        "{until: {kind: flight}, steps: [{id: r, kind: release}, {id: a, kind: arrest}]}",
        ["certain | r a | until, None, f (2022-05-02)"],
    ),
    "a span that is too long": (
        ("r release 2022-05-01", "a arrest 2022-06-11"),
        "{max_span: P1M, steps: [{id: r, kind: release}, {id: a, kind: arrest}]}",
        ["certain | r a | max_span P1M, 10, 41 days"],
    ),
    "a run that is too short": (
        ("r release 2022-05-01", "h hearing 2022-05-02", "a arrest 2022-05-03"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, repeat: {min: 3}}, {id: a, kind: arrest}]",
        ["certain | r h a | h, repeat min 3, 2, 1 event"],
    ),
    "a run that is too long": (
        ("r release 2022-05-01", "h hearing 2022-05-02", "i hearing 2022-05-02", "a arrest 2022-05-03"),
        "steps: [{id: r, kind: release}, {id: h, kind: hearing, repeat: {max: 1}}, {id: a, kind: arrest}]",
        ["certain | r h,i a | h, repeat min 1 max 1, 1, 2 events"],
    ),
    "a date outside": (
        ("r release 2022-06-03", "a arrest 2022-06-04"),
        "steps: [{id: r, kind: release, date: 2022-05}, {id: a, kind: arrest}]",
        ["certain | r a | r, date, 3, 2022-06-03"],
    ),
    "a role that is another": (
        ("r release 2022-05-01 role=witness",),
        "steps: [{id: r, kind: release}]",
        ["certain | r | r, role, None, person/a-role-that-is-another (witness)"],
    ),
    "none of the alternatives": (
        ("a arrest 2022-05-03 ground=extremism",),
        "steps: [{id: a, kind: arrest, any_of: [{id: b, ground: border_regime}, {id: m, ground: migration}]}]",
        ["certain | a | a, any_of, None, extremism"],
    ),
    "a link to another item": (
        ("x extradition 2022-05-03 to=state/ru",),
        "steps: [{id: x, kind: handover, to: state/by}]",
        ["certain | x | x, to, None, state/ru"],
    ),
    "a comparison that fails": (
        ("w extradition_request 2022-05-01 to=state/by", "x extradition 2022-05-03 to=state/ru"),
        "steps: [{id: w, kind: extradition_request}, {id: x, kind: handover, same: {to: w.to}}]",
        ["certain | w x | x, same to and w.to, None, x: state/ru; w: state/by"],
    ),
}


def person(case: str) -> str:
    return f"person/{case.replace(' ', '-').replace(',', '')}"


def event(case: str, text: str) -> dict[str, Any]:
    """Return an event of a case's person, from a text like `r release 2022-05-01 ground=migration`."""
    uid, kind, date, *more = text.split()
    said = dict(each.split("=", 1) for each in more)
    tie = {"uid": person(case), "role": said.pop("role", "target")}
    name = person(case).removeprefix("person/")
    return {"uid": f"event/{name}.{uid}", "kind": kind, "date": date, "subject": tie} | said


@pytest.fixture(scope="module")
def told(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Hold the events of all cases, each of a person of its own."""
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    data = {
        "dataset": "cases",
        "version": 1,
        "states": [{"uid": f"state/{code}", "name": code} for code in ("by", "ru")],
        "persons": [{"uid": person(case), "name": case} for case in CASES],
        "events": [event(case, text) for case, (events, _, _) in CASES.items() for text in events],
    }
    path: Path = tmp_path_factory.mktemp("cases") / "cases.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    load.load(engine, load.gather([path]))
    return engine


def near(graph: Engine, text: str, case: str) -> list[str]:
    """Return each near miss of a case as text: certainty, the events of each step, and what failed."""
    said: dict[str, Any] = {"name": "asked", "title": "Asked"} | yaml.safe_load(text)
    pattern = reading.read(said, Problems(lambda _at, _key: Place("asked.yaml")), None, library.pattern)
    answer = matching.match(graph, pattern, Question(subjects=[person(case)]), near_misses=True)
    assert answer.near_misses is not None
    return [told_of(each).replace(f"event/{person(case).removeprefix('person/')}.", "") for each in answer.near_misses]


def told_of(near: NearMiss) -> str:
    (failed,) = near.failed
    steps = (",".join(event.uid for event in step.events) or step.state for step in near.match.steps)
    parts = (failed.step, failed.condition, failed.by, failed.known_instead)
    return f"{near.match.time} | {' '.join(steps)} | " + ", ".join(str(part) for part in parts if part != "")


@pytest.mark.parametrize("case", CASES)
def test_a_near_miss_says_what_fails(told: Engine, case: str) -> None:
    _, pattern, expected = CASES[case]
    assert near(told, pattern, case) == expected
