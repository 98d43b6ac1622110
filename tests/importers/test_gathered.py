"""What is gathered from files is what they say together; a file is read again only to tell a place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.load import gather

if TYPE_CHECKING:
    from pathlib import Path

CASE = "dataset: {0}\npersons:\n- {{uid: person/{1}, name: A, citizen_of: state/{2}}}\n"


def test_files_of_one_dataset_are_one_dataset(tmp_path: Path) -> None:
    for name, text in (
        ("a", CASE.format("d", "a", "by")),
        ("b", CASE.format("d", "b", "by")),
        ("c", CASE.format("e", "a", "by")),
    ):
        (tmp_path / f"{name}.yaml").write_text(text)
    found = list(gather([tmp_path]).datasets())
    assert [(dataset.name, len(dataset.claims)) for dataset in found] == [("d", 4), ("e", 2)]
    assert [dataset.version for dataset in found] == [dataset.sha256[:12] for dataset in found]


def test_an_unknown_uid_is_told_in_each_file_that_mentions_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(CASE.format("d", name, "bu"))
    told = [str(problem) for problem in gather([tmp_path]).unknown({"state/bu"})]
    assert told == [
        f"{tmp_path}/{name}.yaml:3:40: error: persons[0].citizen_of 'state/bu': a uid of these files or of the graph"
        for name in ("a", "b")
    ]


def test_an_unknown_uid_is_told_though_the_file_says_something_else_by_now(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(CASE.format("d", "a", "bu"))
    gathered = gather([file])
    file.write_text(CASE.format("d", "a", "by"))
    assert [str(problem) for problem in gathered.unknown({"state/bu"})] == [
        "the files as they were read: error: uid 'state/bu': a uid of these files or of the graph"
    ]
