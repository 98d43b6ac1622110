"""What can't be undone, joined or renamed is refused in words that say what to type, and changes nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import Claim
from importers.load import gather, load
from tests.claims.test_batches import everything
from tests.cli.conftest import handover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.embedded.home import Home
    from graph.engine import Engine
    from tests.commands import Done

    Cli = Callable[..., Done]
    Write = Callable[..., Path]


@pytest.fixture
def cli(graph: Engine, home: Home) -> Cli:
    """Run a command beside the tests' own engine, whose graph holds two versions of two persons."""
    for version in "12":
        said = (Claim(uid, "name", f"{uid} in {version}") for uid in ("person/anna", "person/bea"))
        batches.load(graph, [Dataset("two", version, tuple(said))])
    return partial(handover, home=home.path)


def test_an_undo_that_later_versions_stand_on_says_which_and_what_to_type(cli: Cli, graph: Engine) -> None:
    before = graph.read(everything)
    done = cli("undo", "batch/1")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "handover: later versions of two stand on batch/1: batch/2 (version 2)\n"
        "  way out: to take them back as well: handover undo batch/1 --with-later\n"
    )
    assert graph.read(everything) == before
    both = cli("undo", "batch/1", "--with-later")
    assert [line.split(" ")[0] for line in both.out.splitlines()] == ["batch/2", "batch/1"]
    again = cli("undo", "batch/1")
    assert (again.status, again.out) == (1, "")
    assert "batch/1 was taken back 20" in again.err
    assert "way out: load its files again" in again.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("undo batch/9", "there is no import batch/9\n  way out: handover batches lists them\n"),
        ("undo 1", "there is no import 1\n  way out: handover batches lists them; did you mean batch/1?\n"),
        ("identity undo decision/9", "there is no decision/9\n  way out: handover identity list"),
        (
            "identity rename person/anna person/bea",
            "person/bea is taken\n  way out: give another uid; or, if both are one: handover identity same ",
        ),
        (
            "identity rename person/anna event/x",
            "event/x would change its class\n  way out: give a uid that begins with person/\n",
        ),
        (
            "identity same person/annna person/bea",
            "the graph knows nothing of person/annna\n  way out: did you mean 'person/anna'?\n",
        ),
    ],
)
def test_a_wrong_name_changes_nothing(words: str, said: str, cli: Cli, graph: Engine) -> None:
    before = graph.read(everything)
    done = cli(*words.split())
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"handover: {said}")
    assert graph.read(everything) == before


TORN = """
dataset: torn
version: 1
persons: [{uid: person/circle, name: C}, {uid: person/dates, name: D}]
sources: [{uid: source/torn, name: A text}]
events:
- {uid: event/c1, kind: arrest, subject: person/circle, follows: event/c3}
- {uid: event/c2, kind: release, subject: person/circle, follows: event/c1}
- {uid: event/c3, kind: handover, subject: person/circle, follows: event/c2}
- uid: event/d1
  kind: release
  subject: person/dates
  date: 2022-05-03
  sources: {source: source/torn, locator: "p. 1", standing: reported}
- {uid: event/d2, kind: arrest, subject: person/dates, date: 2022-05-01, follows: event/d1}
"""


def test_orders_in_a_circle_or_against_the_dates_are_found_with_the_fewest_statements(
    cli: Cli, graph: Engine, write: Write
) -> None:
    load(graph, gather([write(TORN)]))
    done, told = cli("check"), cli("check", "--format", "json")
    assert (done.status, told.status) == (4, 4)
    found = {each["uid"]: each["text"] for each in told.json["findings"]}
    assert found == {
        "person/circle": "these 3 statements can't all be true: "
        "event/c1 follows event/c3; event/c2 follows event/c1; event/c3 follows event/c2",
        "person/dates": "these 3 statements can't all be true: "
        "event/d1 date 2022-05-03 (source/torn); event/d2 date 2022-05-01; event/d2 follows event/d1",
    }
    assert all(uid in done.out for uid in found)
