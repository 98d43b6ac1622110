"""The real command, as its users run it; one home and one running server serve most tests.

`first` is a home after `handover serve --once`, and what that printed; `spare` a copy of it that nobody uses;
`served` the same home behind a running `handover serve`, which every other command finds.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.commands import COMMAND, Done, run, started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("HANDOVER_")}


def handover(*words: str | Path, home: Path, under: tuple[str, ...] = (), **settings: str) -> Done:
    """Run a command to its end, somewhere else than in the checkout; nobody ever sees a traceback."""
    environment = CLEAN | {"HANDOVER_HOME": str(home)} | settings
    done = started(*words, environment=environment, under=under) if under else run(*words, environment=environment)
    assert "Traceback" not in done.out + done.err
    return done


def engine_of(home: Path) -> int | None:
    """The process that holds the home's engine, if one runs; a pid that is reused is none."""
    try:
        pid = json.loads((home / "engine.json").read_text())["pid"]
    except FileNotFoundError:
        return None
    listed = subprocess.run(("ps", "-o", "stat=,args=", "-p", str(pid)), capture_output=True, text=True, check=False)
    return pid if "embedded.child" in listed.stdout and listed.stdout[0] != "Z" else None


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.1)


@dataclass
class Served:
    """A running `handover serve`, and what it printed before it served."""

    process: subprocess.Popen[str]
    home: Path
    printed: str

    @property
    def address(self) -> str:
        return self.printed.rpartition("Open ")[2].partition("?")[0]

    @property
    def token(self) -> str:
        return (self.home / "token").read_text().strip()

    def get(self, path: str, **more: Any) -> httpx.Response:
        return httpx.get(self.address + path, trust_env=False, timeout=60, **more)

    def page(self) -> httpx.Response:
        return self.get("", headers={"Authorization": f"Bearer {self.token}"})

    def end(self, number: int) -> tuple[int, str, str]:
        """Send a signal; return status, and what was printed since."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@contextmanager
def serving(home: Path, *words: str) -> Iterator[Served]:
    with subprocess.Popen(
        (COMMAND, "serve", "--port", "0", *words),
        env=CLEAN | {"HANDOVER_HOME": str(home)},
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        try:
            lines = []
            while (line := process.stdout.readline()) and not line.startswith("Ctrl-C"):
                lines.append(line)
            yield Served(process, home, "".join(lines) + line)
        finally:
            process.kill()


@dataclass(frozen=True)
class First:
    """A home, how the very first command on it ended, and the engine that it left running, if any."""

    home: Path
    done: Done
    left_running: int | None


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> First:
    home = tmp_path_factory.mktemp("homes") / "дом с пробелом"
    done = handover("serve", "--once", home=home)
    return First(home, done, engine_of(home))


@pytest.fixture(scope="session")
def copy(first: First, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set the home aside before anybody uses it again."""
    return Path(shutil.copytree(first.home, tmp_path_factory.mktemp("copy") / "home"))


@pytest.fixture
def spare(copy: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(copy, tmp_path / "home"))


@pytest.fixture(scope="session")
def served(first: First, copy: Path) -> Iterator[Served]:
    with serving(first.home) as running:
        yield running
        assert running.end(signal.SIGTERM) == (0, "", "Ended.\n")
        assert engine_of(first.home) is None


@pytest.fixture
def cli(served: Served) -> Callable[..., Done]:
    """Run a command beside the running server."""

    return partial(handover, home=served.home)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and return where it is."""

    def written(text: str | bytes, name: str = "дело.yaml") -> Path:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return written
