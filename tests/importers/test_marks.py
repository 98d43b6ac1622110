"""How a document was read: marks say nothing of anybody, and make no new version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from importers.casefile import CaseFile

FILE = "dataset: d\nversion: 1\npersons:\n- {uid: person/a, name: A}\n"
MARKS = """
reading:
- {source: source/a, section: "section 4, paragraph 3", statements: 5}
- source: source/a
  section: footnote 1
  statements: 2
  left_out: [{what: the weather, why: it bears on nobody}]
"""


def test_marks_are_read(reading: Callable[[str], CaseFile]) -> None:
    first, second = reading(FILE + MARKS).marks
    assert (first.source, first.section, first.statements, first.left_out) == (
        "source/a", "section 4, paragraph 3", 5, (),
    )  # fmt: skip
    assert [(left.what, left.why) for left in second.left_out] == [("the weather", "it bears on nobody")]


def test_marks_are_no_part_of_what_a_dataset_says(reading: Callable[[str], CaseFile], tmp_path: Path) -> None:
    with_marks, without = reading(FILE + MARKS), reading(FILE)
    assert with_marks.claims == without.claims
    digests = []
    for name, text in (("with", FILE + MARKS), ("without", FILE)):
        (tmp_path / f"{name}.yaml").write_text(text)
        digests.append([dataset.sha256 for dataset in load.gather([tmp_path / f"{name}.yaml"]).datasets()])
    assert digests[0] == digests[1]
