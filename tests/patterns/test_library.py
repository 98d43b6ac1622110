"""Each pattern that ships on a history written by hand: what it finds, and what comes near and is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from graph.errors import InputRefused, UsageError
from graph.ontology.vocabulary import scheme
from graph.patterns import library
from graph.patterns.matching import match
from importers.shipped import cases_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.engine import Engine

    Told = Callable[..., Engine]

OTHERS = """
organizations:
- {uid: organization/o, name: O}
persons:
- {uid: person/member, name: Member, member_of: organization/o}
- {uid: person/wife, name: Wife, relative_of: {uid: person/a, role: wife}}
mechanisms:
- {uid: mechanism/proxy, name: Proxy, kind: proxy_pressure}
"""
"""Whom the histories speak of besides person/a."""


def events(*said: str) -> str:
    """Return events from lines like `x, kind: arrest, date: 2022-05-01`; they befall person/a unless they say whom."""
    whole = [line if "subject:" in line else f"{line}, subject: person/a" for line in said]
    return "".join(f"- {{uid: event/{line}}}\n" for line in whole)


REFUSED, ASKED = "outcomes: [refused]", "kind: asylum_claim"
CASES = {
    "abduction": (
        ("x, kind: abduction, date: 2022-05-01",),
        ("x, kind: arrest, date: 2022-05-01",),
        ["person/a certain: x"],
    ),
    "assurance-relied-on": (
        (
            "g, kind: diplomatic_assurance, date: 2022-05-01",
            "d, kind: extradition_decision, date: 2022-05-02, relied_on: event/g",
            "x, kind: extradition, date: 2022-06-01",
        ),
        (
            "g, kind: diplomatic_assurance, date: 2022-05-01",
            "d, kind: extradition_decision, date: 2022-05-02, about: event/g",
            "x, kind: extradition, date: 2022-06-01",
        ),
        ["person/a certain: g d x (relied_on)"],
    ),
    "consented-after-second-detention": (
        (
            "a, kind: arrest, date: 2022-01-01",
            "r, kind: release, date: 2022-05-01",
            "b, kind: arrest, date: 2022-05-02",
            "c, kind: consent, date: 2022-06-01",
        ),
        (
            "a, kind: arrest, date: 2022-01-01",
            "r, kind: release, date: 2022-05-01",
            "c, kind: consent, date: 2022-06-01",
            "b, kind: arrest, date: 2022-07-02",
        ),
        ["person/a certain: a r b c unfilled"],
    ),
    "entry-ban-and-forced-departure": (
        ("b, kind: entry_ban, date: 2022-05-01", "o, kind: departure_order, date: 2022-05-02"),
        ("b, kind: entry_ban, date: 2022-05-01", "o, kind: flight, date: 2022-05-02"),
        ["person/a certain: b o (told)"],
    ),
    "extradition-after-refused-asylum": (
        (
            f"r, kind: asylum_decision, {REFUSED}, date: 2022-05-01",
            "p, kind: appeal, outcomes: [pending], appeals: event/r, date: 2022-05-02",
            "x, kind: extradition, date: 2022-06-01",
        ),
        ("r, kind: asylum_decision, outcomes: [granted], date: 2022-05-01", "x, kind: extradition, date: 2022-06-01"),
        ["person/a certain: r p x (decision)"],
    ),
    "granted-but-term-expired": (
        (
            "d, kind: extradition_decision, outcomes: [granted], date: 2022-05-01",
            "r, kind: release, ground: time_limit_expired, date: 2022-06-01",
        ),
        (
            "d, kind: extradition_decision, outcomes: [granted], date: 2022-05-01",
            "r, kind: release, ground: no_legal_grounds, date: 2022-06-01",
        ),
        ["person/a certain: d r"],
    ),
    "migration-rearrest": (
        (
            "r, kind: release, date: 2022-05-01",
            "a, kind: arrest, ground: overstay, date: 2022-05-08",
            "x, kind: disguised_extradition, date: 2022-06-01",
        ),
        (
            "r, kind: release, date: 2022-05-01",
            "a, kind: arrest, ground: overstay, date: 2022-05-09",
            "x, kind: disguised_extradition, date: 2022-06-01",
        ),
        ["person/a certain: r a x"],
    ),
    "no-release-known": (
        ("x, kind: extradition, date: 2022-05-02", "r, kind: release, date: 2022-05-01"),
        ("x, kind: extradition, date: 2022-05-02", "r, kind: clemency_release, date: 2022-05-03"),
        ["person/a certain: x absent"],
    ),
    "pressure-on-relatives": (
        ("s, kind: summons, subject: {uid: person/wife, role: relative_under_pressure}",),
        ("s, kind: notification, subject: {uid: person/wife, role: relative_under_pressure}",),
        ["person/a certain: s (role)"],
    ),
    "raid-then-detention": (
        (
            "s, kind: search, subject: organization/o, date: 2022-05-01",
            "a, kind: arrest, subject: person/member, date: 2022-05-08",
        ),
        ("s, kind: search, subject: organization/o, date: 2022-05-01", "a, kind: arrest, date: 2022-05-02"),
        ["organization/o certain: s a"],
    ),
    "re-arrested-and-left": (
        (
            "r, kind: release, date: 2022-05-01",
            "a, kind: arrest, date: 2022-05-02",
            "f, kind: flight, date: 2022-06-01",
        ),
        (
            "r, kind: release, date: 2022-05-01",
            "g, kind: flight, date: 2022-05-02",
            "a, kind: arrest, date: 2022-05-03",
            "f, kind: flight, date: 2022-06-01",
        ),
        ["person/a certain: r absent a f"],
    ),
    "rearrest-at-release": (
        (
            "p, kind: administrative_penalty, outcomes: [detained], date: 2022-05-01",
            "r, kind: release, date: 2022-05-08",
            "a, kind: arrest, date: 2022-05-09",
        ),
        (
            "p, kind: administrative_penalty, outcomes: [fined], date: 2022-05-01",
            "r, kind: release, date: 2022-05-08",
            "a, kind: arrest, date: 2022-05-09",
        ),
        ["person/a certain: p r a"],
    ),
    "removal-under-cover-of-deportation": (
        (
            "o, kind: expulsion_order, date: 2022-05-01",
            "x, kind: disguised_extradition, formal_act: deportation_order, date: 2022-05-02",
        ),
        ("x, kind: extradition, formal_act: extradition, date: 2022-05-02",),
        ["person/a certain: o x"],
    ),
    "removed-despite-interim-measures": (
        ("m, kind: interim_measures, date: 2022-05-01", "x, kind: deportation, date: 2022-05-02"),
        ("m, kind: interim_measures, date: 2022-05-01", "x, kind: ordered_departure, date: 2022-05-02"),
        ["person/a certain: m x"],
    ),
    "wanted-notice-to-extradition": (
        (
            "n, kind: wanted_notice, date: 2022-05-01",
            "a, kind: arrest, ground: extradition_request, date: 2022-05-02",
            "d, kind: extradition_decision, outcomes: [granted], date: 2022-05-03",
            "x, kind: extradition, date: 2022-06-01",
        ),
        (
            "n, kind: wanted_notice, date: 2022-05-01",
            "a, kind: arrest, ground: hooliganism, date: 2022-05-02",
            "x, kind: extradition, date: 2022-06-01",
        ),
        ["person/a certain: n a d x"],
    ),
}


def found(graph: Engine, name: str, **given: object) -> list[str]:
    return sorted(told_of(graph, name, **given))


def told_of(graph: Engine, name: str, **given: object) -> Iterator[str]:
    for each in match(graph, library.pattern(name, given)).matches:
        steps = (
            ",".join(event.uid.removeprefix("event/") for event in step.events) or step.state for step in each.steps
        )
        ways = [f"({step.alternative})" for step in each.steps if step.alternative]
        yield f"{each.uid} {' '.join((each.time, *each.because))}: {' '.join((*steps, *ways))}"


def test_every_pattern_that_ships_is_tried_here() -> None:
    assert tuple(sorted(CASES)) == library.names()


@pytest.mark.parametrize("name", CASES)
def test_a_pattern_finds_what_it_is_named_for(told: Told, name: str) -> None:
    history, _, expected = CASES[name]
    assert found(told(events(*history), OTHERS), name) == expected


@pytest.mark.parametrize("name", CASES)
def test_a_pattern_leaves_out_what_only_comes_near(told: Told, name: str) -> None:
    _, history, _ = CASES[name]
    assert found(told(events(*history), OTHERS), name) == []


def test_what_is_not_told_of_a_relative_or_an_arrest_makes_a_possible_match(told: Told) -> None:
    graph = told(
        events(
            "s, kind: arrest, subject: person/wife",
            "p, kind: search, subject: person/wife, by_means_of: mechanism/proxy",
            "n, kind: wanted_notice, date: 2022-05-01",
            "a, kind: arrest, date: 2022-05-02",
            "x, kind: extradition, date: 2022-06-01",
        ),
        OTHERS,
    )
    told_why = [each.partition(" (")[0] for each in found(graph, "pressure-on-relatives")]
    assert told_why == ["person/a certain: p", "person/a possible unknown_field: s"]
    assert found(graph, "wanted-notice-to-extradition") == ["person/a possible unknown_field: n a unfilled x"]


def test_a_refused_claim_and_a_ground_tell_as_much_as_a_decision_and_a_link(told: Told) -> None:
    graph = told(
        events(
            f"c, {ASKED}, {REFUSED}, date: 2022-05-01",
            "d, kind: ruling, ground: diplomatic_assurance, date: 2022-05-02",
            "x, kind: extradition, date: 2022-06-01",
        )
    )
    assert found(graph, "extradition-after-refused-asylum") == ["person/a certain: c unfilled x (claim)"]
    assert found(graph, "assurance-relied-on") == ["person/a certain: unfilled d x (ground)"]


def test_a_parameter_asks_otherwise(told: Told) -> None:
    graph = told(
        events(
            "p, kind: administrative_penalty, outcomes: [detained], date: 2022-05-01",
            "r, kind: release, date: 2022-05-08",
            "a, kind: arrest, date: 2022-05-20",
        )
    )
    assert found(graph, "rearrest-at-release") == []
    assert found(graph, "rearrest-at-release", window="P12D") == ["person/a certain: p r a"]
    assert found(graph, "no-release-known") == []
    assert found(graph, "no-release-known", taken=["custody", "arrest"]) == ["person/a certain: a absent"]


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("no-release-known", {"takn": "arrest"}, r"parameters\.takn 'arrest': one of taken - did you mean 'taken'\?"),
        ("abduction", {"window": "P7D"}, r"parameters\.window 'P7D': no parameter: the pattern has none"),
        ("no-release-known", {"taken": "arest"}, r"parameters\.taken 'arest': .*did you mean 'arrest'\?"),
        ("raid-then-detention", {"window": "a week"}, r"parameters\.window 'a week': an ISO 8601 duration"),
        ("raid-then-detention", {"window": 7}, r"parameters\.window '7': text"),
        ("raid-then-detention", {"window": ["P7D"]}, r"parameters\.window: text"),
        ("raid-then-detention", {"window": None}, r"parameters\.window: text"),
    ],
)
def test_a_parameter_that_is_not_known_or_not_fit_is_told(name: str, given: dict[str, object], said: str) -> None:
    with pytest.raises(InputRefused) as refused:
        library.pattern(name, given)
    (problem,) = refused.value.problems
    assert re.fullmatch(rf"{name}\.yaml: error: {said}.*", str(problem)), str(problem)


def test_a_mistake_is_told_once() -> None:
    with pytest.raises(InputRefused) as refused:
        library.read({"name": "own", "title": "Own", "steps": [{"id": "a", "kind": "arrest", "withn": "P1D"}]})
    (problem,) = refused.value.problems
    assert str(problem).endswith("did you mean 'within'?")


def test_a_name_that_is_not_known_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="no-relase-known") as refused:
        library.pattern("no-relase-known")
    assert refused.value.way_out.startswith("did you mean 'no-release-known'?")


@pytest.mark.parametrize("name", library.names())
def test_a_pattern_says_what_it_means_and_in_which_norms(name: str) -> None:
    pattern = library.pattern(name)
    assert pattern.name == name
    assert len(pattern.means) > 100
    assert pattern.norms
    assert all(re.search(r"\b(Articles?|Rules?) \d", norm) for norm in pattern.norms)


def stated() -> dict[str, list[tuple[str, str]]]:
    """Return, for each pattern that a shipped figure counts by, the figures' numbers and places."""
    qualifiers = scheme("figure_qualifiers").terms
    told: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(cases_folder().rglob("section-*.yaml")):
        for figure in yaml.safe_load(path.read_text(encoding="utf-8")).get("stated_figures", []):
            if figure.get("counts") in library.names():
                number = f"{qualifiers[figure['qualifier']].meaning.labels.en} {figure['value']}"
                told.setdefault(figure["counts"], []).append((number, figure["sources"]["locator"]))
    return told


def test_the_count_that_a_pattern_names_is_the_one_of_the_figures() -> None:
    named = {name: library.pattern(name).counted for name in library.names()}
    assert {name for name, counted in named.items() if counted} == stated().keys()
    for name, figures in stated().items():
        for number, locator in figures:
            assert number in named[name].lower()
            assert locator in named[name]
