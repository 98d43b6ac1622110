"""`handover coverage`: reads files alone, without an engine; 4 where something is not covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import handover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CASE = """
sources: [{uid: source/a, name: The report}]
persons:
- {uid: person/a, name: A, sources: {source: source/a, locator: paragraph 1, standing: documented}}
reading:
- {source: source/a, section: paragraph 1, statements: 2, left_out: {what: the weather, why: it bears on nobody}}
"""
GAP = "- {source: source/a, section: paragraph 2, statements: 1}\n"


def test_a_covered_document_is_told_by_section(tmp_path: Path, write: Callable[..., Path]) -> None:
    done = handover("coverage", write(CASE), home=tmp_path / "home")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("The report (source/a): 2 statements in 1 passages, 1 claims on 1 items, 1 left out\n")
    assert ["paragraph 1", "2", "1", "1", "the weather: it bears on nobody"] in [
        [cell.strip() for cell in line.split("   ") if cell.strip()] for line in done.out.splitlines()
    ]
    assert not (tmp_path / "home").exists()


def test_gaps_are_told_with_their_places_and_an_exit_status(tmp_path: Path, write: Callable[..., Path]) -> None:
    file = write(CASE + GAP)
    done = handover("coverage", file, home=tmp_path)
    assert done.status == 4
    assert f"{file}:7:3: warning: reading[1] 'paragraph 2': a claim that cites this passage" in done.out
    told = handover("coverage", file, "--format", "json", home=tmp_path)
    assert told.status == 4
    (document,) = told.json["documents"]
    assert [document[key] for key in ("source", "name", "statements", "claims", "items", "left_out")] == [
        "source/a", "The report", 3, 1, 1, 1,
    ]  # fmt: skip
    assert document["passages"][0]["left_out"] == [{"what": "the weather", "why": "it bears on nobody"}]
    assert [gap["place"]["line"] for gap in told.json["gaps"]] == [7]


def test_a_file_with_mistakes_is_refused(tmp_path: Path, write: Callable[..., Path]) -> None:
    done = handover("coverage", write("persons: x"), home=tmp_path)
    assert (done.status, done.out) == (1, "")
    assert ":1:10: error: persons 'x'" in done.err
