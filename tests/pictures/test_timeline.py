"""Timelines: each event on its line between its days, open where nothing bounds it, rows under one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from graph.pictured import targets
from graph.pictured.subgraph import Cited, Node, Row, Subgraph, Tie
from tests.pictures import hostile
from viz import bars, condensing, scale, sheet, telling, timeline, timeline_sheets
from viz.pictures import TIMELINES

if TYPE_CHECKING:
    from graph.engine import Engine


@pytest.fixture(scope="module")
def found(case: Engine) -> Subgraph:
    return targets.of_item(case, "person/a")


def texts(svg: bytes) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_each_event_stands_with_its_date_name_sources_and_the_days_since_the_one_before(found: Subgraph) -> None:
    shown = texts(TIMELINES[".svg"](found))
    for said in ("A.", "Arrested", "Handed over", "2022-01", "55 to 88 days after no. 1"):
        assert said in shown, said
    assert any(text.startswith("2. 2022-03 [") for text in shown)


def test_rows_are_laid_under_a_step_and_say_what_is_only_possible(found: Subgraph) -> None:
    rows = [Row("person/a", row.events, "event/handover", certain=False) for row in found.rows * 2]
    shown = texts(TIMELINES[".svg"](replace(found, rows=tuple(rows))))
    assert shown.count("A., possible") == 2
    assert "day 0" in shown
    assert any(text.startswith("-") for text in shown)


@pytest.mark.parametrize("ending", TIMELINES)
def test_the_same_gives_the_same_whatever_the_names(ending: str) -> None:
    assert TIMELINES[ending](hostile.subgraph()) == TIMELINES[ending](hostile.subgraph())


def dated(first: str | None, last: str | None, date: str = "") -> list[tuple[str, bool]]:
    """How a bar of an event is shaded, piece by piece, and which of them reach beyond the axis."""
    node = Node("event/e", "Event", "E", {"date": date}, first, last)
    row = Row("person/p", ("event/e",))
    (told,) = telling.rows(Subgraph("T", (Node("person/p", "Person", "P"), node), (), rows=(row,)))
    axis = scale.around([(738_000, 739_000)], 0, 500, counted=False)
    return [(piece.shade, piece.left < 0 or piece.right > 500) for piece in bars.pieces(told.bars[0], axis, 18)]


@pytest.mark.parametrize(
    ("days", "shades"),
    [
        (("2022-01-02", "2022-01-02"), [("full", False)]),
        (("2022-01-01", "2022-12-31"), [("in", False), ("light", False), ("out", False)]),
        ((None, "2022-12-31"), [("in", True), ("light", False), ("out", False)]),
        ((None, None), [("in", True), ("light", False), ("out", True)]),
        (("2022-01-01", "2022-01-31", "2022-01/2022-06"), [("in", False), ("full", False)]),
        (("2022-01-02", "2022-01-02", "2022-01-02/.."), [("full", False), ("out", True)]),
    ],
)
def test_bars_fade_where_their_ends_are_uncertain(days: tuple[str, ...], shades: list[tuple[str, bool]]) -> None:
    assert dated(*days) == shades


def test_an_axis_ends_where_the_calendar_does() -> None:
    axis = scale.around([(366, 3_650_000)], 0, 500, counted=False)
    assert 2 <= len(axis.marks()) <= 8


def test_where_a_bar_is_open_the_axis_goes_on_for_long() -> None:
    def room(*spans: scale.Span) -> tuple[float, float]:
        axis = scale.around([(738_000, 738_120), *spans], 0, 100, counted=False)
        return axis.x(738_000), 100 - axis.x(738_120)

    closed = room()
    for span, opened in (
        ((None, 738_000), (True, False)),
        ((738_100, None), (False, True)),
        ((738_000, 738_010, None), (False, True)),
        ((None, 738_010, 738_020), (True, False)),
        ((None, None), (False, False)),
    ):
        for has, had, is_open in zip(room(span), closed, opened, strict=True):
            assert (has > 15) is is_open, span
            assert (had > 15) is False, span


def test_a_timeline_explains_no_boxes_since_it_has_none(found: Subgraph) -> None:
    drawn = timeline.told(found).drawing
    assert not drawn.kinds
    assert drawn.summary() == "A.: 2 events by their days."
    assert not any(str(node).startswith("legend") for node in timeline.on_sheet(timeline.told(found)).nodes())


def test_an_axis_of_no_day_is_not_marked() -> None:
    assert scale.around([(None, None)], 0, 500, counted=False).marks() == []


def test_a_short_axis_is_marked_by_days_and_by_mondays() -> None:
    monday = date(2021, 7, 19).toordinal()
    one, weeks = (scale.around([(monday, monday + last)], 0, 500, counted=False) for last in (0, 28))
    assert [said for _, said in one.marks()] == ["2021-07-18", "2021-07-19", "2021-07-20"]
    assert [said for _, said in weeks.marks()] == [
        f"2021-{day}" for day in ("07-19", "07-26", "08-02", "08-09", "08-16")
    ]


def test_days_are_marked_few_enough_to_be_read() -> None:
    for last in (1, 40, 400, 4_000, 40_000, 400_000):
        for counted in (False, True):
            axis = scale.around([(700_000, 700_000 + last)], 0, 500, counted=counted)
            assert 0 < len(axis.marks()) <= 8
            assert axis.x(700_000) < axis.x(700_000 + last) <= 500


def test_a_timeline_tells_no_more_than_a_reader_can_follow() -> None:
    events = [Node(f"event/e{n}", "Event", f"Event {n}", {}, day := f"{1000 + n}-01-01", day) for n in range(1000)]
    person = Node("person/p", "Person", "P")
    whole = Row("person/p", tuple(node.uid for node in reversed(events)))
    told = condensing.shortened(Subgraph("T", (person, *events), (), rows=(whole,)))
    assert [bar.uid for row in telling.rows(told) for bar in row.bars] == [node.uid for node in events[:300]]
    assert told.left_out == ("the last 700 of 1000 events in the first row",)
    rows = tuple(Row("person/p", (events[n].uid, events[n + 1].uid), events[n].uid) for n in range(0, 1000, 2))
    told = condensing.shortened(Subgraph("T", (person, *events), (), rows=rows))
    assert (told.rows, told.left_out[0].partition(";")[0]) == (rows[:150], "350 of 500 rows")


def test_under_a_step_of_no_known_day_nothing_has_a_place() -> None:
    banned, left = Node("event/b", "Event", "Banned"), Node("event/l", "Event", "Left", {}, "2021-07-22", "2021-07-22")
    row = Row("person/p", ("event/b", "event/l"), "event/b")
    found = telling.rows(Subgraph("T", (Node("person/p", "Person", "P"), banned, left), (), rows=(row, row)))
    for told in found:
        assert [(bar.name, bar.span) for bar in told.bars] == [("Banned", (None, None)), ("Left", (None, None))]


def test_a_match_alone_stands_in_the_order_of_its_steps_on_days_of_the_calendar() -> None:
    last = Node("event/l", "Event", "Last", {}, "2021-07-22", "2021-07-22")
    first = Node("event/f", "Event", "First")
    row = Row("person/p", ("event/f", "event/l"), "event/f", gaps=(("event/f", "event/l", -1, 1),))
    subgraph = Subgraph("T", (Node("person/p", "Person", "P"), last, first), (), rows=(row,))
    (told,) = telling.rows(subgraph)
    day = date(2021, 7, 22).toordinal()
    assert [(bar.name, bar.span) for bar in told.bars] == [("First", (None, None)), ("Last", (day, day))]
    assert told.bars[1].note == "from 1 day before no. 1 to 1 day after it"
    assert "2021-07" in " ".join(texts(TIMELINES[".svg"](subgraph)))


def story(rows: int, length: int) -> Subgraph:
    """So many people, to each of whom so much happened, a year after the other."""
    people = [Node(f"person/p{n}", "Person", f"P{n}") for n in range(rows)]
    events = [
        [Node(f"event/e{n}-{m}", "Event", f"E {n} {m}", {}, day := f"{1900 + m}-01-01", day) for m in range(length)]
        for n in range(rows)
    ]
    told = [
        Row(person.uid, tuple(event.uid for event in own), own[0].uid)
        for person, own in zip(people, events, strict=True)
    ]
    return Subgraph("Long", (*people, *(event for own in events for event in own)), (), rows=tuple(told))


@pytest.mark.parametrize("size", [(1, 3), (17, 5), (2, 120), (1, 200), (60, 1)])
def test_a_long_timeline_goes_on_from_sheet_to_sheet_of_a4(size: tuple[int, int]) -> None:
    rows, length = size
    graphs = [each.graph for each in timeline_sheets.sheets(timeline.told(story(rows, length)))]
    assert all(map(sheet.is_a4, graphs))
    assert (len(graphs) > 1) is (rows * length > 40)
    names = [str(node) for graph in graphs for node in graph.nodes()]
    assert [each for each in names if each.endswith("told")] == [f"bar{n}told" for n in range(1, rows * length + 1)]
    rowed = [node.attr["label"] for graph in graphs for node in graph.nodes() if node.startswith("row")]
    assert [each for each in rowed if "continued" not in each] == [f"P{n}\\l" for n in range(rows)]
    assert any("continued" in each for each in rowed) is (length > 40)


def test_order_is_told_where_the_arrow_would_lead_to_the_sheet_before() -> None:
    long = story(1, 120)
    order = [Tie(after, "follows", before) for before, after in pairwise(long.rows[0].events)]
    first, second, *_ = timeline_sheets.sheets(timeline.told(replace(long, ties=tuple(order))))
    last = max(int(node[3:-4]) for node in first.graph.nodes() if node.endswith("told"))
    note = second.graph.get_node(f"bar{last + 1}note").attr["label"].replace("\\l", " ")
    assert note.strip() == f"after no. {last}, as a source says"


def test_what_no_sheet_of_a4_holds_is_not_cut() -> None:
    crowded = story(2, 60)
    sources = tuple(Node(f"source/s{n}", "Source", f"Report {n} of many") for n in range(120))
    cited = tuple(Cited(node.uid, "page 1, which is a long way down", "reported", "", "") for node in sources)
    nodes = (replace(crowded.nodes[-1], citations=cited), *crowded.nodes[:-1])
    assert len(timeline_sheets.sheets(timeline.told(replace(crowded, nodes=nodes, sources=sources)))) == 1


def test_a_sheet_of_any_size_is_drawn_without_a_word_and_fits_into_memory(capfd: pytest.CaptureFixture[str]) -> None:
    with Image.open(BytesIO(TIMELINES[".png"](story(1, 300)))) as drawn:
        assert 5_000 < max(drawn.size) <= 10_001
    assert "".join(capfd.readouterr()) == ""
