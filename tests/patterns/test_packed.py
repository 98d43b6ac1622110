"""Packed histories: counted, ranked and found by the database as worlds judge them, and as a plain count has it."""

from __future__ import annotations

import json
from itertools import pairwise, permutations, product
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from graph import schema
from graph.checks import integrity
from graph.patterns import match, pages, read, subjects
from graph.patterns.packed import coded
from graph.patterns.question import EVERYTHING, Question
from graph.store import event_codes, packed
from graph.time.duration import duration_of
from importers import load
from tests.patterns.random_language import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graph.engine import Engine

SEED, PERSONS, PATTERNS, NEAR = 27, 70, 10, 3
FIRST = 738_000
KINDS, GROUNDS, MODALITIES, ROLES, ACTS, OUTCOMES = (
    ("release", "conditional_release", "arrest", "hearing"),
    ("", "migration", "overstay", "extremism"),
    ("", "", "planned"),
    ("", "", "witness", "detainee"),
    ("", "", "deportation_order", "readmission"),
    ("granted", "refused", "pending", "not_heard"),
)
BELOW = {
    "release": ("release", "conditional_release"),
    "migration": ("migration", "overstay"),
    "target": ("target", "detainee"),
}
"""Terms that ask for narrower ones, as far as these are met here."""


class Happened(NamedTuple):
    """An event of one day as a plain count knows it; `doubted` says that its day is doubted, so that worlds differ."""

    day: int
    kind: str
    ground: str
    modality: str
    role: str
    act: str
    outcomes: tuple[str, ...]
    doubted: bool


def history(rng: Random) -> list[Happened]:
    doubting = rng.random() < 0.25
    return [
        Happened(
            FIRST + rng.randrange(12),
            rng.choice(KINDS),
            rng.choice(GROUNDS),
            rng.choice(MODALITIES),
            rng.choice(ROLES),
            rng.choice(ACTS),
            tuple(rng.sample(OUTCOMES, rng.choice((0, 0, 1, 1, 2, 3)))),
            doubting and rng.random() < 0.4,
        )
        for _ in range(rng.randint(1, 7))
    ]


def item(person: str, n: int, event: Happened) -> dict[str, Any]:
    said = {"ground": event.ground, "modality": event.modality, "formal_act": event.act, "outcomes": [*event.outcomes]}
    return {
        "uid": f"event/{person.removeprefix('person/')}-{n}",
        "kind": event.kind,
        "date": text(event.day) + "?" * event.doubted,
        "subject": {"uid": person, **({"role": event.role} if event.role else {})},
        **{name: term for name, term in said.items() if term},
    }


@pytest.fixture(scope="module")
def told(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, dict[str, list[Happened]]]:
    """Hold random histories of exact days, and some of doubted ones."""
    rng = Random(SEED)  # noqa: S311  nothing is secret here
    histories = {f"person/p{n}": history(rng) for n in range(PERSONS)}
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    data = {
        "dataset": "packed",
        "version": 1,
        "persons": [{"uid": uid, "name": f"Name {rng.randrange(40)}"} for uid in histories],
        "events": [item(uid, n, each) for uid, events in histories.items() for n, each in enumerate(events)],
    }
    path = tmp_path_factory.mktemp("packed") / "packed.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    load.load(engine, load.gather([path]))
    return engine, histories


def form(rng: Random) -> dict[str, Any]:
    """Return a random pattern that packed histories tell all of."""
    steps = []
    for n in range(rng.randint(1, 3)):
        step: dict[str, Any] = {"id": f"s{n}", "kind": rng.choice(("release", "arrest", "hearing"))}
        if rng.random() < 0.4:
            step["ground"] = rng.choice(("migration", ["migration", "extremism"]))
        if rng.random() < 0.2:
            step["modality"] = "planned"
        if rng.random() < 0.2:
            step["subject"] = {"role": "witness"}
        if rng.random() < 0.2:
            step["date"] = f"{text(FIRST + 2)}/{text(FIRST + 9)}"
        if n and rng.random() < 0.6:
            step[rng.choice(("within", "at_least"))] = f"P{rng.randrange(5)}D"
        steps.append(step)
    return {"name": "random", "title": "Random", "steps": steps}


