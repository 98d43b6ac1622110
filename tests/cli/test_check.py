"""`handover check`: figures are told beside what is found, and are no fault of the graph."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from importers.load import gather, load
from tests.cli.conftest import handover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.embedded.home import Home
    from graph.engine import Engine
    from tests.commands import Done

    Cli = Callable[..., Done]

COUNTED = """
dataset: counted
version: 1
persons: [{uid: person/anna, name: Anna}]
events: [{uid: event/taken, kind: abduction, subject: person/anna}]
stated_figures:
- {uid: figure/all, value: 31, qualifier: at_least, unit: cases}
- uid: figure/abducted
  value: 30
  qualifier: exactly
  unit: persons
  counts: abduction
  part_of: figure/all
  breakdown: outcome
  overlaps: figure/other
- {uid: figure/other, value: 3}
"""

MAKE_30 = "its parts by outcome make 30, not at least 31 cases"


@pytest.fixture
def cli(graph: Engine, home: Home, write: Callable[..., Path]) -> Cli:
    """Run a command beside the tests' own engine, whose graph holds one person and three figures."""
    load(graph, gather([write(COUNTED)]))
    return partial(handover, home=home.path)


def test_what_sources_count_is_told_and_no_finding(cli: Cli) -> None:
    done = cli("check")
    assert (done.status, done.err) == (0, "")
    lines = [" ".join(line.split()) for line in done.out.splitlines() if line.strip(" ─")]
    assert lines == [
        "Nothing found: the graph agrees with its records.",
        "Of 3 stated numbers, 1 says whom or what the graph could name:",
        "Figure Counts Stated Named Possible Short by",
        "figure/abducted abduction exactly 30 persons 1 0 29",
        f"figure/all doesn't add up, and is kept as its source has it: {MAKE_30}.",
        "figure/abducted and figure/other count some of the same.",
    ]


def test_json_names_who_is_counted(cli: Cli) -> None:
    done = cli("check", "--format", "json")
    assert done.status == 0
    assert done.json["findings"] == []
    abducted, whole, _ = done.json["figures"]
    assert abducted["named"] == {"certain": [{"name": "Anna", "uid": "person/anna"}], "possible": []}
    assert (abducted["short_by"], abducted["overlaps"]) == (29, ["figure/other"])
    assert whole["parts"] == [{"breakdown": "outcome", "figures": ["figure/abducted"], "makes": "30", "adds_up": False}]
    assert whole["contradictions"] == [MAKE_30]
