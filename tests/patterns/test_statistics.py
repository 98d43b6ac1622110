"""The figures of an answer, on histories small enough to be counted by eye."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from graph.patterns import library, matching
from graph.patterns.figures.statistics import Stage, Tally
from graph.patterns.language import reading
from graph.patterns.question import Question
from graph.patterns.ties import Item
from graph.problems import Place, Problems
from importers import load

if TYPE_CHECKING:
    from pathlib import Path

    from graph.engine import Engine
    from graph.patterns.figures.statistics import Group, Statistics

PERSONS = {
    "harried": (
        "c charge 2022-01-01",
        "n notification [2022-01-05..2022-01-11]",
        "t threat 2022-01-08",
        "u threat 2022-01-10",
    ),
    "plain": (
        "r release 2022-05-01 at=place/moscow",
        "x extradition 2022-05-11 from=state/ru to=state/by actors=agency/by-kgb:received",
    ),
    "twice": (
        "r release 2022-05-01 at=place/moscow",
        "s release 2022-05-02",
        "x extradition 2022-05-03 from=place/moscow to=state/by actors=agency/by-kgb:received under=article/a",
    ),
    "unsure": (
        "r release [2022-12-20..2022-12-31] actors=agency/by-kgb:requested",
        "x extradition [2022-12-25..2023-12-31] actors=agency/ru-fsb,agency/by-kgb:received under=article/a",
    ),
    "vague": ("r release 2021", "x extradition"),
    "requested": (
        "q extradition_request 2022-06-01 actors=agency/by-kgb:requested",
        "a arrest 2022-06-02 at=place/moscow",
    ),
    "border": ("q extradition_request 2022-06-01 at=place/moscow", "a arrest 2022-06-02 at=place/border"),
    "fled": ("f flight 2022-06-01 from=state/by to=state/ru", "a arrest 2022-06-02 at=place/moscow"),
    "expelled": ("a arrest 2022-06-02 at=place/moscow", "d deportation 2022-06-03 from=state/ru to=state/ge"),
    "sentenced": ("c conviction 2022-06-02 under=article/b,instrument/by-cc actors=court/minsk:decided",),
}
TWO = "steps: [{id: r, kind: release}, {id: x, kind: handover}]"
BASE = """
dataset: base
version: 1
states: [{uid: state/by, name: Belarus}, {uid: state/ru, name: Russia}, {uid: state/ge, name: Georgia}]
places:
- {uid: place/russia-centre, within: state/ru}
- {uid: place/moscow, name: Moscow, within: place/russia-centre}
- {uid: place/border, name: The border, within: [state/ru, state/by]}
agencies: [{uid: agency/by-kgb, name: KGB, of_state: state/by}, {uid: agency/ru-fsb, name: FSB, of_state: state/ru}]
courts: [{uid: court/minsk, name: A court, of_state: state/by}]
legal_instruments: [{uid: instrument/by-cc, name: Criminal Code, of_state: state/by}]
legal_articles:
- {uid: article/a, name: Article 364, of_instrument: instrument/by-cc}
- {uid: article/b, part_of: article/a}
sources: [{uid: source/one, name: One}]
persons: [{uid: person/summoned, name: summoned}]
events:
- uid: event/summons
  kind: summons
  date: 2022-07-01
  subject: person/summoned
  sources: [{source: source/one, standing: documented}]
  actors:
  - {uid: agency/by-kgb, role: received}
  - {uid: agency/ru-fsb, role: planned, by: state/by, sources: [{source: source/one, standing: alleged}]}
  - {uid: agency/by-kgb, role: witnessed, sensitivity: restricted}
