"""The matcher against a plain reference of the whole language, on random histories and random patterns.

Many subjects stand in one load, and each pattern is asked of all of them, whose histories are read once.
HANDOVER_RANDOM_ROUNDS makes more of it.
"""

from __future__ import annotations

import json
import os
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from graph import access
from graph.errors import InputRefused
from graph.patterns import library, matching
from graph.patterns.history import histories
from graph.patterns.language import reading
from graph.patterns.question import Question
from graph.problems import Place, Problems
from importers import load
from tests.patterns import random_language
from tests.patterns import test_constructs as constructs
from tests.patterns.language import Answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graph.engine import Engine
    from graph.patterns.answer import Answer
    from graph.patterns.language.model import Pattern
    from tests.patterns.language import History

SUBJECTS, FORMS, VARIANTS = 200, 16, 5
"""Of one round: each variant of each form of pattern is asked of each subject, 16,000 histories judged."""
ROUNDS = int(os.environ.get("HANDOVER_RANDOM_ROUNDS", "1"))
Found = dict[tuple[frozenset[str], ...], str]


@pytest.mark.timeout(1200)
@settings(max_examples=ROUNDS, phases=[Phase.explicit, Phase.generate])
@given(seed=st.integers(0, 2**32))
def test_answers_are_those_of_the_reference(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rng = Random(seed)  # noqa: S311  nothing is secret here
    told = {f"person/{n}": random_language.history(rng) for n in range(SUBJECTS)}
    hold(engine, tmp_path_factory.mktemp("random") / "random.json", told)
    known = engine.read(lambda unit: histories(unit, told, access.reader(unit, access.ALL)))
    undecided = matches = 0
    for said, pattern in patterns(rng):
        by = rng.choice((None, None, None, rng.choice(random_language.DAYS)))
        question = Question(happened_by=random_language.text(by)) if by else Question()
        answer = engine.read(partial(matching.found, pattern=pattern, question=question, told=lambda *_: known))
        undecided += len(answer.undecided)
        for uid, (history, _) in told.items():
            if uid in answer.undecided:
                continue
            expected = {} if not history.worlds else _plain(Answers(said, history, by))
            found = _found(answer, uid)
            matches += len(found)
            assert found == expected, f"seed {seed}: {uid} {history}\n{json.dumps(said)} by {by}"
    assert undecided < SUBJECTS * FORMS * VARIANTS / 100
    assert matches > SUBJECTS


def patterns(rng: Random, forms: int = FORMS, variants: int = VARIANTS) -> Iterator[tuple[dict[str, Any], Pattern]]:
    """Yield patterns that are admitted, as data and as the matcher reads them."""
    left = forms
    while left:
        form = random_language.pattern(rng)
        if _read(form):
            left -= 1
            for said in (form, *(random_language.varied(rng, form) for _ in range(1, variants))):
                if pattern := _read(said):
                    yield said, pattern


def _read(said: dict[str, Any]) -> Pattern | None:
    try:
        return reading.read(said, Problems(lambda _at, _key: Place("random")), None, library.pattern)
    except InputRefused:
        return None


def _found(answer: Answer, uid: str) -> Found:
    return {
        tuple(frozenset(event.uid.rpartition(".")[2] for event in step.events) for step in match.steps): match.time
        for match in answer.matches
        if match.uid == uid
    }


def _plain(answers: Answers) -> Found:
    return {tuple(map(frozenset, choice)): time for choice, time in answers.matches().items()}


def hold(engine: Engine, path: Path, told: dict[str, tuple[History, dict[str, list[str]]]]) -> None:
    """Load histories into an empty graph, each as one subject's."""
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    persons = [{"uid": uid, "name": uid} for uid in told]
    relatives = [{"uid": f"{uid}r", "name": f"{uid}r", "relative_of": uid} for uid in told]
    data = {
        "dataset": "random",
        "version": 1,
        "states": [{"uid": uid, "name": uid} for uid in random_language.STATES],
        "sources": [{"uid": f"source/{n}", "name": f"{n}"} for n in range(2)],
        "persons": persons + relatives,
        "events": [event for uid, (history, said) in told.items() for event in _events(uid, history, said)],
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    load.load(engine, load.gather([path]))


def _events(uid: str, history: History, said: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    prefix = f"event/{uid.removeprefix('person/')}."
    for name, event in history.events.items():
        dates = [
            {"value": text, "sources": [{"source": f"source/{n}", "locator": "1", "standing": "documented"}]}
            for n, text in enumerate(said[name])
        ]
        before = [f"{prefix}{one}" for one, other in sorted(history.orders) if other == name]
        item: dict[str, Any] = {
            "uid": f"{prefix}{name}",
            "kind": event.kind,
            "subject": f"{uid}r" if event.relative else uid,
        }
        item |= {"date": dates if len(dates) > 1 else said[name][0]} if dates else {}
        item |= {"ground": event.ground} if event.ground else {}
        item |= {"to": sorted(event.to)} if event.to else {}
        yield item | ({"follows": before} if before else {})


def test_a_run_need_not_have_what_may_happen_after_the_clock(told: Callable[[str], Engine]) -> None:
    """An event that one claim dates after the clock stands in the run in some worlds only."""
    graph = told(
        constructs.history(
            "a release 2022-05-01", "b release 2022-05-02", "c release [2022-05-01,2022-06-01]", "d release 2022-06-02"
        )
    )
    said = {"name": "run", "title": "Run", "steps": [{"id": "r", "kind": "release", "repeat": {"min": 2}}]}
    pattern = reading.read(said, Problems(lambda _at, _key: Place("run")), None, library.pattern)
    answer = matching.match(graph, pattern, Question(happened_by="2022-05"))
    assert sorted(map(constructs.steps_of, answer.matches)) == ["a,b", "a,c,b"]
    assert {match.time for match in answer.matches} == {"possible"}
