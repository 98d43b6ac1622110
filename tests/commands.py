"""Commands run as their users run them, but for the wait: forked from a process that has them imported already.

Each is a process of its own with its own environment, folder and streams, as a shell would start it. What a start
itself does (the installed script, `serve`, signals, limits) is tested with the real one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMAND = str(Path(sys.executable).with_name("handover"))
SECONDS = 240

_forking = get_context("forkserver")
_forking.set_forkserver_preload(["tests.preloaded"])


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*words: str | Path, environment: Mapping[str, str], folder: str | Path = "/") -> Done:
    """Run a command to its end."""
    with TemporaryDirectory() as streams:
        told = [Path(streams, name) for name in ("out", "err")]
        process = _forking.Process(target=_run, args=([str(word) for word in words], dict(environment), folder, told))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            pytest.fail(f"handover {words} did not end in {SECONDS} s")
        out, err = (path.read_text(encoding="utf-8") for path in told)
        return Done(process.exitcode, out, err)


def started(*words: str | Path, environment: Mapping[str, str], under: tuple[str, ...]) -> Done:
    """Run the installed command to its end, under another program, which limits it for instance."""
    line = (*under, COMMAND, *map(str, words))
    done = subprocess.run(line, env=environment, cwd="/", capture_output=True, text=True, timeout=SECONDS, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def _run(words: list[str], environment: dict[str, str], folder: str | Path, streams: list[Path]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, path in enumerate(streams, start=1):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT, mode=0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["handover", *words]
    from api.cli import main  # noqa: PLC0415  only here is the command's environment

    main()
