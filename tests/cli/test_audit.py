"""Each change that is made on the command line is one line of the audit, as those made through the server are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import handover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.embedded.home import Home
    from tests.cli.conftest import First

CASE = "dataset: d\nversion: 1\npersons:\n- {uid: person/a, name: A}\n- {uid: person/b, name: B}\n"


def noted(home: Path) -> list[dict[str, Any]]:
    lines = (home / "audit.log").read_text(encoding="utf-8").splitlines()
    return [{name: value for name, value in json.loads(line).items() if name != "at"} for line in lines]


@pytest.mark.usefixtures("graph")
def test_what_changes_the_graph_is_noted_and_nothing_else(home: Home, write: Callable[..., Path]) -> None:
    (home.path / "audit.log").unlink(missing_ok=True)
    file = write(CASE)
    for words in (
        ("load", file, "--dry-run"),
        ("load", file),
        ("load", file),
        ("identity", "same", "person/a", "person/b"),
        ("identity", "undo", "decision/2"),
        ("identity", "undo", "decision/2"),
        ("identity", "rename", "person/a", "person/anna"),
        ("undo", "batch/1"),
        ("undo", "batch/1"),
    ):
        handover(*words, home=home.path)
    owner = {"who": "owner", "role": "administer"}
    assert noted(home.path) == [
        owner | {"what": "import", "batches": "batch/1"},
        owner | {"what": "same", "decision": "decision/2"},
        owner | {"what": "take back", "decision": "decision/2"},
        owner | {"what": "renamed", "decision": "decision/3"},
        owner | {"what": "undo", "batches": "batch/1"},
    ]


def test_what_ships_is_noted_when_it_is_loaded(first: First) -> None:
    assert [each["what"] for each in noted(first.home)][:1] == ["import"]
