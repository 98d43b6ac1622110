"""Units against a cluster's manners: leader switches, lost members, connections cut at COMMIT."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from graph.changes.batches import Dataset
from graph.changes.preview import preview
from graph.claims.claim import Claim
from graph.engine import DatabasePlace, connect
from graph.errors import DatabaseTooOld, DatabaseUnreachable, OutcomeUnknown
from tests.cluster import Cluster
from tests.loop import looping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.embedded.home import Home
    from graph.engine import Engine
    from graph.unit import Unit


@pytest.fixture
def cluster(graph: Engine, home: Home) -> Iterator[Cluster]:
    running = home.running()
    assert running
    with Cluster(("127.0.0.1", running.port)) as cluster:
        yield cluster


def _place(cluster: Cluster, home: Home, scheme: str = "neo4j", member: int = 1) -> DatabasePlace:
    password = quote(home.password.read_text(), safe="")
    return DatabasePlace(home.path, url=f"{scheme}://neo4j:{password}@{cluster.addresses[member]}")


@pytest.fixture
def clustered(cluster: Cluster, home: Home) -> Iterator[Engine]:
    with connect(_place(cluster, home)) as engine:
        cluster.seen.clear()
        yield engine


def _add(unit: Unit) -> int:
    """One that stays one when it is repeated."""
    return len(unit.run("MERGE (p:Person {uid: 'person/a'}) ON CREATE SET p.made = timestamp() RETURN p"))


def _count(unit: Unit) -> int:
    return int(unit.run("MATCH (p:Person) RETURN count(p) AS n")[0]["n"])


def test_writes_go_to_the_leader_and_reads_to_readers(cluster: Cluster, clustered: Engine) -> None:
    clustered.write(_add)
    assert clustered.read(_count) == 1
    write, read = cluster.seen
    assert (write.mode, write.member) == ("w", cluster.leader)
    assert read.mode == "r"
    assert read.member != cluster.leader


def test_a_read_carries_the_bookmark_of_the_write_before(cluster: Cluster, clustered: Engine) -> None:
    clustered.write(_add)
    clustered.read(_count)
    assert cluster.seen[-1].bookmarks


def test_no_unit_is_an_autocommit(cluster: Cluster, clustered: Engine) -> None:
    clustered.write(_add)
    clustered.read(_count)
    assert not any(seen.is_autocommit for seen in cluster.seen)


def test_a_statement_that_is_asked_by_itself_goes_to_readers_with_bookmarks_and_is_tried_again(
    cluster: Cluster, home: Home
) -> None:
    count = "MATCH (p:Person) RETURN count(p) AS n"
    with connect(_place(cluster, home, member=cluster.leader)) as engine:
        engine.write(_add)
        assert engine.ask(count, {}, timeout=10) == [1]
        seen = cluster.seen[-1]
        assert (seen.mode, seen.is_autocommit) == ("r", True)
        assert seen.member != cluster.leader
        assert seen.bookmarks
        cluster.lose(seen.member)
        assert engine.ask(count, {}, timeout=10) == [1]
        assert cluster.seen[-1].member != seen.member


def test_a_dry_run_looks_back_at_the_leader_for_others_may_be_behind(cluster: Cluster, clustered: Engine) -> None:
    said = Dataset("base", "1", (Claim("person/a", "name", "A"),))
    assert preview(clustered, [said]).effect
    assert len(cluster.seen) > 1
    assert {(seen.mode, seen.member) for seen in cluster.seen} == {("w", cluster.leader)}


def test_an_event_loop_reads_as_threads_do(cluster: Cluster, home: Home) -> None:
    count = "MATCH (p:Person) RETURN count(p) AS n"
    with connect(_place(cluster, home, member=cluster.leader)) as engine, looping(engine) as loop:
        engine.write(_add)
        written = cluster.seen[-1]
        assert loop.ask(count) == [1]
        seen = cluster.seen[-1]
        assert (seen.mode, seen.is_autocommit) == ("r", True)
        assert seen.member != cluster.leader
        assert written.member == cluster.leader
        assert seen.bookmarks
        cluster.lose(seen.member)
        assert loop.ask(count) == [1]
        assert cluster.seen[-1].member != seen.member


def test_a_leader_switch_costs_a_retry(cluster: Cluster, clustered: Engine) -> None:
    clustered.write(_add)
    cluster.leader = 2
    assert clustered.write(_add) == 1
    assert cluster.seen[-1].member == 2
    assert clustered.read(_count) == 1


def test_a_lost_leader_is_replaced(cluster: Cluster, clustered: Engine) -> None:
    clustered.write(_add)
    cluster.lose(0)
    cluster.leader = 2
    assert clustered.write(_add) == 1
    assert clustered.read(_count) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_idempotent_unit_is_repeated_when_its_commit_is_cut(cluster: Cluster, clustered: Engine, when: str) -> None:
    cluster.cut = when
    clustered.write(_add)
    assert not cluster.cut
    assert clustered.read(_count) == 1


@pytest.mark.parametrize(("when", "there"), [("before", 0), ("after", 1)])
def test_another_unit_says_that_its_outcome_is_unknown(
    cluster: Cluster, clustered: Engine, when: str, there: int
) -> None:
    cluster.cut = when
    with pytest.raises(OutcomeUnknown, match="may or may not have happened"):
        clustered.write(_add, idempotent=False)
    assert clustered.read(_count) == there


def test_a_server_without_a_cluster_is_reached_by_bolt(cluster: Cluster, home: Home) -> None:
    with connect(_place(cluster, home, "bolt", member=0)) as engine:
        assert engine.read(_count) == 0
        assert engine.description == f"Neo4j 5.26.25 at {cluster.addresses[0]}"


@pytest.mark.parametrize("agent", ["Neo4j/4.4.41", "Neo4j/5.25.1"])
def test_an_old_server_is_refused(cluster: Cluster, home: Home, agent: str) -> None:
    cluster.agent = agent
    with pytest.raises(DatabaseTooOld, match=rf"{agent}.*\n.*5\.26 or newer"):
        connect(_place(cluster, home))


@pytest.mark.parametrize("agent", ["Neo4j/5.27-aura", "Neo4j/2026.09.0"])
def test_a_newer_server_is_taken(cluster: Cluster, home: Home, agent: str) -> None:
    cluster.agent = agent
    with connect(_place(cluster, home)) as engine:
        assert agent.removeprefix("Neo4j/") in engine.description


def test_a_wrong_password_is_said_and_not_shown(cluster: Cluster, home: Home) -> None:
    place = DatabasePlace(home.path, url=f"bolt://neo4j:topsecret@{cluster.addresses[0]}")
    with pytest.raises(DatabaseUnreachable, match="refused the login") as refused:
        connect(place)
    assert "topsecret" not in f"{refused.value}{refused.value!r}{place}"


def test_no_database_at_the_address(cluster: Cluster, home: Home) -> None:
    cluster.lose(2)
    with pytest.raises(DatabaseUnreachable, match="does not answer"):
        connect(_place(cluster, home, "bolt", member=2))
