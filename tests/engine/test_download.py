"""Fetching the engine's files: from a repository on loopback that loses, damages and cuts them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest

from graph.embedded import download, jars
from graph.errors import DatabaseTooOld, DownloadFailed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("neo4j", "neo4j-bolt", "neo4j-kernel")


class Repository:
    """A Maven repository with three small files, and a log of what it was asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.asked: list[str] = []
        self.halting = ""  # the file of which half is sent, and no more
        self.is_halted = Event()
        for name in NAMES:
            self.file(name).parent.mkdir(parents=True)
            self.file(name).write_bytes(name.encode() * 1000)

    def file(self, name: str) -> Path:
        return self.root / f"org/neo4j/{name}/5.26.25/{name}-5.26.25.jar"

    def lock(self) -> str:
        contents = [(name, self.file(name).read_bytes()) for name in NAMES]
        return "".join(
            f"org.neo4j:{name}:5.26.25 {len(content)} {hashlib.sha256(content).hexdigest()}\n"
            for name, content in contents
        )

    def serve(self) -> ThreadingHTTPServer:
        repository = self

        class Handler(SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.endswith(".jar"):
                    repository.asked.append(self.path.rsplit("/", 1)[1])
                super().do_GET()

            def copyfile(self, source: Any, outputfile: Any) -> None:
                if not repository.halting or not self.path.endswith(repository.halting):
                    super().copyfile(source, outputfile)
                    return
                outputfile.write(source.read(1000))
                repository.is_halted.set()
                self.rfile.read()  # until the other side is gone

            def log_message(self, *_: object) -> None:
                pass

            def translate_path(self, path: str) -> str:
                return f"{repository.root}{path}"

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=server.serve_forever, daemon=True).start()
        return server


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    repository = Repository(tmp_path / "repository")
    (tmp_path / "lock").write_text(repository.lock())
    monkeypatch.setattr(jars, "LOCK", tmp_path / "lock")
    return repository


@pytest.fixture
def remote(repository: Repository) -> Iterator[dict[str, str]]:
    server = repository.serve()
    yield {"local": f"http://127.0.0.1:{server.server_address[1]}"}
    server.shutdown()
    server.server_close()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "кэш with spaces"


def _silent(_: str) -> None:
    pass


def test_everything_is_fetched_once_and_told(repository: Repository, remote: dict[str, str], cache: Path) -> None:
    said: list[str] = []
    files = download.fetched(cache, said.append, remote)
    assert [file.read_bytes() for file in files] == [repository.file(name).read_bytes() for name in NAMES]
    assert said[0] == "Downloading Neo4j 5.26.25: 3 files, 0.0 MB"
    assert said[-1].endswith(" s")
    repository.asked.clear()
    download.fetched(cache, said.append, remote)
    assert repository.asked == []


def test_a_damaged_file_is_refused_and_the_rest_kept(
    repository: Repository, remote: dict[str, str], cache: Path
) -> None:
    right = repository.file("neo4j-bolt").read_bytes()
    repository.file("neo4j-bolt").write_bytes(right[:-1] + b"?")
    with pytest.raises(DownloadFailed, match=r"neo4j-bolt-5.26.25.jar arrived damaged.*\n.*what has arrived"):
        download.fetched(cache, _silent, remote)
    assert not (cache / "neo4j-bolt-5.26.25.jar").exists()
    repository.file("neo4j-bolt").write_bytes(right)
    download.fetched(cache, _silent, remote)
    assert not jars.not_right(jars.locked(), cache)


def test_only_what_is_missing_or_damaged_is_fetched_again(
    repository: Repository, remote: dict[str, str], cache: Path
) -> None:
    download.fetched(cache, _silent, remote)
    repository.asked.clear()
    with (cache / "neo4j-kernel-5.26.25.jar").open("r+b") as file:
        file.truncate(7)
    download.fetched(cache, _silent, remote)
    assert repository.asked == ["neo4j-kernel-5.26.25.jar"]


def test_a_file_that_the_repository_lacks(repository: Repository, remote: dict[str, str], cache: Path) -> None:
    repository.file("neo4j").unlink()
    with pytest.raises(DownloadFailed, match=r"neo4j-5.26.25.jar could not be downloaded: .*\w"):
        download.fetched(cache, _silent, remote)


def test_no_network(repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    with pytest.raises(DownloadFailed, match=r"could not be downloaded: .*[Pp]roxy(.|\n)*HANDOVER_NEO4J_HOME"):
        download.fetched(cache, _silent)
    assert not list(cache.glob("**/*.jar"))


def test_a_cache_that_cannot_be_made(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DownloadFailed, match=r"can't be kept.*\n.*HANDOVER_CACHE"):
        download.fetched(tmp_path / "file" / "cache", _silent)


FETCH = (
    "import sys; from pathlib import Path; from graph.embedded import download, jars\n"
    "jars.LOCK = Path(sys.argv[1]); download.fetched(Path(sys.argv[2]), print, {'local': sys.argv[3]})"
)


def test_a_download_that_was_killed_is_resumed(repository: Repository, remote: dict[str, str], cache: Path) -> None:
    repository.halting = "neo4j-bolt-5.26.25.jar"
    process = subprocess.Popen((sys.executable, "-c", FETCH, str(jars.LOCK), str(cache), remote["local"]))
    while len([*cache.glob("*.jar")]) < 2 or not repository.is_halted.wait(0.1):
        assert process.poll() is None
    process.kill()
    process.wait()
    repository.asked.clear()
    repository.halting = ""
    download.fetched(cache, _silent, remote)
    assert repository.asked == ["neo4j-bolt-5.26.25.jar"]
    assert not jars.not_right(jars.locked(), cache)


def test_a_folder_with_the_files_needs_no_network(repository: Repository, remote: dict[str, str], cache: Path) -> None:
    files = download.fetched(cache, _silent, remote)
    assert jars.of_unpacked(cache) == files
    files[0].unlink()
    with pytest.raises(DownloadFailed, match=r"1 of 3 engine files are missing or damaged.*neo4j-5.26.25.jar"):
        jars.of_unpacked(cache)


@pytest.mark.parametrize("version", ["5.26.25", "5.27.0", "2026.09.0"])
def test_an_unpacked_neo4j_is_taken(tmp_path: Path, version: str) -> None:
    jar = tmp_path / "lib" / f"neo4j-kernel-{version}.jar"
    jar.parent.mkdir()
    jar.touch()
    assert jars.of_unpacked(tmp_path) == [jar]


def test_an_unpacked_neo4j_that_is_too_old(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "neo4j-kernel-5.25.1.jar").touch()
    with pytest.raises(DatabaseTooOld, match=r"5\.25\.1, too old.*\n.*5\.26"):
        jars.of_unpacked(tmp_path)


def test_a_folder_that_is_no_neo4j(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    with pytest.raises(DownloadFailed, match="there is no Neo4j in"):
        jars.of_unpacked(tmp_path)


def test_the_lock_is_whole() -> None:
    locked = jars.locked()
    assert len({jar.name for jar in locked}) == len(locked) > 200
    assert {jar.version for jar in locked if jar.group == "org.neo4j"} == {jars.engine_version()}
