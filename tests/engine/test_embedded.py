"""The embedded engine as a process: how it starts, who may use it, and that it ends in whatever way."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError
from neomodel import db

from graph.embedded import process
from graph.embedded.home import Home
from graph.engine import DatabasePlace, connect
from graph.errors import DatabaseUnreachable, EngineFailed, HomeUnusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.unit import Unit


def _count(unit: Unit) -> int:
    return int(unit.run("MATCH (n:Kept) RETURN count(n) AS n")[0]["n"])


def _keep(unit: Unit) -> None:
    unit.run("MERGE (:Kept {uid: 'kept'})")


def _lives(pid: int) -> bool:
    """Whether the process runs; one that ended and that nobody has waited for doesn't."""
    listed = subprocess.run(("ps", "-o", "stat=", "-p", str(pid)), capture_output=True, text=True, check=False)
    return listed.stdout.strip()[:1] not in {"", "Z"}


def _wait(for_what: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not for_what():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.1)


@contextmanager
def _burglar() -> Iterator[list[str]]:
    """Try neo4j/neo4j, all the time, on every port that an engine of this machine's tests opens."""
    over, opened = Event(), []

    def listening() -> set[int]:
        tables = (table.read_text().splitlines()[1:] for table in Path("/proc/net").glob("tcp*"))
        sockets = [line.split() for table in tables for line in table]
        return {int(fields[1].rpartition(":")[2], 16) for fields in sockets if fields[3] == "0A"}

    def rattle() -> None:
        known = listening()
        while not over.wait(0.05):
            for port in listening() - known:
                with suppress(Neo4jError, DriverError):
                    with GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", "neo4j")) as driver:
                        driver.verify_connectivity()
                    opened.append(f"port {port} took neo4j/neo4j")

    thread = Thread(target=rattle)
    thread.start()
    try:
        yield opened
    finally:
        over.set()
        thread.join()


@contextmanager
def _heard(server: socket.socket) -> Iterator[list[bytes]]:
    """Let callers speak Bolt and keep what they say."""
    words: list[bytes] = []

    def listen() -> None:
        with suppress(OSError):
            while True:
                caller, _ = server.accept()
                caller.settimeout(1)
                with caller, suppress(OSError):
                    words.append(caller.recv(20))
                    caller.sendall(bytes((0, 0, 4, 5)))
                    words.append(caller.recv(10_000))

    thread = Thread(target=listen)
    thread.start()
    try:
        yield words
    finally:
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was made once under a permissive umask, on an awkward path, while somebody tried to break in."""
    folder = tmp_path_factory.mktemp("homes") / "дом с пробелом"
    before = os.umask(0)
    try:
        with _burglar() as opened, connect(DatabasePlace(folder)) as engine:
            engine.write(_keep)
        assert not opened
    finally:
        os.umask(before)
    return folder


@pytest.fixture
def place(closed: Path, tmp_path: Path) -> DatabasePlace:
    shutil.copytree(closed, tmp_path / "копия home")
    return DatabasePlace(tmp_path / "копия home")


@pytest.fixture
def unpacked(place: DatabasePlace, tmp_path: Path) -> Path:
    """A Neo4j as if unpacked here."""
    lib = tmp_path / "распакованный neo4j" / "lib"
    lib.mkdir(parents=True)
    for jar in place.jars.glob("*.jar"):
        (lib / jar.name).symlink_to(jar)
    return lib.parent


def test_every_file_is_its_owners(closed: Path) -> None:
    assert not [file for file in (closed, *closed.rglob("*")) if file.stat().st_mode & 0o077]
    assert (closed / "engine.password").read_text() not in "".join(
        file.read_text(errors="replace") for file in closed.rglob("*") if file.suffix in {".log", ".conf"}
    )


def test_a_second_opener_uses_the_running_engine(place: DatabasePlace, unpacked: Path) -> None:
    with connect(replace(place, neo4j_home=unpacked)) as first:
        running = Home(place.home).running()
        assert running
        assert first.description == f"embedded Neo4j 5.26.25 in {place.home}"
        with connect(place) as second:
            second.write(lambda unit: unit.run("MERGE (:Kept {uid: 'second'})"))
        assert first.read(_count) == 2
        guest = connect(place)
    assert not _lives(running.pid)
    with guest, pytest.raises(EngineFailed, match=r"has ended: the command that had started it is done"):
        guest.read(_count)
    first.close()


def test_a_killed_engine_is_said_its_port_not_trusted_and_its_data_recovered(place: DatabasePlace) -> None:
    with connect(place) as engine:
        running = Home(place.home).running()
        assert running
        engine.write(lambda unit: unit.run("MERGE (:Kept {uid: 'second'})"))
        os.kill(running.pid, signal.SIGKILL)
        _wait(lambda: Home(place.home).running() is None)
        with socket.create_server(("127.0.0.1", running.port)) as impostor, _heard(impostor) as heard:
            with pytest.raises(EngineFailed, match=r"has ended \(killed by signal 9\).*\n.*command again"):
                engine.read(_count)
            with suppress(DriverError, Neo4jError, EngineFailed):
                db.cypher_query("RETURN 1")
        password = Home(place.home).password.read_bytes()
        assert not any(password in words for words in heard)
    assert (place.home / "engine.json").exists()
    with connect(place) as engine:
        assert engine.read(_count) == 2


PARENT = """
import os, sys, time
from pathlib import Path
from graph.engine import DatabasePlace, connect
engine = connect(DatabasePlace(Path(sys.argv[1])))
if os.fork() == 0:
    time.sleep(300)
    os._exit(0)
