"""The side of the command that needs the engine: find the one that serves this home, or start one and end it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.embedded import download, jars
from graph.embedded.home import Running, is_held
from graph.embedded.protocol import Config
from graph.errors import EngineFailed, HomeUnusable

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.embedded.home import Home
    from graph.errors import HandoverError

    Say = Callable[[str], None]

_PACKAGES = Path(__file__).parents[2]
_SECONDS_TO_START = 180
_SECONDS_TO_END = 15
_SECONDS_TO_WAIT_FOR_ANOTHER = 60
_NO_ROOM = ("No space left on device", "File too large", "Disk quota exceeded")


@dataclass
class Embedded:
    """An engine that serves `home`; `process` is ours, or None if another command's is used."""

    home: Home
    running: Running
    process: subprocess.Popen[str] | None

    def __post_init__(self) -> None:
        """Keep what the engine announced at hand: every statement asks whether it still serves."""
        self._announced = self.home.announced(self.running)

    @cached_property
    def _password(self) -> str:
        return self.home.password.read_text("ascii")

    def credentials(self) -> tuple[str, str]:
        """Give user and password, while this engine serves. Raises EngineFailed after that."""
        self.check()
        return "neo4j", self._password

    def check(self) -> None:
        """Raise EngineFailed once this engine serves no more."""
        if self._announced is None or not is_held(self._announced):
            raise EngineFailed(
                f"the embedded engine in {self.home.path} has ended{self._how()}",
                way_out=f"run the command again; what the engine said last is in {self.home.log}",
            )

    def _how(self) -> str:
        if self.process is None:
            return ": the command that had started it is done"
        code = self.process.poll()
        return f" (killed by signal {-code})" if code and code < 0 else ""

    def close(self) -> None:
        """End the engine if it is ours; it serves us no more."""
        if self._announced:
            self._announced.close()
            self._announced = None
        if self.process:
            _end(self.process)


def opened(home: Home, find_jars: Callable[[], list[Path]], heap: str, say: Say) -> Embedded:
    """Use the running engine of `home`, else start one.

    Raises HomeUnusable if another process has the store open and doesn't say where it listens.
    """
    home.prepare()
    until = time.monotonic() + _SECONDS_TO_WAIT_FOR_ANOTHER
    while True:
        if running := home.running():
            return Embedded(home, running, None)
        if started := _start(home, find_jars(), heap, say):
            return started
        say(f"Waiting for process {home.holder()}, which has the data folder open.")
        if time.monotonic() > until:
            raise HomeUnusable(
                f"process {home.holder()} has the data folder {home.path} open and does not answer",
                way_out=f"end that process, or set HANDOVER_HOME to another folder than {home.path}",
            )


def found_jars(neo4j_home: Path | None, cache: Path, say: Say) -> list[Path]:
    """Find the engine's jars: of a Neo4j on this machine if one is named, else of the cache."""
    return jars.of_unpacked(neo4j_home) if neo4j_home else download.fetched(cache, say)


def _start(home: Home, files: list[Path], heap: str, say: Say) -> Embedded | None:
    """Our engine, ready; None if another process holds the folder."""
    process = _spawn(home)
    overdue = threading.Timer(_SECONDS_TO_START, process.kill)
    overdue.start()
    try:
        _order(process, Config(str(home.path), [str(file) for file in files], heap, os.getpid()))
        running = _ready(process, home, say)
    except BaseException:
        _end(process)
        raise
    finally:
        overdue.cancel()
    if running is None:
        _end(process)
        return None
    return Embedded(home, running, process)


def _spawn(home: Home) -> subprocess.Popen[str]:
    log = os.open(home.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    process = subprocess.Popen(
        (sys.executable, "-P", "-m", "graph.embedded.child"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(_PACKAGES), "LC_ALL": "C.UTF-8"},  # the JVM reads paths by the locale
        start_new_session=True,
    )
    os.close(log)
    return process


def _order(process: subprocess.Popen[str], config: Config) -> None:
    with suppress(BrokenPipeError):  # it is dead already; the wait for its word says so
        print(json.dumps(asdict(config)), file=process.stdin, flush=True)


def _ready(process: subprocess.Popen[str], home: Home, say: Say) -> Running | None:
    """Wait for the engine's word. Raises EngineFailed if it gives up or ends without one."""
    for line in process.stdout or ():
        word: dict[str, Any] = json.loads(line)
        match word["state"]:
            case "ready":
                return Running(process.pid, word["port"])
            case "held":
                return None
            case "new":
                say("Making a new database; this happens once.")
            case _:
                raise _failure(home, word["why"])
    raise _failure(home, f"its process ended (exit code {process.wait()})")


def _failure(home: Home, why: str) -> HandoverError:
    if any(sign in why for sign in _NO_ROOM):
        return HomeUnusable(
            f"the disk under the data folder {home.path} is full",
            way_out="make room there, or set HANDOVER_HOME to a folder on another disk",
        )
    return EngineFailed(
        f"the embedded engine did not start: {why}",
        way_out=f"read {home.log} and {home.database / 'logs/debug.log'}; a copy of the data folder keeps the data",
    )


def _end(process: subprocess.Popen[str]) -> None:
    """Close the pipe, which ends the engine; kill it if it doesn't."""
    with suppress(BrokenPipeError):
        process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()  # type: ignore[union-attr]  # it is a pipe