"""


def event(person: str, text: str) -> dict[str, Any]:
    """Return an event of a person, from a text like `r release 2022-05-01 at=place/moscow`."""
    uid, kind, *more = text.split()
    said: dict[str, Any] = {"date": more.pop(0)} if more and "=" not in more[0] else {}
    for each in more:
        name, _, ends = each.partition("=")
        pairs = (end.partition(":") for end in ends.split(","))
        said[name] = [{"uid": end} | ({"role": role} if role else {}) for end, _, role in pairs]
    return {"uid": f"event/{person}.{uid}", "kind": kind, "subject": f"person/{person}"} | said


@pytest.fixture(scope="module")
def told(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    cited = {"sources": [{"source": "source/one", "standing": "documented"}]}
    data = {
        "dataset": "told",
        "version": 1,
        "persons": [{"uid": f"person/{name}", "name": name} for name in PERSONS],
        "events": [event(name, text) | cited for name, events in PERSONS.items() for text in events],
    }
    folder: Path = tmp_path_factory.mktemp("cases")
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    (folder / "told.json").write_text(json.dumps(data), encoding="utf-8")
    load.load(engine, load.gather([folder]))
    return engine


def figures(graph: Engine, text: str, *persons: str, **question: Any) -> Statistics:
    said: dict[str, Any] = {"name": "asked", "title": "Asked"} | yaml.safe_load(text)
    pattern = reading.read(said, Problems(lambda _at, _key: Place("asked.yaml")), None, library.pattern)
    asked = Question(subjects=[f"person/{each}" for each in persons] or None, **question)
    found = matching.match(graph, pattern, asked, statistics=True).statistics
    assert found
    return found


def shown(groups: tuple[Group, ...]) -> list[tuple[object, ...]]:
    """Return groups as tuples: the parts of the key as uids, then how many matches and subjects."""
    return [
        (
            *(part.uid if isinstance(part, Item) else part for part in group.key.values()),
            (group.matches.certain, group.matches.possible),
            (group.subjects.certain, group.subjects.possible),
        )
        for group in groups
    ]


def test_matches_are_counted_by_what_they_have_in_common_and_each_subject_once(told: Engine) -> None:
    counts = figures(told, TWO).counts
    assert shown(counts["agency"]) == [
        ("agency/by-kgb", "received", (3, 1), (2, 1)),
        ("agency/by-kgb", "requested", (0, 1), (0, 1)),
        ("agency/ru-fsb", "carried_out", (0, 1), (0, 1)),
        (None, None, (0, 1), (0, 1)),
    ]
    assert shown(counts["article"]) == [
        ("article/a", "instrument/by-cc", (2, 1), (1, 1)),
        (None, None, (1, 1), (1, 1)),
    ]
    assert shown(counts["place"]) == [("place/moscow", (2, 0), (2, 0)), (None, (1, 2), (1, 2))]
    assert shown(counts["mechanism"]) == [(None, (3, 2), (2, 2))]
    assert shown(counts["state_pair"]) == [
        ("state/ru", "state/by", (3, 0), (2, 0)),
        (None, "state/by", (0, 1), (0, 1)),
        (None, None, (0, 1), (0, 1)),
    ]
    assert counts["state_pair"][0].key == {"from": Item("state/ru", "Russia"), "to": Item("state/by", "Belarus")}


def test_an_article_is_counted_with_the_instrument_of_which_it_is_a_part(told: Engine) -> None:
    counts = figures(told, "steps: [{id: c, kind: conviction}]").counts
    assert shown(counts["article"]) == [("article/b", "instrument/by-cc", (1, 0), (1, 0))]
    assert shown(counts["court"]) == [("court/minsk", "decided", (1, 0), (1, 0))]


def test_a_date_that_may_lie_in_several_years_counts_as_such(told: Engine) -> None:
    assert shown(figures(told, TWO).counts["year"]) == [
        ("2022", (3, 0), (2, 0)),
        ("2022/2023", (0, 1), (0, 1)),
        (None, (0, 1), (0, 1)),
    ]
    assert shown(figures(told, "steps: [{id: r, kind: release}]", "vague").counts["year"]) == [("2021", (1, 0), (1, 0))]


@pytest.mark.parametrize(
    ("person", "pattern", "pair"),
    [
        ("requested", "[{id: q, kind: request}, {id: a, kind: arrest}]", ("state/ru", "state/by")),
        ("border", "[{id: q, kind: request}, {id: a, kind: arrest}]", ("state/ru", None)),
        ("fled", "[{id: f, kind: flight}, {id: a, kind: arrest}]", ("state/ru", None)),
        ("expelled", "[{id: a, kind: arrest}, {id: d, kind: removal}]", ("state/ru", "state/ge")),
        ("plain", "[{id: r, kind: release}]", ("state/ru", None)),
        ("sentenced", "[{id: c, kind: conviction}]", (None, None)),
    ],
)
def test_a_state_pair_is_told_by_what_the_matched_events_say(
    told: Engine, person: str, pattern: str, pair: tuple[str | None, str | None]
) -> None:
    counts = figures(told, f"steps: {pattern}", person).counts
    assert [group[:2] for group in shown(counts["state_pair"])] == [pair]


def test_a_gap_between_the_same_events_counts_once_and_only_exact_ones_make_quartiles(told: Engine) -> None:
    certain, possible = figures(told, TWO).gaps
    # Of plain 10 days, of twice 2 and 1; of unsure 0 days to a year and 11 days, of vague nothing bounds it.
    assert (certain.start, certain.end, certain.time) == ("r", "x", "certain")
    assert (certain.least, certain.most, certain.unbounded, certain.exact, certain.inexact) == (1, 10, 0, 3, 0)
    assert list(certain.quartiles or ()) == [1.5, 2, 6]
    assert (possible.least, possible.most, possible.unbounded) == (0, 376, 1)
    assert (possible.exact, possible.inexact, possible.quartiles) == (0, 2, None)
    three = "steps: [{id: r, kind: release}, {id: x, kind: handover}, {id: y, optional: true, kind: handover}]"
    assert list(figures(told, three, "plain").gaps[0].quartiles or ()) == [10, 10, 10]


def test_a_gap_counts_once_though_several_matches_have_it(told: Engine) -> None:
    three = "steps: [{id: c, kind: charge}, {id: n, kind: notification}, {id: t, kind: threat}]"
    # Told on 8 January at the latest before one threat, on 10 January before the other.
    told_of, threatened = figures(told, three, "harried").gaps
    assert (told_of.time, told_of.least, told_of.most, told_of.inexact) == ("possible", 4, 9, 1)
    assert (threatened.inexact, threatened.unbounded) == (2, 0)


def funnel(graph: Engine, text: str) -> list[tuple[str, int, int]]:
    return [(each.step, each.subjects.certain, each.subjects.possible) for each in figures(graph, text).funnel]


def test_a_funnel_tells_how_many_subjects_reach_each_step(told: Engine) -> None:
    assert funnel(told, TWO) == [("r", 4, 0), ("x", 2, 2)]
    assert figures(told, TWO, "plain").funnel == (Stage("r", Tally(1, 0), 0), Stage("x", Tally(1, 0), 0))


def test_only_steps_that_must_be_filled_are_stages_and_an_absence_at_the_end(told: Engine) -> None:
    steps = "{id: r, kind: release}, {id: s, optional: true, kind: release}, {id: x, kind: handover}"
    assert funnel(told, f"steps: [{steps}]") == [("r", 4, 0), ("x", 2, 2)]
    between = "{id: r, kind: release}, {id: s, absent: true, kind: release}, {id: x, kind: handover}"
    assert funnel(told, f"steps: [{between}]") == [("r", 4, 0), ("x", 2, 2)]
    ending = "steps: [{id: r, kind: release}, {id: x, absent: true, kind: handover, before: 2022-05-05}]"
    # Of unsure and vague, whose handover may be of any day, the latter may have been before.
    assert funnel(told, ending) == [("r", 4, 0), ("x", 2, 1)]


def test_what_holds_for_the_whole_pattern_holds_at_each_stage(told: Engine) -> None:
    three = "steps: [{id: r, kind: release}, {id: s, kind: release}, {id: x, kind: handover}]"
    assert funnel(told, three) == [("r", 4, 0), ("s", 1, 0), ("x", 1, 0)]
    assert funnel(told, f"{{max_span: PT1H, {three}}}") == [("r", 4, 0), ("s", 0, 0), ("x", 0, 0)]
    assert funnel(told, f"{{until: {{kind: release}}, {three}}}")[1] == ("s", 1, 0)


def test_a_comparison_counts_once_both_steps_are_there(told: Engine) -> None:
    compared = "steps: [{id: r, kind: release, same: {at: x.from}}, {id: x, kind: handover}]"
    assert funnel(told, compared) == [("r", 4, 0), ("x", 1, 0)]


def test_what_a_version_or_standing_leaves_out_is_not_counted(told: Engine) -> None:
    def agencies(**question: Any) -> set[object]:
        return {
            tuple(group[:2])
            for group in shown(figures(told, "steps: [{id: s, kind: summons}]", **question).counts["agency"])
        }

    received, planned = ("agency/by-kgb", "received"), ("agency/ru-fsb", "planned")
    witnessed = ("agency/by-kgb", "witnessed")
    assert agencies() == {received, planned, witnessed}
    assert agencies(level="public") == {received, planned}
    assert agencies(standing="documented") == {received, witnessed}
    assert agencies(by="state/by") == {received, planned, witnessed}
    assert agencies(by="state/ru") == {received, witnessed}


def test_who_wants_the_certain_gets_figures_of_the_certain(told: Engine) -> None:
    certain = figures(told, TWO).only_certain()
    assert shown(certain.counts["year"]) == [("2022", (3, 0), (2, 0))]
    assert [each.time for each in certain.gaps] == ["certain"]
    assert [each.subjects for each in certain.funnel] == [Tally(4, 0), Tally(2, 0)]