print("serves", flush=True)
time.sleep(300)
"""


def test_it_ends_when_its_parent_is_killed_though_a_worker_holds_the_pipe(place: DatabasePlace) -> None:
    command = (sys.executable, "-c", PARENT, str(place.home))
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert parent.stdout
    try:
        assert parent.stdout.readline() == "serves\n"
        running = Home(place.home).running()
        assert running
        parent.kill()
        parent.wait()
        _wait(lambda: not _lives(running.pid))
    finally:
        os.killpg(parent.pid, signal.SIGKILL)  # the worker, which outlives its parent
        parent.stdout.close()
    assert Home(place.home).running() is None


def test_a_parent_that_dies_during_the_start_takes_the_engine_along(place: DatabasePlace) -> None:
    before = Home(place.home).holder()
    parent = subprocess.Popen((sys.executable, "-c", PARENT, str(place.home)), start_new_session=True)
    try:
        _wait(lambda: Home(place.home).holder() != before)
        child = int(Home(place.home).holder())
    finally:
        parent.kill()
        parent.wait()
    _wait(lambda: not _lives(child))


def test_a_holder_that_does_not_answer_is_named(place: DatabasePlace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_SECONDS_TO_WAIT_FOR_ANOTHER", 0)
    lock = Home(place.home).hold()
    assert lock
    with lock, pytest.raises(HomeUnusable, match=rf"process {os.getpid()} has.*open(.|\n)*end that process"):
        connect(place)


def test_a_store_that_is_damaged_is_said(place: DatabasePlace) -> None:
    shutil.rmtree(place.home / "database/data/databases/neo4j")
    (place.home / "database/data/databases/neo4j").write_text("no folder")
    with pytest.raises(EngineFailed, match=r"did not start: .+\n.*engine\.log"):
        connect(place)
    assert Home(place.home).running() is None


def test_a_process_that_ends_at_once_is_said(place: DatabasePlace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(EngineFailed, match=r"its process ended \(exit code 1\)"):
        connect(place)


def test_a_missing_jar_is_said(place: DatabasePlace, tmp_path: Path) -> None:
    lib = tmp_path / "neo4j" / "lib"
    lib.mkdir(parents=True)
    (lib / "neo4j-kernel-5.26.25.jar").touch()
    with pytest.raises(EngineFailed, match=r"did not start: .*DatabaseManagementServiceBuilder"):
        connect(DatabasePlace(place.home, neo4j_home=tmp_path / "neo4j"))


@pytest.mark.parametrize("disk", [150], indirect=True)
def test_a_disk_that_fills_up_is_said_and_nothing_is_half_written(closed: Path, disk: Path) -> None:
    shutil.copytree(closed, disk / "home")
    place = DatabasePlace(disk / "home")
    with connect(place) as engine:
        (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - 100_000))
        with pytest.raises(DatabaseUnreachable, match=r"failed inside.*\n.*disk is full"):
            engine.write(
                lambda unit: unit.run(
                    "UNWIND range(1, 50000) AS i CREATE (:Kept {text: toString(i) + $text})", text="x" * 500
                )
            )
    (disk / "ballast").unlink()
    with connect(place) as engine:
        assert engine.read(_count) == 1
