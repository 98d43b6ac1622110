"""What a dry run tells is what the load then does; the dry run itself leaves the graph as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from api import loading
from api.cli import effects
from graph.store import transaction_size
from importers import load
from tests.claims.test_batches import everything

if TYPE_CHECKING:
    from pathlib import Path

    from graph.changes.preview import Preview
    from graph.engine import Engine

BASE = """
dataset: base
version: 1
persons:
- {uid: person/a, name: A}
- {uid: person/b, name: B}
sources:
- {uid: source/one, name: One, held: true}
- {uid: source/two, name: Two}
events:
- uid: event/release
  kind: release
  date: 2022-05-01
  subject: person/a
  sources: [{source: source/one, locator: page 1, standing: documented}]
- uid: event/handover
  kind: handover
  date: 2022-08
  subject: person/a
  sources: [{source: source/one, locator: page 2, standing: documented}]
"""
REARREST = """
dataset: more
version: {version}
events:
- uid: event/rearrest
  kind: arrest
  ground: migration
  date: "{date}"
  subject: person/a
  sources: [{{source: source/two, locator: page 7, standing: reported}}]
"""


class Told:
    """A graph that holds the base, and a file that can be looked at and loaded."""

    def __init__(self, graph: Engine, folder: Path) -> None:
        self.graph, self.file = graph, folder / "told.yaml"
        self.load(BASE)

    def _read(self, text: str) -> Any:
        self.file.write_text(text, encoding="utf-8")
        return load.gather([self.file])

    def load(self, text: str) -> None:
        load.load(self.graph, self._read(text))

    def preview(self, text: str) -> Preview:
        """Look at what a file would do, and prove that nothing was done."""
        before = self.graph.read(everything)
        found = load.preview(self.graph, self._read(text))
        assert self.graph.read(everything) == before
        return found

    def would(self, text: str) -> dict[str, Any]:
        """Return the difference that a file would make, as plain data."""
        told: dict[str, Any] = loading.difference(self.preview(text))["difference"]
        return told

    def lines(self, text: str) -> list[str]:
        return list(effects.lines(self.preview(text)))


@pytest.fixture
def told(graph: Engine, tmp_path: Path) -> Told:
    return Told(graph, tmp_path)


def matches(told: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(each["change"], each["pattern"], each["subject"]) for each in told["matches"]]


def fields(told: dict[str, Any], uid: str) -> dict[str, tuple[Any, Any]]:
    """Return of an item each field with what is said before and after; links by their target, rivals by their value."""
    item = next(item for item in told["items"] if item["uid"] == uid)
    found = {}
    for each in item["fields"]:
        sides = tuple(each[side] and each[side]["value"] for side in ("before", "after"))
        more = each["target"] or ("" if each["shown"] else f"not shown: {sides[0] or sides[1]}")
        found[f"{each['field']} {more}".strip()] = sides
    return found


def said_by(told: dict[str, Any], uid: str, field: str, side: str) -> list[tuple[str, str]]:
    item = next(item for item in told["items"] if item["uid"] == uid)
    change = next(each for each in item["fields"] if each["field"] == field)
    return [(said["source"], said["locator"]) for said in change[side]["said_by"]]


def test_a_new_file_is_told_field_by_field_with_who_says_so(told: Told) -> None:
    would = told.would(REARREST.format(version=1, date="2022-05-03"))
    assert would["counts"] == {"new": 1, "changed": 0, "gone": 0, "unchanged": 0}
    assert [(item["uid"], item["state"]) for item in would["items"]] == [("event/rearrest", "new")]
    assert fields(would, "event/rearrest") == {
        "kind": (None, "arrest"),
        "ground": (None, "migration"),
        "date": (None, "2022-05-03"),
        "subject person/a": (None, None),
    }
    assert said_by(would, "event/rearrest", "subject", "after") == [("source/two", "page 7")]
    assert matches(would) == [("appears", "migration-rearrest", "person/a")]
    assert would["matches"][0]["after"] == "certain"
    assert would["matches"][0]["steps"] == [
        {"step": step, "event": f"event/{step}"} for step in ("release", "rearrest", "handover")
    ]


def test_a_correction_is_told_with_both_values_and_both_places(told: Told) -> None:
    corrected = BASE.replace("version: 1", "version: 2").replace("2022-05-01", "2022-05-02")
    corrected = corrected.replace("name: B}", "name: B, other_names: [Б]}").replace("page 2", "page 3")
    would = told.would(corrected)
    assert would["counts"] == {"new": 0, "changed": 3, "gone": 0, "unchanged": 3}
    assert fields(would, "event/release") == {"date": ("2022-05-01", "2022-05-02")}
    assert fields(would, "person/b") == {"other_names": (None, "Б")}
    assert fields(would, "event/handover")["date"] == ("2022-08", "2022-08")
    assert [said_by(would, "event/handover", "date", side) for side in ("before", "after")] == [
        [("source/one", "page 2")],
        [("source/one", "page 3")],
    ]
    assert "    ~ date: 2022-05-01 [3] -> 2022-05-02 [3]" in told.lines(corrected)


def test_a_version_that_says_less_tells_what_is_gone(told: Told) -> None:
    told.load(REARREST.format(version=1, date="2022-05-03"))
    less = REARREST.format(version=2, date="2022-05-03").partition("events:")[0]
    would = told.would(less + "persons: [{uid: person/c, name: C}]")
    assert [(item["uid"], item["state"]) for item in would["items"]] == [
        ("event/rearrest", "gone"),
        ("person/c", "new"),
    ]
    assert fields(would, "event/rearrest")["subject person/a"] == (None, None)
    assert said_by(would, "event/rearrest", "subject", "before") == [("source/two", "page 7")]
    assert matches(would) == [("vanishes", "migration-rearrest", "person/a")]


def test_who_is_contradicted_is_told_once_with_both_sources(told: Told) -> None:
    rival = """
