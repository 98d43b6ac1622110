"""Uids that nobody knows are told beside all that is wrong with the files, as if nothing else were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.changes import decisions
from graph.errors import InputRefused
from importers import load
from tests.claims.test_batches import everything

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.engine import Engine

    Told = Callable[..., list[str]]

OTHERS = "dataset: others\npersons: [{uid: person/known, name: Known}, {uid: person/alias, name: Known too}]\n"
MINE = "dataset: mine\nversion: 1\npersons: [{uid: person/mine, name: Mine}]\n"
BESIDE = "dataset: beside\npersons: [{uid: person/beside, name: Beside}]\n"
EVENT = "dataset: {dataset}\nversion: 2\nevents:\n- {{uid: event/a{mistake}, kind: arrest, subject: {subject}}}\n"
MISTAKE = ", dat: 2021"
UNREADABLE = "\tno: case file"


@pytest.fixture
def told(graph: Engine, tmp_path: Path) -> Told:
    """Return what files are refused for by a graph that holds two datasets, and that is then as before."""
    _load(graph, tmp_path, OTHERS, MINE)
    decisions.decide(graph, "same", "person/known", "person/alias")

    def refused(*texts: str) -> list[str]:
        before = graph.read(everything)
        try:
            _load(graph, tmp_path, *texts)
        except InputRefused as error:
            assert graph.read(everything) == before
            return [str(problem).removeprefix(f"{tmp_path}/") for problem in error.problems]
        return []

    return refused


def _load(graph: Engine, folder: Path, *texts: str) -> None:
    paths = [folder / f"{number}.yaml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    load.load(graph, load.gather(paths))


@pytest.mark.parametrize(
    ("dataset", "subject", "stranger"),
    [
        ("more", "person/knwon", " - did you mean 'person/known'?"),
        ("more", "person/besid", " - did you mean 'person/beside'?"),
        ("mine", "person/mine", ""),
        ("more", "person/known", None),
        ("more", "person/alias", None),
        ("more", "person/mine", None),
        ("more", "person/beside", None),
    ],
    ids=["of the graph", "of a file", "said no more", "known", "another name", "of the replaced", "in another file"],
)
def test_beside_a_mistake_a_stranger_is_told_as_without_it(
    dataset: str, subject: str, stranger: str | None, told: Told
) -> None:
    mistaken = told(EVENT.format(dataset=dataset, subject=subject, mistake=MISTAKE), BESIDE)
    alone = told(EVENT.format(dataset=dataset, subject=subject, mistake=""), BESIDE)
    assert mistaken[0].startswith("0.yaml:4:18: error: events[0].dat: ")
    said = f"error: events[0].subject {subject!r}: a uid of these files or of the graph{stranger}"
    assert mistaken[1:] == ([] if stranger is None else [f"0.yaml:4:52: {said}"])
    assert alone == ([] if stranger is None else [f"0.yaml:4:41: {said}"])


def test_strangers_and_mistakes_are_told_in_the_order_of_their_places(told: Told) -> None:
    first = EVENT.format(dataset="more", subject="person/who", mistake=MISTAKE)
    second = EVENT.format(dataset="yet-more", subject="person/who", mistake=MISTAKE).replace("event/a", "event/b")
    found = told(first, second)
    assert [line.partition(": error: ")[0] for line in found] == [
        "0.yaml:4:18",
        "0.yaml:4:52",
        "1.yaml:4:18",
        "1.yaml:4:52",
    ]


def test_who_is_known_to_some_readers_only_is_not_told_as_meant(told: Told, graph: Engine, tmp_path: Path) -> None:
    _load(
        graph,
        tmp_path,
        "dataset: closed\npersons: [{uid: person/p-7f3k2, name: {value: N, sensitivity: restricted}}]\n",
    )
    (found,) = told(EVENT.format(dataset="more", subject="person/p-7f3k", mistake=""))
    assert found.endswith("'person/p-7f3k': a uid of these files or of the graph")


def test_while_a_file_cant_be_read_nobody_is_called_a_stranger(told: Told) -> None:
    found = told(EVENT.format(dataset="more", subject="person/who", mistake=MISTAKE), UNREADABLE)
    assert [line.partition(": error: ")[0] for line in found] == ["0.yaml:4:18", "1.yaml:1:1"]
