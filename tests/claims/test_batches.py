"""Imports that can't be made, or break half way: a clear error, and all of it or nothing."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from graph.changes import batches, decisions, rebuild, recovery, staging, undoing
from graph.changes.batches import Dataset, VersionTaken
from graph.changes.identity import SAME
from graph.changes.preview import preview
from graph.changes.strangers import UnknownItems
from graph.changes.undoing import CannotUndo
from graph.checks import integrity
from graph.claims.claim import Claim
from graph.engine import DatabasePlace, connect
from graph.store import import_lock, ledger, parts, transaction_size
from graph.store.import_lock import LockHeld
from tests.claims.test_any_order import snapshot
from tests.cluster import Cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.embedded.home import Home
    from graph.engine import Engine
    from graph.unit import Unit


def dataset(name: str = "d", version: str = "1", persons: int = 6) -> Dataset:
    """Persons, each with a name and an event, and a source that says so; `persons` change with the version."""
    said = [Claim("source/s", "name", "S"), Claim("source/s", "published", f"20{version.zfill(2)}")]
    for number in range(persons):
        person, event = f"person/{name}-{number}", f"event/{name}-{number}"
        said += [
            Claim(person, "name", f"{number} in {version}", source="source/s", standing="reported"),
            Claim(person, "name", str(number), standing="reported"),
            Claim(event, "kind", "arrest", source="source/s", standing="documented"),
            Claim(event, "subject", target=person, role="target", source="source/s", standing="documented"),
        ]
    return Dataset(name, version, tuple(said), f"hash of {version}")


@pytest.fixture(params=["in one transaction", "in parts"])
def sized(request: pytest.FixtureRequest, graph: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Let the same change be made either way."""
    if request.param == "in parts":
        monkeypatch.setattr(transaction_size, "LARGEST", 4)
        monkeypatch.setattr(parts, "PART", 5)
    return graph


def everything(unit: Unit) -> Any:
    """What readers see, and every record of claims and batches."""
    claims = unit.run("MATCH (c:Claim) RETURN properties(c) AS c ORDER BY c.uid")
    records = unit.run("MATCH (b:Batch)-[r]->(c) RETURN b.number AS b, type(r) AS r, c.uid AS c ORDER BY b, c")
    return snapshot(unit), claims, records, ledger.staged(unit), import_lock.holder(unit)