dataset: rival
version: {version}
events:
- uid: event/release
  date: 2022-05-05
  note: Seen {version} times.
  sources: [{{source: source/two, locator: page 4, standing: alleged}}]
"""
    would = told.would(rival.format(version=1))
    assert would["contradicted"] == [
        {
            "uid": "event/release",
            "field": "date",
            "target": None,
            "role": None,
            "theirs": [
                {
                    "value": "2022-05-01",
                    "said_by": {"source": "source/one", "locator": "page 1", "standing": "documented", "by": None},
                    "datasets": ["base"],
                    "closed": None,
                }
            ],
            "ours": [
                {
                    "value": "2022-05-05",
                    "said_by": {"source": "source/two", "locator": "page 4", "standing": "alleged", "by": None},
                    "datasets": ["rival"],
                    "closed": None,
                }
            ],
        }
    ]
    told.load(rival.format(version=1))
    again = told.would(rival.format(version=2))
    assert (again["contradicted"], fields(again, "event/release")["note"]) == ([], ("Seen 1 times.", "Seen 2 times."))
    agreeing = rival.format(version=2).replace("2022-05-05", "2022-05-01")
    assert told.would(agreeing)["contradicted"] == []


def test_a_rival_gap_contradicts_and_the_gap_of_a_link_is_told(told: Told) -> None:
    gap = """
dataset: {name}
events:
- uid: event/handover
  follows: {{uid: event/release, gap: {gap}, sources: [{{source: source/two, locator: p. 1, standing: reported}}]}}
"""
    told.load(gap.format(name="first", gap="P3M"))
    would = told.would(gap.format(name="second", gap="P4M"))
    rivalry = would["contradicted"][0]
    assert (rivalry["field"], rivalry["target"]) == ("follows", "event/release")
    assert [rivalry[side][0]["value"] for side in ("theirs", "ours")] == [{"gap": "P3M"}, {"gap": "P4M"}]
    changed = told.would(gap.format(name="first", gap="P4M"))
    assert fields(changed, "event/handover") == {"follows event/release": ({"gap": "P3M"}, {"gap": "P4M"})}


def test_a_match_becomes_certain_by_what_somebody_elses_event_comes_after(told: Told) -> None:
    told.load(REARREST.format(version=1, date="2022-05-01"))
    order = """
dataset: order
events:
- {uid: event/hearing, kind: hearing, subject: person/b, follows: event/release}
"""
    told.load(order)
    closing = """