def expected(said: dict[str, Any], events: list[Happened], until: int | None) -> Iterator[bool]:
    """Yield for each match among events of exact days whether it is certain: no two of its events on one day."""
    for some in permutations(events, len(said["steps"])):
        days = [each.day for each in some]
        if all(fits(step, each, until) for step, each in zip(said["steps"], some, strict=True)) and days == sorted(
            days
        ):
            gaps = [later - earlier for earlier, later in pairwise(days)]
            if all(kept(step, gap) for step, gap in zip(said["steps"][1:], gaps, strict=True)):
                yield all(gaps)


def fits(step: dict[str, Any], event: Happened, until: int | None) -> bool:
    grounds = [step["ground"]] if isinstance(step.get("ground"), str) else step.get("ground", [])
    role = step.get("subject", {}).get("role", "target")
    return (
        event.kind in BELOW.get(step["kind"], (step["kind"],))
        and ("ground" not in step or any(event.ground in BELOW.get(ground, (ground,)) for ground in grounds))
        and (event.modality or "actual") == step.get("modality", "actual")
        and (event.role or "target") in BELOW.get(role, (role,))
        and ("date" not in step or FIRST + 2 <= event.day <= FIRST + 9)
        and (until is None or event.day <= until)
    )


def kept(step: dict[str, Any], gap: int) -> bool:
    within, least = (duration_of(step[name]).days if name in step else None for name in ("within", "at_least"))
    return (within is None or gap <= within) and (least is None or gap >= least)


