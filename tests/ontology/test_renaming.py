"""A term is renamed: the graph shows the new one, claims keep the old, and the file that says it is no news."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from graph.embedded.home import Home
    from graph.engine import Engine

CASE = """
dataset: renaming
version: 1
persons: [{uid: person/a, name: A}]
events: [{uid: event/x, kind: abduction, subject: {uid: person/a, role: detainee}}]
"""
OLD = {"kind": "abduction", "role": "detainee", "conflicts": None, "said": ["abduction"]}


def loaded(home: Home, file: Path, *renamed: str) -> dict[str, Any]:
    script = Path(__file__).with_name("renaming.py")
    done = subprocess.run(
        [sys.executable, script, home.path, file, *renamed], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_renamed_term_is_shown_at_the_next_start_and_its_file_reads_as_before(
    database: Engine, home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE, encoding="utf-8")
    before = loaded(home, file)
    assert (before["shown"], before["problems"]) == ([OLD], [])

    after = loaded(home, file, "abduction=kidnapping", "detainee=prisoner")
    new = OLD | {"kind": "kidnapping", "role": "prisoner"}
    assert after["before loading"] == [new]
    assert (after["batch"], after["shown"], after["differences"]) == ("", [new], 0)
    assert [problem.partition("warning: ")[2] for problem in after["problems"]] == [
        "events[0].kind 'abduction': kidnapping (abduction is an older term)",
        "events[0].subject.role 'detainee': prisoner (detainee is an older term)",
    ]
    assert list(Draft202012Validator(after["casefile schema"]).iter_errors(yaml.safe_load(CASE))) == []

    assert loaded(home, file)["before loading"] == [OLD]