dataset: closing
events:
- {uid: event/rearrest, follows: event/hearing}
"""
    would = told.would(closing)
    assert matches(would) == [("becomes certain", "migration-rearrest", "person/a")]
    assert "  migration-rearrest becomes certain: person/a; release event/release" in "\n".join(told.lines(closing))
    told.load(closing)
    loosened = told.would(order.replace(", follows: event/release", ""))
    assert matches(loosened) == [("becomes possible", "migration-rearrest", "person/a")]


def test_a_match_becomes_certain_by_the_day_of_the_text_that_dates_it(told: Told) -> None:
    relative = REARREST.format(version=1, date="2022-05-03").replace('date: "2022-05-03"', "relative_date: today")
    told.load(relative)
    assert matches(told.would("dataset: day\nsources: [{uid: source/two, published: 2022-05-03}]")) == [
        ("becomes certain", "migration-rearrest", "person/a")
    ]


def test_what_can_no_longer_be_true_is_told(told: Told) -> None:
    circle = """
dataset: circle
events:
- {uid: event/x, kind: hearing, subject: person/a, date: 2022-01-01, follows: event/handover}
"""
    would = told.would(circle)
    assert [each["subject"] for each in would["inconsistent"]] == ["person/a"]
    assert {each["about"] for each in would["inconsistent"][0]["contradiction"]} == {"event/handover", "event/x"}
    told.load(circle)
    assert told.would("dataset: else\npersons: [{uid: person/a, note: N}]")["inconsistent"] == []


def test_an_item_that_rests_on_a_source_that_weighs_more_now_is_told(told: Told) -> None:
    told.load("""
dataset: rival
events:
- uid: event/release
  date: 2022-05-05
  sources: [{source: source/two, locator: page 4, standing: documented}]
""")
    lighter = (
        BASE.replace("version: 1", "version: 2")
        .replace(", held: true", "")
        .replace("name: Two", "name: Two, held: true")
    )
    assert fields(told.would(lighter), "event/release") == {
        "date": ("2022-05-01", "2022-05-05"),
        "date not shown: 2022-05-01": (None, "2022-05-01"),
        "date not shown: 2022-05-05": ("2022-05-05", None),
    }


CLOSED = """
dataset: closed
version: 1
persons:
- {uid: person/p-4k2x9, pseudonym: P., real_name: Hidden Name}
"""


def test_a_closed_value_is_told_without_what_it_says(told: Told) -> None:
    would = told.would(CLOSED)
    change = next(each for each in would["items"][0]["fields"] if each["field"] == "real_name")
    assert (change["closed"], change["before"], change["after"]) == ("restricted", None, {"value": None, "said_by": []})
    assert "    + real_name: restricted" in told.lines(CLOSED)
    told.load(CLOSED)
    rival = CLOSED.replace("dataset: closed", "dataset: rival").replace("Hidden Name", "Other Name")
    told_rival = told.would(rival)["contradicted"]
    assert [(each["field"], each["theirs"][0]["closed"]) for each in told_rival] == [("real_name", "restricted")]
    for text in (CLOSED.replace("version: 1", "version: 2").replace("Hidden", "Known"), rival):
        printed = f"{loading.difference(told.preview(text))}{told.lines(text)}"
        assert "Name" not in printed
        assert "real_name" in printed


def test_nothing_new_is_told_as_nothing(told: Told) -> None:
    assert told.lines(BASE) == []
    would = told.would(BASE)
    assert would == {
        "counts": {"new": 0, "changed": 0, "gone": 0, "unchanged": 6},
        "items": [],
        "contradicted": [],
        "inconsistent": [],
        "matches": [],
    }


def test_of_many_items_the_first_are_printed_and_the_rest_counted(told: Told) -> None:
    many = "dataset: many\npersons:\n" + "".join(f"- {{uid: person/m{n}, name: M}}\n" for n in range(50))
    printed = told.lines(many)
    assert sum(line.startswith("  new ") for line in printed) == effects.MOST
    assert "  ... and 30 more; --format json tells all" in printed
    assert len(told.would(many)["items"]) == 50


def test_what_is_too_large_to_be_taken_back_is_said_not_to_be_known(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction_size, "LARGEST", 2)
    found = told.preview(REARREST.format(version=1, date="2022-05-03"))
    assert loading.difference(found) == {"difference": None, "untold": loading.UNTOLD}
    assert list(effects.lines(found)) == [f"The import would be accepted; {loading.UNTOLD}."]