def test_counts_and_first_pages_are_those_that_worlds_and_a_plain_count_have(
    told: tuple[Engine, dict[str, list[Happened]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subjects, "MANY", 0)
    engine, histories = told
    rng, met = Random(SEED), [0, 0, 0]  # noqa: S311  nothing is secret here
    for n, said in enumerate(form(rng) for _ in range(PATTERNS)):
        asked = read(said)
        until = FIRST + rng.randrange(4, 12) if rng.random() < 0.3 else None
        question = Question(happened_by=text(until)) if until else EVERYTHING
        assert coded.ranks(asked, question)
        whole = match(engine, asked, question, near_misses=n % NEAR == 0)
        near, most = whole.near_misses or (), rng.randint(1, 6)
        assert pages.count(engine, asked, question) == whole.counts, said
        assert pages.first_matches(engine, asked, most, question) == whole.matches[:most], said
        if whole.near_misses is not None:
            assert pages.first_near_misses(engine, asked, most, question) == near[:most], said
        for uid, events in histories.items():
            if not any(each.doubted for each in events):
                found = sorted(each.time == "certain" for each in whole.matches if each.uid == uid)
                assert found == sorted(expected(said, events, until)), f"{uid} {events}\n{said} until {until}"
        met = [n + len(each) for n, each in zip(met, (whole.matches, near, near[most:]), strict=True)]
    assert min(met) > PATTERNS, met


def furthered(rng: Random, said: dict[str, Any]) -> dict[str, Any]:
    """Return a pattern that asks for outcomes and formal acts too, of some steps only if they are stated."""
    steps = []
    for step in said["steps"]:
        more: dict[str, Any] = {}
        if rng.random() < 0.4:
            more["outcomes"] = rng.choice(("granted", ["refused", "pending"], ["not_heard"]))
        if rng.random() < 0.3:
            more["formal_act"] = rng.choice(("readmission", ["readmission", "deportation_order"]))
        if rng.random() < 0.3:
            more["unknown"] = "possible"
        if rng.random() < 0.2:
            more["any_of"] = [{"id": "one", "ground": "migration"}, {"id": "other", "outcomes": ["granted", "refused"]}]
        steps.append(step | more)
    return said | {"steps": steps}


def loosened(rng: Random, said: dict[str, Any]) -> dict[str, Any]:
    """Return a pattern with one step more, which need not be filled or where nothing may fall, without bounds of it."""
    n, how = rng.randint(0, len(said["steps"])), rng.choice(("optional", "absent"))
    kind = rng.choice(("release", "arrest", "hearing"))
    step = {"id": "loose", "kind": kind, how: True} | rng.choice(({}, {"date": f"{text(FIRST + 2)}/{text(FIRST + 9)}"}))
    if n == len(said["steps"]) and how == "absent" and rng.random() < 0.3:
        step |= {"any_of": [{"id": "one", "ground": "migration"}, {"id": "other", "modality": "planned"}]}
    later = said["steps"][n:]
    if later and how == "optional":
        later = [{name: what for name, what in later[0].items() if name not in ("within", "at_least")}, *later[1:]]
    return said | {"steps": [*said["steps"][:n], step, *later]}


def test_a_step_that_need_not_be_filled_is_counted_as_worlds_have_it(
    told: tuple[Engine, dict[str, list[Happened]]],
) -> None:
    rng, met = Random(SEED), [0, 0]  # noqa: S311  nothing is secret here
    for said in (loosened(rng, furthered(rng, form(rng))) for _ in range(4 * PATTERNS)):
        asked = read(said)
        question = Question(happened_by=text(FIRST + rng.randrange(4, 12))) if rng.random() < 0.3 else EVERYTHING
        assert coded.counted(asked, question), said
        counts = match(told[0], asked, question).counts
        assert pages.count(told[0], asked, question) == counts, said
        met = [met[0] + counts.certain, met[1] + counts.possible]
    assert min(met) > 3 * PATTERNS, met


@pytest.mark.parametrize(
    "loose",
    [
        {"optional": True, "within": "P1D"},
        {"absent": True, "within": "P1D"},
        {"absent": True, "before": "2023-01-01"},
        {"repeat": {"min": 1}},
        {"optional": True, "unknown": "possible"},
    ],
)
def test_what_packed_histories_do_not_tell_is_not_counted_by_them(loose: dict[str, Any]) -> None:
    steps = [{"id": "one", "kind": "release"}, {"id": "loose", "kind": "arrest", **loose}]
    assert coded.counted(read({"name": "a", "title": "A", "steps": steps[:1]}), EVERYTHING)
    assert not coded.counted(read({"name": "a", "title": "A", "steps": steps}), EVERYTHING)
    followed = [steps[0], {"id": "loose", "kind": "arrest", "optional": True}, {**steps[0], "id": "c", "within": "P1D"}]
    assert not coded.counted(read({"name": "a", "title": "A", "steps": followed}), EVERYTHING)


def test_more_choices_than_are_judged_are_left_untold(told_of: Callable[[str], Engine]) -> None:
    kinds, days = ("release", "arrest", "hearing"), range(1, 15)
    events = product(kinds, days)
    graph = told_of("\n".join(
        f"- {{uid: event/{kind}{n}, kind: {kind}, date: 2022-0{kinds.index(kind) + 1}-{n:02}, subject: person/a}}"
        for kind, n in events
    ))  # fmt: skip
    assert stored(graph, "person/a") == (42, False)
    asked = read({"name": "many", "title": "Many", "steps": [{"id": kind, "kind": kind} for kind in kinds]})
    assert pages.count(graph, asked).undecided == match(graph, asked).undecided == ("person/a",)
    few = [{"id": "a", "kind": "release"}, {"id": "b", "kind": "arrest"}]
    for loose in ({"optional": True}, {"absent": True}):
        loosely = read({"name": "a", "title": "A", "steps": [*few, {"id": "c", "kind": "hearing", **loose}]})
        assert coded.counted(loosely, EVERYTHING)
        assert pages.count(graph, loosely) == match(graph, loosely).counts


DAY = "date: 2022-01-05"
ONE = "sources: [{source: source/one, locator: p. 1, standing: documented}]"
RIVALS = f"{{value: 2022-01-05, {ONE}}}, {{value: 2022-01-06, {ONE}}}"
ALIKE = f"- {{uid: event/b, kind: arrest, {DAY}, subject: person/a}}"
OTHER = "- {uid: event/b, kind: hearing, date: 2022-01-09, subject: person/a}"


@pytest.mark.parametrize(
    "events",
    [
        "- {uid: event/a, kind: arrest, subject: person/a}",
        "- {uid: event/a, kind: arrest, date: 2022-01, subject: person/a}",
        "- {uid: event/a, kind: arrest, date: '2022-01-05?', subject: person/a}",
        "- {uid: event/a, kind: arrest, date: 2022-01-05/2022-01-06, subject: person/a}",
        f"- {{uid: event/a, kind: arrest, date: [{RIVALS}], subject: person/a}}",
        f"- {{uid: event/a, kind: arrest, relative_date: last month, {ONE}, subject: person/a}}",
        f"- {{uid: event/a, kind: arrest, {DAY}, time: '10:00', subject: person/a}}",
        f"- {{uid: event/a, kind: arrest, {DAY}, follows: event/b, subject: person/a}}\n{OTHER}",
        f"- {{uid: event/c, kind: arrest, {DAY}, follows: event/b, subject: person/b}}\n{OTHER}",
        f"- {{uid: event/a, kind: arrest, {DAY}, subject: [{{uid: person/a}}, {{uid: person/a, role: witness}}]}}",
        f"- {{uid: event/a, kind: arrest, {DAY}, subject: person/a}}\n{ALIKE}",
        f"- {{uid: event/a, kind: arrest, {DAY}, outcomes: [granted, refused, pending, not_heard], subject: person/a}}",
        f"- {{uid: event/a, kind: arrest, {DAY}, subject: {{uid: person/a, sensitivity: restricted}}}}",
    ],
    ids=[
        "no date", "a month", "doubted", "an interval", "rival dates", "relative", "a time", "after another",
        "another after it", "two roles", "two alike", "too many outcomes", "closed",
    ],
)  # fmt: skip
def test_nobody_is_packed_of_whom_something_is_in_doubt(told_of: Callable[[str], Engine], events: str) -> None:
    graph = told_of(events)
    assert stored(graph, "person/a") == (0, True)
    graph = told_of(f"- {{uid: event/a, kind: arrest, {DAY}, subject: person/a}}")
    assert stored(graph, "person/a") == (1, False)
    assert stored(graph, "person/b") == (0, False)
    assert integrity.differences(graph) == []


def test_members_of_a_group_are_not_packed(told_of: Callable[[str], Engine]) -> None:
    graph = told_of(
        f"- {{uid: event/a, kind: arrest, {DAY}, subject: person/a}}\n"
        "persons: [{uid: person/a, member_of: group/g}]\nperson_groups: [{uid: group/g, name: G}]"
    )
    assert stored(graph, "person/a") == (0, True)


def test_a_check_finds_a_list_that_is_not_as_it_follows(told_of: Callable[[str], Engine]) -> None:
    graph = told_of(f"- {{uid: event/a, kind: arrest, {DAY}, subject: person/a}}")
    graph.write(lambda unit: unit.run("MATCH (n:Person {uid: 'person/a'}) SET n.packed = [1], n.packed_whole = null"))
    (found,) = integrity.differences(graph)
    assert (found.uid, found.part, found.stored) == ("person/a", "packed", "[1]")
    graph.write(lambda unit: packed.pack(unit, ["person/a"]))
    graph.write(lambda unit: unit.run("MATCH (n:Person {uid: 'person/b'}) SET n:Unpacked"))
    (found,) = integrity.differences(graph)
    assert (found.uid, found.stored, found.derived) == ("person/b", "no list, Unpacked", "no list")


def test_lists_are_made_anew_where_numbers_mean_something_else(told_of: Callable[[str], Engine]) -> None:
    graph = told_of(f"- {{uid: event/a, kind: arrest, {DAY}, subject: person/a}}")
    graph.write(lambda unit: unit.run(
        "MATCH (n:Person {uid: 'person/a'}) SET n.packed = [1] WITH n MATCH (l:Ledger {name: 'schema'}) "
        "SET l.event_codes = ['kind of old']"
    ))  # fmt: skip
    schema.install(graph)
    assert integrity.differences(graph) == []
    assert graph.read(lambda unit: unit.value("MATCH (l:Ledger {name: 'schema'}) RETURN l.event_codes")) == (
        event_codes.legend()
    )


def stored(graph: Engine, uid: str) -> tuple[int, bool]:
    """Return how many events a subject's list has, and whether it is marked as having none."""
    found = "MATCH (n:Entity {uid: $uid}) RETURN [size(coalesce(n.packed, [])), n:Unpacked]"
    size, marked = graph.read(lambda unit: unit.value(found, uid=uid))
    return size, marked


@pytest.fixture
def told_of(graph: Engine, tmp_path: Path) -> Callable[[str], Engine]:
    """Load events of two persons, as the next version of one dataset, and return the graph that holds them."""
    versions = iter(range(1, 9))

    def load_events(events: str) -> Engine:
        base = "persons: [{uid: person/a, name: A}, {uid: person/b, name: B}]\nsources: [{uid: source/one, name: One}]"
        (tmp_path / "base.yaml").write_text(f"dataset: base\nversion: 1\n{base}\n")
        (tmp_path / "told.yaml").write_text(f"dataset: told\nversion: {next(versions)}\nevents:\n{events}\n")
        load.load(graph, load.gather([tmp_path]))
        return graph

    return load_events
