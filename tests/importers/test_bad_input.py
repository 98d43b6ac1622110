"""Everything that a file can be wrong by at least once, as the path names it: place, value, expectation, way out.

What only the graph knows (a uid that is nowhere) and what only the terminal shows (the first hundred of a
thousand mistakes, no permission) is in tests/cli/test_load.py.
"""

# ruff: noqa: E501  a mistake and what is said of it stand side by side

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import pytest

from graph.errors import InputRefused
from importers import load

if TYPE_CHECKING:
    from pathlib import Path

ITEM = "persons:\n- uid: person/a\n  name: A\n  "
EVENT = "events:\n- {uid: event/a, date: %s}"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{one}: &{one} [*{other}, *{other}]\n" for other, one in zip("abcdefgh", "bcdefghi", strict=True)
)

BAD: dict[str, tuple[str | bytes, str]] = {
    "unknown field": (f"{ITEM}nmae: B", r":4:3: error: persons\[0\]\.nmae: a field of Person - did you mean 'name'\?"),
    "unknown kind": ("events: [{uid: event/a, kind: arest}]", r":1:31: error: events\[0\]\.kind 'arest': a term of event_kinds, .* - did you mean 'arrest'\?"),
    "duplicate uid": (f"{ITEM}\n- {{uid: person/a, name: B}}", r":5:9: error: persons\[1\]\.uid 'person/a': a uid of its own; .*:2:8 has it already"),
    "number for text": (f"{ITEM}pseudonym: 7", r":4:14: error: persons\[0\]\.pseudonym '7': text \(in quotes"),
    "list for a mapping": ("persons: [[a]]", r":1:11: error: persons\[0\]: an item with a uid"),
    "mapping for a list": ("persons: {uid: person/a}", r":1:10: error: persons: a list of persons"),
    "impossible date": (EVENT % "2023-02-29", r":2:24: error: events\[0\]\.date '2023-02-29': an EDTF date, such as"),
    "month 13": (EVENT % "2023-13", r":2:24: error: events\[0\]\.date '2023-13': an EDTF date"),
    "reversed interval": (EVENT % "2022-05/2022-03", r":2:24: error: events\[0\]\.date '2022-05/2022-03': the earlier date first"),
    "reversed range": (EVENT % "'[2022-05..2022-03]'", r":2:24: error: events\[0\]\.date '\[2022-05\.\.2022-03\]': the earlier date first"),
    "day and month in words of figures": (EVENT % "01.02.2022", r":2:24: error: events\[0\]\.date '01\.02\.2022': an EDTF date, such as 2022-09-26"),
    "valid, the library raises": (EVENT % "2022-1X", r":2:24: error: events\[0\]\.date '2022-1X': an EDTF date"),
    "valid, the library raises too": (EVENT % "2022-04-0X", r":2:24: error: events\[0\]\.date '2022-04-0X': an EDTF date"),
    "valid, the library invents": (EVENT % "/", r":2:24: error: events\[0\]\.date '/': an EDTF date"),
    "empty file": ("", r": error: file: a case file: dataset, version, and lists"),
    "only comments": ("# nothing\n", r": error: file: a case file:"),
    "latin-1": (b"persons: caf\xe9", r":1: error: file: UTF-8 text - save the file with the encoding UTF-8"),
    "UTF-16 with its mark": ("persons: []".encode("utf-16"), r":1: error: file: UTF-8 text - save"),
    "only a mark": (codecs.BOM_UTF8, r": error: file: a case file:"),
    "a mark in the middle": (f"{ITEM}\ufeffpseudonym: B", r":4:3: error: file: text, no control character \(U\+FEFF\)"),
    "a bomb of aliases": (BOMB, r":2:8: error: file: no alias \(\*a\); write it out"),
    "tag": ("persons: !!python/object:os.system [x]", r":1:10: error: file: no tag \(!!python/object:os\.system\); write it out"),
    "tab": ("persons:\n\t- uid: person/a", r":2:1: error: file: YAML or JSON: .* - indent with spaces, not tabs"),
    "null byte": (b"persons: \x00", r":1:10: error: file: text, no control character \(U\+0000\)"),
    "a sign that turns the reading": (f"{ITEM}pseudonym: \u202eB", r":4:14: error: persons\[0\]\.pseudonym '.*B': text without signs that turn .* \(U\+202E\)"),
    "50 MB": (b"# " + b"x" * (50 << 20), r": error: file: at most 32 MiB - split it"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_it_is_told_once_with_its_place_and_the_way_out(name: str, tmp_path: Path) -> None:
    text, expected = BAD[name]
    file = tmp_path / "case.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputRefused, match="nothing was loaded: 1 problem\n  way out: mend the places") as refused:
        load.read([file])
    (problem,) = refused.value.problems
    assert re.match(re.escape(str(file)) + expected, str(problem))


def test_a_folder_that_is_called_like_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").mkdir()
    with pytest.raises(InputRefused) as refused:
        load.read([tmp_path / "old.yaml"])
    assert [problem.expected for problem in refused.value.problems] == ["a folder with case files (.yaml, .yml, .json)"]


def test_a_thousand_mistakes_are_all_found(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(
        "persons:\n" + "".join(f"- {{uid: person/p{n}, nmae: A}}\n" for n in range(1000))
    )
    with pytest.raises(InputRefused, match="1000 problems") as refused:
        load.read([tmp_path])
    assert {problem.place.line for problem in refused.value.problems} == set(range(2, 1002))
