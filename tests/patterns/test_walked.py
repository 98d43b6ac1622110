"""What is walked to and counted with packed histories: as many matches as worlds have."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from graph import access
from graph.patterns import match, pages, read, subjects
from graph.patterns.packed import coded
from graph.patterns.question import EVERYTHING, Question
from importers import load
from tests.patterns.random_language import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine

SEED, PERSONS, PATTERNS = 5, 60, 20
FIRST = 738_000
OWN, OTHERS = ("release", "arrest", "hearing"), ("search", "summons", "arrest")


def happened(rng: Random, uid: str, whom: list[str], kinds: tuple[str, ...], *, doubting: bool) -> dict[str, Any]:
    """Return an event of somebody, with links that a step may ask for."""
    said: dict[str, Any] = {
        "uid": uid,
        "kind": rng.choice(kinds),
        "date": text(FIRST + rng.randrange(10)) + "?" * (doubting and rng.random() < 0.4),
        "subject": [{"uid": one, "role": rng.choice(("target", "relative_under_pressure"))} for one in whom],
    }
    if rng.random() < 0.5:
        said["relied_on"] = rng.choice(("event/assurance", "event/report", "event/closed"))
    if rng.random() < 0.4:
        said["by_means_of"] = rng.choice(("mechanism/proxy", "mechanism/other"))
    if rng.random() < 0.4:
        said["ground"] = rng.choice(("migration", "personal_tie"))
    return said


def of_somebody(rng: Random, n: int) -> Iterator[dict[str, Any]]:
    """Yield what befell a person, two relatives, and both of these at once."""
    person, relatives = f"person/p{n}", [f"person/p{n}-a", f"person/p{n}-b"]
    doubting = rng.random() < 0.2
    for m in range(rng.randint(0, 6)):
        yield happened(rng, f"event/p{n}-{m}", [person], OWN, doubting=doubting)
    for m in range(rng.randint(0, 4)):
        whom = rng.choice((relatives[:1], relatives[1:], relatives))
        yield happened(rng, f"event/r{n}-{m}", whom, OTHERS, doubting=rng.random() < 0.2)


@pytest.fixture(scope="module")
def told(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Hold random histories of exact days, and some of doubted ones, with what events are linked to."""
    rng = Random(SEED)  # noqa: S311  nothing is secret here
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    numbers = range(PERSONS)
    data = {
        "dataset": "walked",
        "version": 1,
        "persons": [
            *({"uid": f"person/p{n}", "name": f"P{n}"} for n in numbers),
            {"uid": "person/closed", "name": {"value": "Name", "sensitivity": "restricted"}},
            {"uid": "person/of-closed", "name": "R", "relative_of": "person/closed"},
            *({"uid": f"person/p{n}-{r}", "name": "R", "relative_of": f"person/p{n}"} for n in numbers for r in "ab"),
        ],
        "mechanisms": [
            {"uid": "mechanism/proxy", "name": "Proxy", "kind": "proxy_pressure"},
            {"uid": "mechanism/other", "name": "Other", "kind": "extradition"},
        ],
        "events": [
            {"uid": "event/assurance", "kind": "diplomatic_assurance"},
            {"uid": "event/report", "kind": "official_statement"},
            {"uid": "event/closed", "kind": {"value": "diplomatic_assurance", "sensitivity": "restricted"}},
            {"uid": "event/of-closed", "kind": "search", "date": text(FIRST), "subject": "person/of-closed"},
            *(event for n in numbers for event in of_somebody(rng, n)),
        ],
    }
    path = tmp_path_factory.mktemp("walked") / "walked.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    load.load(engine, load.gather([path]))
    return engine


LINKED: tuple[dict[str, Any], ...] = (
    {},
    {"relied_on": {"kind": "diplomatic_assurance"}},
    {"relied_on": "event/report"},
    {"by_means_of": {"kind": "proxy_pressure"}},
    {"not": {"by_means_of": "mechanism/proxy"}},
    {"any_of": [{"id": "one", "ground": "migration"}, {"id": "other", "relied_on": {"kind": "diplomatic_assurance"}}]},
)


def form(rng: Random) -> dict[str, Any]:
    """Return a random pattern some of whose steps are on relatives, or ask what events are linked to."""
    number = rng.randint(1, 3)
    loose, of = rng.randrange(-1, number + 1), rng.randrange(-1, number)
    steps: list[dict[str, Any]] = []
    for n in range(number):
        step = {"id": f"s{n}", "kind": rng.choice(OTHERS if n == of else OWN)} | rng.choice(LINKED)
        if n == of:
            step |= {"of": {"link": "relative_of", "direction": "in"}}
            step |= rng.choice(({}, {"subject": {"role": ["target", "relative_under_pressure"]}}))
            step |= rng.choice(({}, {"unknown": "possible"})) if n != loose else {}
        if n == loose and number > 1:
            step[rng.choice(("optional", "absent"))] = True
        elif n and n - 1 != loose and rng.random() < 0.4:
            step[rng.choice(("within", "at_least"))] = f"P{rng.randrange(5)}D"
        steps.append(step)
    return {"name": "random", "title": "Random", "steps": steps}


def test_what_is_walked_to_is_counted_as_worlds_have_it(told: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "MANY", 0)
    rng, met, walked = Random(SEED), [0, 0], 0  # noqa: S311  nothing is secret here
    for said in (form(rng) for _ in range(PATTERNS)):
        asked = read(said)
        until = text(FIRST + rng.randrange(3, 10)) if rng.random() < 0.3 else ""
        question = Question(rng.choice((access.PUBLIC, access.ALL)), happened_by=until)
        counts = match(told, asked, question).counts
        assert pages.count(told, asked, question) == counts, said
        walked += bool(coded.counted(asked, question)) and coded.walks(asked)
        met = [met[0] + counts.certain, met[1] + counts.possible]
    assert walked > PATTERNS // 2
    assert min(met) > PATTERNS, met


RAID = {"id": "raid", "kind": "search", "of": {"link": "relative_of", "direction": "in"}}
ARREST = {"id": "arrest", "kind": "arrest"}


def test_who_is_closed_to_a_reader_is_not_counted(told: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "MANY", 0)
    asked = read({"name": "raided", "title": "Raided", "steps": [RAID]})
    seen, every = (match(told, asked, Question(level)).counts for level in (access.PUBLIC, access.ALL))
    assert seen.certain < every.certain
    assert [pages.count(told, asked, Question(level)) for level in (access.PUBLIC, access.ALL)] == [seen, every]


@pytest.mark.parametrize(
    "steps",
    [
        [RAID, {**ARREST, "same": {"at": "raid.at"}}],
        [RAID, {**ARREST, "kind": ["arrest", "search"]}],
        [{**ARREST, "relied_on": {"kind": "official_statement"}, "unknown": "possible"}],
    ],
    ids=["compared", "either may fill both", "unknown"],
)
def test_what_numbers_do_not_tell_is_not_counted_by_them(steps: list[dict[str, Any]]) -> None:
    assert coded.counted(read({"name": "a", "title": "A", "steps": [RAID, ARREST]}), EVERYTHING)
    assert not coded.counted(read({"name": "a", "title": "A", "steps": steps}), EVERYTHING)
