"""What leaves of a pattern's answer, in every format: nothing that a profile doesn't open, and no small cell."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest

from graph.patterns.answer import Answer
from graph.patterns.figures.statistics import Group, Stage, Statistics, Tally
from graph.patterns.flat import rows
from graph.patterns.matches import Cited, FilledStep, Found, Gap, Match
from graph.patterns.ties import Item, Tie
from graph.share import cells, profiles, subgraphs
from graph.share.answers import named, release
from importers import eventlog, table
from tests.sharing.files import texts
from tests.sharing.planted import Planted
from viz.pictures import PLOTS

if TYPE_CHECKING:
    from graph.pictured.subgraph import Subgraph

KEY = bytes(range(32))
SUBJECTS = {"2020": 9, "2021": 6, "2022": 2}
GROUPS = tuple(Group({"year": year}, Tally(each, 0), Tally(each, 0)) for year, each in SUBJECTS.items())


def planted_answer() -> tuple[Answer, Subgraph, Planted]:
    """An answer about a planted part of the graph, with marks of its own where it has text."""
    planted = Planted()
    about = planted.subgraph()
    subject, event = about.focus[0], about.rows[0].events[0]
    agency = next(node.uid for node in about.nodes if node.kind == "Agency")
    found = Found(
        event,
        "arrest",
        planted.mark("", "date"),
        "2022-09-17",
        "2022-09-19",
        exact=False,
        citations=(Cited(f"source/{planted.mark('', 'source')}", planted.mark("", "place"), "documented", agency),),
    )
    step = planted.mark("", "step")
    match = Match(
        subject,
        planted.mark("Person", "name"),
        "certain",
        (),
        planted.mark("", "standing"),
        (planted.mark("", "under"),),
        (FilledStep(step, (found,), alternative=planted.mark("", "alternative")),),
        (Gap(step, step, 2, 2),),
    )
    tie = Tie("actors", "carried_out", (Item(agency, planted.mark("", "item")),))
    hidden = Tie("subject", "target", (Item(subject, planted.mark("", "item")),))
    answer = Answer(
        planted.mark("", "pattern"),
        planted.mark("", "title"),
        (match,),
        (f"person/{planted.mark('', 'inconsistent')}",),
        (f"person/{planted.mark('', 'undecided')}",),
        {"happened_by": planted.mark("", "clock"), "recorded_by": planted.mark("", "clock"), "known_by": "2022-09-18"},
        {"by": planted.mark("", "by"), "standing": planted.mark("", "standing")},
        ties={event: (tie, hidden)},
        statistics=Statistics({}, (), (Stage(step, Tally(9, 0), 0),)),
    )
    return answer, about, planted


@pytest.mark.parametrize("profile", profiles.names())
def test_no_format_tells_what_the_profile_closes(profile: str) -> None:
    answer, about, planted = planted_answer()
    chosen = profiles.profile(profile)
    released = release(answer, about, chosen, KEY)
    assert len(released.matches) == 1
    found = list(rows(released))
    formats = (
        json.dumps(released.as_json()),
        repr(asdict(released)),
        table.table(found).decode(),
        eventlog.xes(released.pattern, found).decode(),
        eventlog.ocel(found, released.ties or {}).data.decode(),
    )
    for text in formats:
        assert not set(re.findall(r"m\d{4}q", text)) & planted.closed(chosen)
        assert profile != "public" or "2022-09-18" not in text
    assert released.matches[0].name.startswith("Person ")
    assert "agency/" in formats[-1]


@pytest.mark.parametrize("profile", profiles.names())
@pytest.mark.parametrize("ending", PLOTS)
def test_no_plot_tells_what_the_profile_closes(ending: str, profile: str) -> None:
    answer, about, planted = planted_answer()
    chosen = profiles.profile(profile)
    figures = release(answer, about, chosen, KEY).statistics
    assert figures
    made = PLOTS[ending](figures, subgraphs.release(about, chosen, KEY))
    found = {mark for text in texts(made) for mark in re.findall(r"m\d{4}q", re.sub(r"\s", "", text))}
    assert not found & planted.closed(chosen)
    assert ending == ".png" or profile == "public" or found & set(planted.marks["Agency", "name"])


def test_what_is_named_is_all_that_the_gate_must_know() -> None:
    answer, _, _ = planted_answer()
    told = json.dumps(asdict(answer))
    uids = set(re.findall(r'"((?:person|event|agency|source)/[^"]+)"', told))
    assert uids <= named(answer)


def test_nothing_leaves_of_what_is_not_known() -> None:
    answer, about, _ = planted_answer()
    nobody = replace(about, nodes=(), ties=(), sources=(), focus=(), rows=())
    assert release(answer, nobody, profiles.profile("internal"), KEY).matches == ()


def test_small_cells_are_left_out_and_can_not_be_counted_back() -> None:
    figures = Statistics({"year": GROUPS}, (), ())
    assert [group.key["year"] for group in cells.suppressed(figures, 3).counts["year"]] == ["2020"]
    assert cells.suppressed(figures, 1).counts["year"] == GROUPS
    few = (*GROUPS[:2], *(Group({"year": year}, Tally(1, 0), Tally(1, 0)) for year in ("2023", "2024")))
    assert [group.key["year"] for group in cells.suppressed(Statistics({"year": few}, (), ()), 5).counts["year"]] == [
        "2020"
    ]


def test_a_stage_that_few_reach_or_few_are_lost_at_is_left_out() -> None:
    stages = tuple(Stage(str(number), Tally(number, 0), 0) for number in (12, 11, 6, 2, 0))
    kept = cells.suppressed(Statistics({}, (), stages), 5).funnel
    assert [stage.step for stage in kept] == ["12", "6", "0"]
