"""What is new in an answer since an import or a date, and what is no match any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.changes import undoing
from graph.errors import UsageError
from graph.patterns import library
from graph.patterns.language import reading
from graph.patterns.question import Question
from graph.patterns.since import new_since
from graph.problems import Place, Problems
from graph.store import ledger
from importers import load

if TYPE_CHECKING:
    from pathlib import Path

    from graph.engine import Engine
    from graph.patterns.since import Since

PERSONS = "persons:\n" + "".join(f"- {{uid: person/{name}, name: {name}}}\n" for name in "abcd")
SOURCES = "sources:\n- {uid: source/one, name: One}\n- {uid: source/two, name: Two}\n"


def events(*said: str) -> str:
    """Return events from texts like `a release 2022-05-01 source=one`: of whom, what, when, who says so."""
    lines = []
    for text in said:
        person, kind, day, source = text.split()
        sources = f"[{{source: source/{source}, locator: p. 1, standing: documented}}]"
        uid, date = f"event/{person}-{kind}", f"'{day}'"
        lines.append(f"- {{uid: {uid}, kind: {kind}, date: {date}, subject: person/{person}, sources: {sources}}}")
    return "events:\n" + "\n".join(lines) + "\n"


FIRST = events(
    "a release 2022-05-01 one", "a arrest 2022-05-03 one",
    "b release 2022-05 one", "b arrest 2022-05-03 one",
    "c release 2022-05-01 one", "c arrest 2022-05-03 one",
)  # fmt: skip
SECOND = events(
    "a release 2022-05-01 two", "a arrest 2022-05-03 one",
    "b release 2022-05-02 one", "b arrest 2022-05-03 one",
    "c release 2022-05-05 one", "c arrest 2022-05-03 one",
    "d release 2022-05-05 one", "d arrest 2022-05-06 one",
)  # fmt: skip


@pytest.fixture
def monitored(graph: Engine, tmp_path: Path) -> Engine:
    for version, said in enumerate((FIRST, SECOND), start=1):
        path = tmp_path / f"{version}.yaml"
        path.write_text(f"dataset: watched\nversion: {version}\n{PERSONS}{SOURCES}{said}")
        load.load(graph, load.gather([path]))
    return graph


def asked(graph: Engine, when: str, question: Question | None = None) -> Since:
    said = {
        "name": "again",
        "title": "Arrested again",
        "steps": [{"id": "release", "kind": "release"}, {"id": "arrest", "kind": "arrest"}],
    }
    pattern = reading.read(said, Problems(lambda _at, _key: Place("again.yaml")), None, library.pattern)
    return new_since(graph, pattern, when, question or Question())


def told(since: Since) -> list[str]:
    return [f"{each.match.uid} {each.change}" for each in since.changed] + [
        f"{each.uid} undone" for each in since.undone
    ]


def test_a_correction_shows_what_it_changed_and_what_it_undid(monitored: Engine) -> None:
    newest = monitored.read(ledger.batches)[-1].uid
    found = asked(monitored, newest)
    assert told(found) == [
        "person/a says something else",
        "person/b becomes certain",
        "person/d appears",
        "person/c undone",
    ]
    said = found.as_json()
    assert said["counts"] == {"certain": 3, "possible": 0}
    assert [each["subject"]["uid"] for each in said["undone"]] == ["person/c"]
    assert said["matches"][1]["change"] == "becomes certain"


def test_before_the_first_import_everything_is_new(monitored: Engine) -> None:
    everything = [f"person/{name} appears" for name in "abd"]
    first = monitored.read(ledger.batches)[0]
    assert told(asked(monitored, first.uid)) == everything
    assert told(asked(monitored, first.recorded[:10])) == everything
    assert told(asked(monitored, "9999")) == []


def test_what_is_taken_back_is_not_new(monitored: Engine) -> None:
    newest = monitored.read(ledger.batches)[-1].uid
    undoing.undo(monitored, newest)
    assert told(asked(monitored, newest)) == []


def test_looking_back_changes_nothing(monitored: Engine) -> None:
    first = monitored.read(ledger.batches)[0].uid
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"
    before = monitored.read(lambda unit: unit.run(count))
    asked(monitored, first)
    assert monitored.read(lambda unit: unit.run(count)) == before


@pytest.mark.parametrize(("when", "said"), [("batch/77", "there is no import"), ("soon", "neither a batch")])
def test_a_moment_that_is_none_is_refused(monitored: Engine, when: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        asked(monitored, when)


def test_a_past_graph_is_not_asked_for_news(monitored: Engine) -> None:
    with pytest.raises(UsageError, match="as it is now"):
        asked(monitored, "2020", Question(recorded_by="2020"))
