"""What sources count against who is named: certain and possible, what is missing, overlaps, doesn't add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.changes import batches
from graph.changes.batches import Dataset
from graph.checks import checks, counting, figures
from graph.claims.claim import Claim
from graph.errors import InputRefused
from importers import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.checks.figures import Checked
    from graph.engine import Engine

    Told = Callable[[str], dict[str, Checked]]

CASE = """
dataset: counted
version: 1
sources: [{uid: source/text, name: A text}]
states: [{uid: state/by, name: Belarus}, {uid: state/tj, name: Tajikistan}]
person_groups: [{uid: group/five, name: Five, size: 5}]
persons:
- {uid: person/a, name: A, member_of: group/five}
- {uid: person/b, name: B, member_of: {uid: group/five, standing: inferred}}
- {uid: person/c, name: C, member_of: {uid: group/five, sources: {source: source/text, standing: alleged}}}
events:
- {uid: event/a, name: A's, kind: extradition, subject: person/a, to: state/by, date: 2022-03-01}
- {uid: event/b, name: B's, kind: extradition, subject: person/b, to: state/by, date: "[2022-12-30..2023-01-02]"}
- {uid: event/c, name: C's, kind: disguised_extradition, subject: person/c, to: state/tj}
- {uid: event/d, name: Planned, kind: extradition, subject: person/c, to: state/by, modality: planned}
- {uid: event/e, name: A again, kind: extradition, subject: person/a, to: state/by, date: 2023-05-05}
- {uid: event/f, name: Five at once, kind: extradition, subject: group/five, to: state/by, date: 2022-05-05}
"""


@pytest.fixture
def told(graph: Engine, tmp_path: Path) -> Told:
    """Load the case with some figures, and return what is found of each."""

    def checked(stated: str) -> dict[str, Checked]:
        (tmp_path / "case.yaml").write_text(f"{CASE}stated_figures:\n{stated}")
        load.load(graph, load.gather([tmp_path]))
        assert checks.check(graph) == []
        return {each.figure.uid: each for each in figures.check(graph)}

    return checked


def named(found: Checked) -> tuple[list[str], list[str], int | None]:
    """Whom the graph names for certain, whom perhaps, and how many are missing."""
    assert found.named
    return [each.uid for each in found.named.certain], [each.uid for each in found.named.possible], found.short_by


@pytest.mark.parametrize(
    ("counts", "certain", "possible"),
    [
        ("members of group/five", "person/a", "person/b person/c"),
        ("persons kind=extradition", "person/a person/b", "person/c"),
        ("persons kind=extradition,disguised_extradition to=state/tj,state/by", "person/a person/b person/c", ""),
        ("persons kind=handover to=state/tj", "person/c", ""),
        ("persons kind=extradition modality=planned", "person/c", ""),
        ("events kind=extradition to=state/by", "event/e event/a event/b event/f", ""),
        ("abduction", "", ""),
    ],
)
def test_a_figure_counts_a_group_or_persons_or_events(told: Told, counts: str, certain: str, possible: str) -> None:
    found = told(f'- {{uid: figure/x, value: 5, counts: "{counts}"}}')["figure/x"]
    assert named(found) == (certain.split(), possible.split(), 5 - len(certain.split()))


@pytest.mark.parametrize(
    ("when", "certain", "possible"),
    [
        ("period: 2022", "event/a", "event/b event/c"),
        ("period: 2022/2023", "event/e event/a event/b", "event/c"),
        ("period: 2022, as_of: 2022-06", "event/a", "event/c"),
        ("as_of: 2022-12-31", "event/a", "event/b event/c"),
        ("period: ../2022-02", "", "event/c"),
    ],
)
def test_a_period_and_a_day_bound_what_is_counted(told: Told, when: str, certain: str, possible: str) -> None:
    counts = "events kind=handover subject=person/a,person/b,person/c"
    found = told(f'- {{uid: figure/x, value: 3, {when}, counts: "{counts}"}}')["figure/x"]
    assert named(found) == (certain.split(), possible.split(), 3 - len(certain.split()))


@pytest.mark.parametrize(
    ("qualifier", "value", "short_by", "too_many"),
    [
        ("exactly", 3, 1, False),
        ("exactly", 1, 0, True),
        ("at_least", 1, 0, False),
        ("over", 2, 1, False),
        ("over", 1, 0, False),
        ("about", 1, 0, False),
        ("about", 4, 2, False),
        ("at_most", 5, 0, False),
        ("at_most", 1, 0, True),
        ("under", 2, 0, True),
        ("under", 3, 0, False),
    ],
)
def test_what_is_missing_or_too_much_follows_from_the_qualifier(
    told: Told, qualifier: str, value: int, short_by: int, too_many: bool
) -> None:
    text = f"- {{uid: figure/x, value: {value}, qualifier: {qualifier}, counts: persons kind=extradition}}"
    found = told(text)["figure/x"]
    assert found.short_by == short_by
    words = f"the graph names 2, and it is {qualifier.replace('_', ' ')} {value}"
    assert found.contradictions == ((words,) if too_many else ())


def part(name: str, value: int, more: str = "breakdown: fate", qualifier: str = "exactly") -> str:
    return f"- {{uid: figure/{name}, value: {value}, qualifier: {qualifier}, part_of: figure/whole, {more}}}\n"


@pytest.mark.parametrize(
    ("whole", "parts", "said"),
    [
        ("at_least 31", part("p", 9) + part("q", 21), "its parts by fate make 30, not at least 31 cases"),
        ("at_least 31", part("p", 9) + part("q", 23), ""),
        ("exactly 31", part("p", 9) + part("q", 23), "its parts by fate make 32, not exactly 31 cases"),
        ("exactly 31", part("p", 9) + part("q", 22), ""),
        ("at_least 31", part("p", 9) + part("q", 21, qualifier="at_least"), ""),
        ("at_most 31", part("p", 9) + part("q", 23, qualifier="at_least"),
         "its parts by fate make 32 or more, not at most 31 cases"),
        ("over 31", part("p", 9) + part("q", 22), "its parts by fate make 31, not over 31 cases"),
        ("exactly 31", part("p", 9) + part("q", 22, "breakdown: charge"),
         "its parts by charge make 22, not exactly 31 cases; its parts by fate make 9, not exactly 31 cases"),
        ("exactly 31", part("p", 20, qualifier="about") + part("q", 12, qualifier="about"), ""),
        ("about 31", part("p", 9) + part("q", 23), ""),
        ("exactly 31", part("p", 9, "") + part("q", 9, ""), ""),
        ("exactly 31", part("p", 32, ""), "figure/p, a part of it, is exactly 32, and it is exactly 31 cases"),
        ("at_least 31", part("p", 32, ""), ""),
    ],
)  # fmt: skip
def test_parts_that_dont_make_the_whole_are_the_sources_contradiction(
    told: Told, whole: str, parts: str, said: str
) -> None:
    qualifier, value = whole.split()
    found = told(f"- {{uid: figure/whole, value: {value}, qualifier: {qualifier}, unit: cases}}\n{parts}")
    assert "; ".join(found["figure/whole"].contradictions) == said
    assert found["figure/whole"].named is None
    assert found["figure/whole"].short_by is None


def test_figures_that_overlap_name_each_other(told: Told) -> None:
    found = told("- {uid: figure/x, value: 5, overlaps: figure/y}\n- {uid: figure/y, value: 3}\n")
    assert (found["figure/x"].figure.overlaps, found["figure/y"].figure.overlaps) == (("figure/y",), ("figure/x",))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ("migration-rearest", "a pattern's name, .* - did you mean 'migration-rearrest'"),
        ("persons", "a pattern's name, members of group/..., or persons or events with fields"),
        ("members of five", "a uid, like"),
        ("members of state/by", "members of a .*group"),
        ("persons knd=arrest", "for knd: .* - did you mean 'kind'"),
        ("persons kind=arest", "for kind 'arest': a term of event_kinds, .* - did you mean 'arrest'"),
        ("events to=by", "for to 'by': a uid"),
        ("persons within=P7D", "for within: text"),
    ],
)
def test_what_cant_be_counted_is_refused_when_it_is_loaded(told: Told, counts: str, said: str) -> None:
    with pytest.raises(InputRefused) as refused:
        told(f'- {{uid: figure/x, value: 5, counts: "{counts}"}}')
    problem = refused.value.problems[0]
    assert problem.field == "stated_figures[0].counts"
    with pytest.raises(ValueError, match=said) as expected:
        counting.read(counts)
    assert " - ".join(filter(None, (problem.expected, problem.suggestion))) == str(expected.value)


def test_a_figure_of_a_pattern_that_is_gone_is_found(graph: Engine) -> None:
    said = (Claim("figure/x", "value", 5), Claim("figure/x", "counts", "a-pattern-of-old"))
    batches.load(graph, [Dataset("old", "1", said)])
    assert [(each.check, each.uid) for each in checks.check(graph)] == [("figure", "figure/x")]
    assert figures.check(graph)[0].named is None


def test_a_figure_says_who_states_it_and_where(told: Told) -> None:
    cited = "{source: source/text, locator: p. 3, standing: reported}"
    found = told(f"- {{uid: figure/x, name: All, value: {{value: 5, by: state/by}}, unit: persons, sources: {cited}}}")
    assert found["figure/x"].as_json() == {
        "uid": "figure/x",
        "name": "All",
        "value": 5,
        "qualifier": None,
        "unit": "persons",
        "period": None,
        "as_of": None,
        "counts": None,
        "breakdown": None,
        "cited": [
            {"source": "source/text", "locator": "p. 3", "standing": "reported", "by": "state/by", "quoted_in": ""}
        ],
        "named": None,
        "short_by": None,
        "overlaps": [],
        "parts": [],
        "contradictions": [],
    }
