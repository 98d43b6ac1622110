"""Fetches the engine's jars into a folder that all homes share, and says how far it is.

A file is downloaded apart, checked, then renamed: no half or foreign file ever has a jar's name. What has
arrived stays, so the next try goes on where an interrupted one stopped.
"""

from __future__ import annotations

import errno
import fcntl
import shutil
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from textwrap import shorten
from typing import TYPE_CHECKING

from graph.embedded import jars
from graph.errors import DownloadFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from jgo.maven import MavenContext

    Say = Callable[[str], None]

_THREADS = 16
_TRIES = 2
_MEGABYTE = 1_000_000
_SECONDS_BETWEEN_WORDS = 2
_CAUSE = 300
"""Letters of a foreign error that are shown."""
_OUR_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG}


def fetched(cache: Path, say: Say, repositories: Mapping[str, str] | None = None) -> list[Path]:
    """Return the locked jars in `cache`, after downloading those that aren't there whole.

    `repositories` (name to URL) replaces the public one.
    """
    locked = jars.locked()
    if jars.not_right(locked, cache):
        try:
            with _sole_writer(cache, say):
                _fetch(jars.not_right(locked, cache), cache, say, repositories)
        except OSError as error:
            raise DownloadFailed(
                f"the engine's files can't be kept in {cache}: {error.strerror}",
                way_out="make room there, or set HANDOVER_CACHE to a folder that can be written",
            ) from error
    return [cache / jar.name for jar in locked]


@contextmanager
def _sole_writer(cache: Path, say: Say) -> Iterator[None]:
    cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (cache / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another command is downloading the engine; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch(wanted: Sequence[jars.Jar], cache: Path, say: Say, repositories: Mapping[str, str] | None) -> None:
    from jgo.maven import MavenContext  # noqa: PLC0415  a quarter of a second that only the first start needs

    incoming = cache / ".incoming"
    shutil.rmtree(incoming, ignore_errors=True)
    maven = MavenContext(repo_cache=incoming, remote_repos=dict(repositories) if repositories else None)
    progress = _Progress(wanted, say)
    pool = ThreadPoolExecutor(_THREADS)
    try:
        for arrival in as_completed([pool.submit(_fetch_one, maven, jar, cache) for jar in wanted]):
            progress.arrived(arrival.result())
    finally:
        pool.shutdown(cancel_futures=True)
        shutil.rmtree(incoming, ignore_errors=True)


def _fetch_one(maven: MavenContext, jar: jars.Jar, cache: Path) -> jars.Jar:
    why = ""
    for _ in range(_TRIES):
        try:
            file = maven.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier).resolve()
        except (OSError, RuntimeError) as error:  # jgo lets the connection's errors through, and a plain 404
            if isinstance(error, OSError) and error.errno in _OUR_DISK:
                raise
            why = f"{jar.name} could not be downloaded: {_cause(error)}"
            continue
        if jar.is_right(file):
            file.replace(cache / jar.name)
            return jar
        file.unlink()
        why = f"{jar.name} arrived damaged: its sha256 is not the locked one"
    raise DownloadFailed(
        why,
        way_out="run the same command again when the network is there: what has arrived is kept. Without "
        "network, set HANDOVER_NEO4J_HOME to an unpacked Neo4j 5.26 or to a copy of another machine's "
        f"{cache.name} folder",
    )


def _cause(error: Exception) -> str:
    """Return what went wrong in a line; errors of connections tell the address first, and at length."""
    told = str(error)
    return shorten(told.partition("(Caused by ")[2] or told, _CAUSE, placeholder="...") or type(error).__name__


class _Progress:
    """Says every two seconds how many bytes of how many are there, and after how long."""

    def __init__(self, wanted: Sequence[jars.Jar], say: Say) -> None:
        self.say, self.began, self.told = say, time.monotonic(), 0.0
        self.total, self.bytes = sum(jar.size for jar in wanted), 0
        say(f"Downloading Neo4j {jars.engine_version()}: {len(wanted)} files, {self._megabytes(self.total)} MB")

    def arrived(self, jar: jars.Jar) -> None:
        self.bytes += jar.size
        seconds = time.monotonic() - self.began
        if seconds - self.told >= _SECONDS_BETWEEN_WORDS or self.bytes == self.total:
            self.told = seconds
            self.say(f"  {self._megabytes(self.bytes)} of {self._megabytes(self.total)} MB, {seconds:.0f} s")

    @staticmethod
    def _megabytes(size: int) -> str:
        return f"{size / _MEGABYTE:.1f}"
