"""What patterns find in random histories that the database holds, many at once, against a plain enumeration."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from graph.changes import batches
from graph.changes.batches import Dataset
from graph.checks.consistency import inconsistent
from graph.claims.claim import Claim
from graph.patterns import matching
from graph.patterns.language import reading
from graph.problems import Place, Problems
from tests.patterns.answers import Answers, Found, Step
from tests.patterns.random_claims import History, history

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine

LONGEST = 100
"""Days; more take the reference too long."""
SEEDS = range(300, 440)
PATTERNS = (
    (Step("release"), Step("arrest")),
    (Step("arrest"), Step("release", within="P2D")),
    (Step("release"), Step("arrest", at_least="P1D"), Step("extradition", within="P1W")),
)


def kinds(told: History) -> dict[str, str]:
    return dict(zip(told.own, ("release", "arrest", "extradition", "arrest"), strict=False))


def subject(told: History) -> str:
    return f"person/{told.name}"


def items(told: History) -> Iterator[Claim]:
    """Yield what is claimed of a history's items beside times: names, kinds and subjects."""
    for uid in (subject(told), "person/other", *told.texts):
        yield Claim(uid, "name", uid)
    for event in told.events:
        yield Claim(event, "kind", kinds(told).get(event, "hearing"))
        yield Claim(event, "subject", target=subject(told) if event in told.own else "person/other", role="target")


def answer(graph: Engine, steps: tuple[Step, ...]) -> dict[str, dict[tuple[str, ...], Found]]:
    """Return the matches of each subject by their events."""
    said = [
        {"id": f"s{n}"} | {name: value for name, value in step._asdict().items() if value}
        for n, step in enumerate(steps)
    ]
    data = {"name": "row", "title": "Row", "subject": "Person", "steps": said}
    found: dict[str, dict[tuple[str, ...], Found]] = {}
    for each in matching.match(graph, reading.read(data, Problems(lambda _at, _key: Place("test")))).matches:
        choice = tuple(event.uid for step in each.steps for event in step.events)
        gaps = tuple((gap.min_days, gap.max_days) for gap in each.gaps)
        found.setdefault(each.uid, {})[choice] = Found(each.time, gaps)
    return found


def test_answers_agree_with_enumeration(graph: Engine) -> None:
    drawn = (history(Random(seed), str(seed)) for seed in SEEDS)  # noqa: S311 - the same for each run
    told = [each for each in drawn if len(each.days("P1W", "P2D")) <= LONGEST]
    said = dict.fromkeys(claim for each in told for claim in (*items(each), *each.claims))
    batches.load(graph, [Dataset("random", "1", tuple(said))])
    torn = {each.subject for each in inconsistent(graph)}
    wrong = []
    for steps in PATTERNS:
        found = answer(graph, steps)
        for each in told:
            expected = Answers(each, kinds(each), steps)
            if expected.inconsistent != (subject(each) in torn):
                wrong.append(f"seed {each.name}: inconsistent is {expected.inconsistent}")
            matches = {} if expected.inconsistent else expected.matches()
            if matches != found.get(subject(each), {}):
                wrong.append(f"seed {each.name}, {steps}: {matches}, not {found.get(subject(each))}")
    assert not wrong, "\n".join(wrong)