def test_both_ways_end_alike(graph: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    states = []
    for largest in (1_000, 4):
        monkeypatch.setattr(transaction_size, "LARGEST", largest)
        monkeypatch.setattr(parts, "PART", 5)
        graph.write(lambda unit: unit.run("MATCH (n) DETACH DELETE n"))
        outcomes = [batches.load(graph, [dataset(version=str(n), persons=9 - n)])[0] for n in (1, 2)]
        loaded = graph.read(everything)
        rebuild.rebuild(graph)
        assert graph.read(everything) == loaded
        gone = undoing.undo(graph, outcomes[0].batch, with_later=True)
        states.append((outcomes, loaded, graph.read(everything), [batch.uid for batch in gone]))
    assert states[0] == states[1]
    assert states[0][2][0] == [[], []]


def test_a_version_with_other_text_is_refused(sized: Engine) -> None:
    first = batches.load(sized, [dataset()])[0].batch
    before = sized.read(everything)
    other = Dataset("d", "1", dataset(persons=12).claims, "another hash")
    with pytest.raises(VersionTaken) as taken:
        batches.load(sized, [other])
    assert taken.value.batch.uid == first
    assert sized.read(everything) == before


def test_a_claim_about_something_unknown_is_refused(sized: Engine) -> None:
    batches.load(sized, [dataset("other")])
    before = sized.read(everything)
    stray = Claim("event/d-0", "subject", target="person/nobody", role="target", source="source/none")
    with pytest.raises(UnknownItems) as refused:
        batches.load(sized, [Dataset("d", "1", (*dataset().claims, stray))])
    assert refused.value.uids == {"person/nobody", "source/none"}
    assert sized.read(everything) == before


def test_what_the_same_import_takes_away_is_unknown(sized: Engine) -> None:
    batches.load(sized, [dataset("other"), dataset("d")])
    before = sized.read(everything)
    kept = Claim("event/x", "subject", target="person/other-0", role="target")
    named = [claim for claim in dataset("other").claims if not claim.about.endswith("other-0")]
    with pytest.raises(UnknownItems, match="person/other-0"):
        batches.load(sized, [Dataset("other", "2", (*named, kept))])
    assert sized.read(everything) == before


def test_a_batch_with_later_versions_on_it_is_not_taken_back_alone(sized: Engine) -> None:
    first, second = (batches.load(sized, [dataset(version=version)])[0].batch for version in "12")
    before = sized.read(everything)
    with pytest.raises(CannotUndo, match=rf"later versions of d stand on {first}: {second} \(version 2\)"):
        undoing.undo(sized, first)
    assert sized.read(everything) == before
    assert [batch.uid for batch in undoing.undo(sized, first, with_later=True)] == [second, first]
    with pytest.raises(CannotUndo, match=f"{first} was taken back"):
        undoing.undo(sized, first)
    with pytest.raises(CannotUndo, match=r"there is no import batch/99\n  way out: handover batches lists them$"):
        undoing.undo(sized, "batch/99")
    with pytest.raises(CannotUndo, match=r"did you mean batch/1\?"):
        undoing.undo(sized, "1")


def test_a_dry_run_leaves_nothing(sized: Engine) -> None:
    batches.load(sized, [dataset()])
    before = sized.read(everything)
    outcome = preview(sized, [dataset(version="2")]).outcomes[0]
    assert (outcome.asserted, outcome.retracted) == (7, 7)
    assert sized.read(everything) == before


@pytest.fixture
def second(graph: Engine, home: Home) -> Iterator[Engine]:
    """Another process's way to the same database."""
    with connect(DatabasePlace(home.path)) as other:
        yield other
    assert graph.read(import_lock.holder) is None


def test_two_imports_at_once_end_as_one_after_the_other(graph: Engine, second: Engine) -> None:
    def load(engine: Engine, name: str) -> None:
        for version in "1234":
            batches.load(engine, [dataset(name, version)])

    threads = [Thread(target=load, args=pair) for pair in ((graph, "a"), (second, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [batch.number for batch in graph.read(ledger.batches)] == list(range(1, 9))
    assert integrity.differences(graph) == []
    together = graph.read(snapshot)
    graph.write(lambda unit: unit.run("MATCH (n) DETACH DELETE n"))
    batches.load(graph, [dataset("b", "4")])
    batches.load(graph, [dataset("a", "4")])
    assert graph.read(snapshot) == together


def test_while_one_import_is_made_in_parts_all_other_changes_are_refused(
    graph: Engine, second: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction_size, "LARGEST", 4)
    begun, go_on = Event(), Event()
    original = staging.say

    def say(*arguments: Any) -> Any:
        begun.set()
        go_on.wait(60)
        return original(*arguments)

    monkeypatch.setattr(staging, "say", say)
    batches.load(second, [Dataset("two", "1", (Claim("person/a", "name", "A"), Claim("person/b", "name", "B")))])
    thread = Thread(target=batches.load, args=(graph, [dataset()]))
    thread.start()
    assert begun.wait(60)
    changes: list[Callable[[], Any]] = [
        lambda: batches.load(second, [Dataset("e", "1", (Claim("person/x", "name", "X"),))]),
        lambda: undoing.undo(second, "batch/1"),
        lambda: decisions.decide(second, SAME, "person/a", "person/b"),
        lambda: rebuild.rebuild(second),
    ]
    try:
        for change in changes:
            with pytest.raises(LockHeld, match=r"an import of d is under way since .*\n  way out: wait"):
                change()
        said: list[str] = []
        recovery.recover(second, said.append)
        assert said == []
        assert [batch.dataset for batch in second.read(ledger.batches)] == ["two"]
    finally:
        go_on.set()
        thread.join()
    assert [batch.dataset for batch in second.read(ledger.batches)] == ["two", "d"]
    assert integrity.differences(second) == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("sized", "commit"),
    [("in one transaction", 0), ("in one transaction", 1), ("in parts", 1), ("in parts", 5)],
    indirect=["sized"],
)
def test_a_connection_lost_at_a_commit_loses_nothing_and_doubles_nothing(
    sized: Engine, home: Home, when: str, commit: int
) -> None:
    running = home.running()
    assert running
    batches.load(sized, [dataset()])
    password = quote(home.password.read_text(), safe="")
    with (
        Cluster(("127.0.0.1", running.port), members=1) as proxy,
        connect(DatabasePlace(home.path, url=f"bolt://neo4j:{password}@{proxy.addresses[0]}")) as engine,
    ):
        proxy.passing, proxy.cut = commit, when
        outcome = batches.load(engine, [dataset(version="2")])[0]
        gone = undoing.undo(engine, outcome.batch)
        again = batches.load(engine, [dataset(version="2")])[0]
        assert not proxy.cut
    assert (outcome.batch, outcome.asserted, outcome.retracted, again.batch) == ("batch/2", 7, 7, "batch/3")
    assert [(batch.uid, batch.undone is not None) for batch in gone] == [("batch/2", True)]
    assert [batch.uid for batch in sized.read(ledger.batches)] == ["batch/1", "batch/2", "batch/3"]
    assert integrity.differences(sized) == []
