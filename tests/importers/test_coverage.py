"""What covers a document is counted passage by passage, and no gap between document and claims goes unseen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graph.errors import InputRefused
from importers.coverage import coverage
from importers.coverage_page import FILE, main, page
from importers.load import read
from importers.shipped import cases_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from importers.coverage import Coverage

CASE = """
dataset: d
sources: [{uid: source/a, name: The report, held: true}, {uid: source/b, name: Letter, quoted_in: source/a}]
persons:
- uid: person/a
  name: A
  citizen_of: state/by
  sources:
  - {source: source/a, locator: "Section 1, paragraph 1", standing: documented}
  - {source: source/b, locator: "section 1, paragraph 10, 'lawyer'", standing: reported, quoted_in: source/a}
- uid: person/b
  name:
    value: B
    sources: {source: source/a, locator: "section 1, paragraph 1", standing: documented}
    attitudes:
      by: agency/x
      attitude: denies
      sources: {source: source/a, locator: "section 1, paragraph 2", standing: documented}
"""
MARKS = """
reading:
- {source: source/a, section: "section 1, paragraph 1", statements: 4}
- {source: source/a, section: "section 1, paragraph 2", statements: 1}
- source: source/a
  section: section 1, paragraph 10
  statements: 3
  left_out: [{what: "the | weather", why: it bears on nobody}]
"""
UNCOVERED = "a claim that cites this passage, or what of it is left out and why"


@pytest.fixture
def covered(tmp_path: Path) -> Callable[..., Coverage]:
    def count(*texts: str) -> Coverage:
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.yaml").write_text(text)
        return coverage(read([tmp_path]))

    return count


def gaps(found: Coverage) -> list[str]:
    return [re.sub(r"^\S*/", "", str(gap)) for gap in found.gaps]


def test_claims_are_counted_by_the_passage_and_document_of_their_locator(covered: Callable[..., Coverage]) -> None:
    found = covered(CASE, MARKS)
    (reading,) = found.readings
    # Two claims and one more in the first, the attitude in the second, what the letter says in the third.
    assert [(p.section[-2:].strip(), p.statements, p.claims, p.items) for p in reading.passages] == [
        ("1", 4, 3, 2), ("2", 1, 1, 1), ("10", 3, 2, 1),
    ]  # fmt: skip
    assert reading.summary() == "8 statements in 3 passages, 6 claims on 2 items, 1 left out"
    assert found.gaps == ()


def test_a_claim_belongs_to_the_narrowest_passage(covered: Callable[..., Coverage]) -> None:
    narrower = "- {source: source/a, section: \"section 1, paragraph 10: 'lawyer'\", statements: 1}"
    (reading,) = covered(CASE, MARKS + narrower).readings
    assert [passage.claims for passage in reading.passages] == [3, 1, 0, 2]


def test_a_passage_that_nothing_covers_is_told_unless_it_says_nothing(covered: Callable[..., Coverage]) -> None:
    more = [f"- {{source: source/a, section: {section}, statements: {n}}}" for section, n in (("x", 2), ("y", 0))]
    assert gaps(covered(CASE, "\n".join((MARKS, *more)))) == [f"1.yaml:10:3: warning: reading[3] 'x': {UNCOVERED}"]


def test_a_locator_of_no_passage_is_told_once_in_each_file(covered: Callable[..., Coverage]) -> None:
    stray = CASE.replace('"section 1, paragraph 2"', "section 3")
    expected = "a locator in a passage of source/a that is marked under reading"
    assert gaps(covered(stray, MARKS)) == [
        f"0.yaml:18:16: warning: persons[1].name.attitudes.sources 'section 3': {expected}",
        f"1.yaml:4:3: warning: reading[1] 'section 1, paragraph 2': {UNCOVERED}",
    ]
    nowhere = CASE.replace(', locator: "section 1, paragraph 2"', "")
    assert gaps(covered(nowhere, MARKS))[0].endswith(f"persons[1].name.attitudes.sources: {expected}")


def test_a_document_without_marks_is_told_once(covered: Callable[..., Coverage]) -> None:
    found = covered(CASE, CASE.replace("dataset: d", "dataset: e"))
    assert [reading.summary() for reading in found.readings] == ["no passage is marked, 6 claims on 2 items"]
    assert gaps(found) == [
        "0.yaml:9:5: warning: persons[0].sources[0] 'source/a': a document whose passages are marked under reading"
    ]


def test_a_passage_is_marked_by_one_file(covered: Callable[..., Coverage]) -> None:
    again = MARKS.replace("paragraph 2", "paragraph 3").replace("paragraph 10", "paragraph 11")
    with pytest.raises(InputRefused) as refused:
        covered(CASE, MARKS, again)
    (problem,) = refused.value.problems
    assert (problem.field, problem.value, problem.place.line) == ("reading[0].section", "section 1, paragraph 1", 3)
    assert re.search(r"no other file marks; .*1\.yaml does", problem.expected)


def test_the_page_has_every_passage_in_a_row_and_the_check_tells_when_it_is_stale(
    covered: Callable[..., Coverage],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    written = page(covered(CASE, MARKS))
    assert "## The report\n\n`source/a`: 8 statements in 3 passages, 6 claims on 2 items, 1 left out.\n" in written
    assert r"| section 1, paragraph 10 | 3 | 2 | 1 | the \| weather (it bears on nobody) |" in written
    monkeypatch.chdir(tmp_path)
    FILE.parent.mkdir()
    assert main(["--check"]) == 1
    assert "way out: python -m importers.coverage_page" in capsys.readouterr().err
    assert (main([]), main(["--check"])) == (0, 0)


def test_every_passage_of_the_shipped_documents_is_covered() -> None:
    found = coverage(read([cases_folder()]))
    assert gaps(found) == []
    assert {reading.source: len(reading.passages) for reading in found.readings} == {
        "source/ap-kazlou": 16,
        "source/euronews-viasna": 29,
        "source/mhg-cac-report": 55,
        "source/noury-pavlov": 17,
        "source/reuters-kazimirov": 25,
    }
