"""Answers as CSV, XES and OCEL, read back by what reads them elsewhere: csv, ElementTree, pm4py."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pm4py
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.patterns.answer import Answer
from graph.patterns.flat import COLUMNS, rows
from graph.patterns.matches import Cited, FilledStep, Found, Gap, Match
from graph.patterns.ties import Item, Tie, Ties
from importers.eventlog import ObjectLog, ocel, xes
from importers.table import table

if TYPE_CHECKING:
    from pathlib import Path

CITED = (Cited("source/one", "p. 1, line 2", "documented", ""), Cited("source/two", "", "alleged", "state/by"))
RELEASE = Found("event/r", "release", "2022-05-01", "2022-05-01", "2022-05-01", True, CITED)
JUNE = Found("event/x", "extradition", "2022-06", "2022-06-01", "2022-06-30", False, CITED[:1])
UNTIL = Found("event/y", "extradition", "../2022-07-01", None, "2022-07-01", False, ())
UNDATED = Found("event/z", "extradition", None, None, None, False, ())
DOUBTED = Found("event/d", "release", "2022-05-01?", "2022-05-01", "2022-05-01", False, ())
A, MOSCOW, FSB = Item("person/a", "Ю. & <К>"), Item("place/moscow", "Moscow"), Item("agency/ru-fsb", "FSB")
TIES: Ties = dict.fromkeys(("event/y", "event/z", "event/d"), ()) | {
    "event/r": (Tie("subject", "target", (A,)), Tie("at", "", (MOSCOW, Item("state/ru", "Russia")))),
    "event/x": (Tie("actors", "received", (FSB,)), Tie("actors", "planned", (FSB,))),
}
XES = {"": "http://www.xes-standard.org/"}
pytestmark = pytest.mark.filterwarnings("ignore:Install the optional requirement")


def matched(*steps: tuple[str, tuple[Found, ...]], name: str = A.name, gaps: tuple[Gap, ...] = ()) -> Match:
    filled = tuple(FilledStep(step, events, "filled" if events else "absent") for step, events in steps)
    return Match(A.uid, name, "possible", ("time", "claims"), "documented", ("state/by",), filled, gaps)


RUN = matched(
    ("release", (RELEASE,)), ("none", ()), ("removal", (JUNE, UNTIL)), gaps=(Gap("release", "removal", 31, None),)
)
OTHER = matched(("release", (DOUBTED,)), ("none", ()), ("removal", (UNDATED,)))
ANSWER = Answer("asked", "Asked", (RUN, OTHER))


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_a_table_has_a_row_for_each_event_and_for_each_step_without_one() -> None:
    found = read_csv(table(rows(ANSWER)))
    assert [(row["number"], row["step"], row["state"], row["event"]) for row in found] == [
        ("1", "release", "filled", "event/r"),
        ("1", "none", "absent", ""),
        ("1", "removal", "filled", "event/x"),
        ("1", "removal", "filled", "event/y"),
        ("2", "release", "filled", "event/d"),
        ("2", "none", "absent", ""),
        ("2", "removal", "filled", "event/z"),
    ]
    assert found[0] | {"name": "", "citations": ""} == dict.fromkeys(COLUMNS, "") | {
        "pattern": "asked",
        "subject": "person/a",
        "number": "1",
        "time": "possible",
        "because": "time; claims",
        "standing": "documented",
        "under": "state/by",
        "step": "release",
        "state": "filled",
        "event": "event/r",
        "kind": "release",
        "date": "2022-05-01",
        "earliest": "2022-05-01",
        "latest": "2022-05-01",
        "exact": "true",
    }
    assert found[0]["citations"] == "source/one, p. 1, line 2 (documented); source/two (alleged, by state/by)"
    assert [(row["gap_min_days"], row["gap_max_days"]) for row in found[2:4]] == [("31", ""), ("", "")]
    assert (found[3]["earliest"], found[3]["latest"], found[3]["exact"]) == ("", "2022-07-01", "false")
    assert table(()) == ",".join(COLUMNS).encode() + b"\r\n"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_a_table_keeps_every_text_and_lets_none_begin_like_a_formula(text: str) -> None:
    (cell,) = {row["name"] for row in read_csv(table(rows(Answer("p", "", (matched(("r", (RELEASE,)), name=text),)))))}
    begins = text[:1] in ("=", "+", "-", "@", "\t", "\r") and bool(text)
    assert cell == f"'{text}" if begins else cell == text


def log_of(answer: Answer) -> ET.Element:
    return ET.fromstring(xes(answer.pattern, rows(answer)))


def attributes(element: ET.Element) -> dict[str, str]:
    return {each.attrib["key"]: each.attrib["value"] for each in element if "key" in each.attrib}


def test_xes_has_a_trace_for_each_match_and_timestamps_of_exact_days_only() -> None:
    log = log_of(ANSWER)
    assert log.attrib["xes.version"] == "1849.2016"
    traces = [[attributes(event) for event in trace.findall("event", XES)] for trace in log.findall("trace", XES)]
    told = [attributes(trace) for trace in log.findall("trace", XES)]
    assert [(each["concept:name"], each["name"]) for each in told] == [("person/a#1", A.name), ("person/a#2", A.name)]
    assert [[each["event"] for each in trace] for trace in traces] == [
        ["event/r", "event/x", "event/y"],
        ["event/d", "event/z"],
    ]
    (release, june, until), (doubted, undated) = traces
    assert release["time:timestamp"] == "2022-05-01T00:00:00.000+00:00"
    assert not any("time:timestamp" in each for each in (june, until, doubted, undated))
    assert (june["earliest"][:10], june["latest"][:10], june["date"]) == ("2022-06-01", "2022-06-30", "2022-06")
    assert "earliest" not in until
    assert (undated["concept:name"], undated["step"]) == ("extradition", "removal")


@given(st.text())
def test_xes_holds_any_text_and_replaces_what_xml_cannot(text: str) -> None:
    (trace,) = log_of(Answer("p", "", (matched(("r", (RELEASE,)), name=f"x{text}"),))).findall("trace", XES)
    kept = "".join(
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "�" for c in text
    )
    assert attributes(trace)["name"] == f"x{kept}"


def test_pm4py_reads_xes(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_bytes(xes("asked", rows(ANSWER)))
    log = pm4py.read_xes(str(path))
    assert list(log["case:concept:name"]) == ["person/a#1"] * 3 + ["person/a#2"] * 2
    assert list(log["concept:name"]) == ["release", "extradition", "extradition", "release", "extradition"]
    assert [not missing for missing in log["time:timestamp"].isna()] == [True, False, False, False, False]
    assert str(log["time:timestamp"][0].date()) == "2022-05-01"


def objects_of(log: ObjectLog) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(log.data)
    return read


def test_ocel_links_events_to_items_by_role_and_to_their_matches_by_step() -> None:
    log = ocel(rows(ANSWER), TIES)
    assert log.undated == ("event/z",)
    read = objects_of(log)
    times = {each["id"]: each["time"] for each in read["events"]}
    assert times == {
        "event/r": "2022-05-01T00:00:00.000+00:00",
        "event/x": "2022-06-01T00:00:00.000+00:00",
        "event/y": "2022-07-01T00:00:00.000+00:00",
        "event/d": "2022-05-01T00:00:00.000+00:00",
    }
    linked = {
        each["id"]: [(one["objectId"], one["qualifier"]) for one in each["relationships"]] for each in read["events"]
    }
    assert linked["event/r"] == [("person/a", "target"), ("place/moscow", "at"), ("person/a#1", "release")]
    assert linked["event/x"] == [
        ("agency/ru-fsb", "received"),
        ("agency/ru-fsb", "planned"),
        ("person/a#1", "removal"),
    ]
    objects = {each["id"]: each for each in read["objects"]}
    assert {uid: each["type"] for uid, each in objects.items()} == {
        "person/a#1": "Match",
        "person/a#2": "Match",
        "person/a": "Person",
        "place/moscow": "Place",
        "agency/ru-fsb": "Agency",
    }
    assert objects["person/a#2"]["relationships"] == [{"objectId": "person/a", "qualifier": "subject"}]
    said = {
        each["name"]: each["value"] for each in next(e for e in read["events"] if e["id"] == "event/y")["attributes"]
    }
    assert said == {"date": "../2022-07-01", "latest": "2022-07-01"}


def test_an_event_of_several_matches_is_one_event_of_all() -> None:
    read = objects_of(ocel(rows(Answer("p", "", (RUN, RUN))), TIES))
    assert [each["id"] for each in read["events"]] == ["event/r", "event/x", "event/y"]
    steps = [one["objectId"] for one in read["events"][0]["relationships"] if one["qualifier"] == "release"]
    assert steps == ["person/a#1", "person/a#2"]


def test_pm4py_reads_ocel(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_bytes(ocel(rows(ANSWER), TIES).data)
    log = pm4py.read_ocel2_json(str(path))
    assert set(log.events["ocel:activity"]) == {"release", "extradition"}
    assert len(log.events) == 4
    assert set(log.objects["ocel:type"]) == {"Match", "Person", "Place", "Agency"}
    linked = {(row["ocel:eid"], row["ocel:oid"], row["ocel:qualifier"]) for _, row in log.relations.iterrows()}
    assert {("event/x", "person/a#1", "removal"), ("event/r", "place/moscow", "at")} <= linked
    assert set(log.o2o["ocel:oid_2"]) == {"person/a"}
