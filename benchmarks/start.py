"""From the command to the first answer on an existing graph, against the bare engine's first query.

The bare engine is its process alone and a plain driver, on the same folder. Times are compared as a ratio
within one run, in pairs, since another machine or a busy one stretches both. Also what set-up downloads, and
what both processes hold in memory while they serve and rest.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from neo4j import GraphDatabase

from graph.embedded import download, jars, process
from graph.embedded.home import Home
from graph.engine import DatabasePlace
from graph.errors import DownloadFailed

_PAIRS = 3
_GOAL = 1.5
_SECONDS_OF_REST = 5
_HANDOVER = Path(sys.executable).with_name("handover")


def run() -> None:
    """Print the three."""
    with TemporaryDirectory() as folder:
        place = DatabasePlace(Path(folder) / "home")
        _set_up(Path(folder) / "cache")
        print(f"first start, with the shipped cases loaded: {_once(place.home):.1f} s")
        pairs = [(_bare(place), _once(place.home)) for _ in range(_PAIRS)]
        for bare, handover in pairs:
            print(f"bare {bare:.1f} s, handover serve --once {handover:.1f} s: {handover / bare:.2f} times")
        print(f"median {median(handover / bare for bare, handover in pairs):.2f} times; goal at most {_GOAL}")
        _print_memory(place.home)


def _set_up(cache: Path) -> None:
    began = time.perf_counter()
    try:
        size = sum(file.stat().st_size for file in download.fetched(cache, lambda _: None))
    except DownloadFailed as error:
        print(f"set-up not measured: {error}")
        return
    print(f"set-up downloads {size / 1e6:.1f} MB in {time.perf_counter() - began:.0f} s")


def _bare(place: DatabasePlace) -> float:
    """Seconds to the bare engine's first answer."""
    files = [place.jars / jar.name for jar in jars.locked()]
    began = time.perf_counter()
    engine = process.opened(Home(place.home), lambda: files, place.heap, print)
    uri = f"bolt://127.0.0.1:{engine.running.port}"
    with GraphDatabase.driver(uri, auth=engine.credentials()) as driver:
        assert driver.execute_query("MATCH (e:Event) RETURN count(e)").records[0][0]
    seconds = time.perf_counter() - began
    engine.close()
    return seconds


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "HANDOVER_HOME": str(home), "HANDOVER_DATABASE_URL": ""}


def _once(home: Path) -> float:
    """Seconds until `handover serve --once` prints its first line: what the graph holds."""
    began = time.perf_counter()
    command = (_HANDOVER, "serve", "--once")
    with subprocess.Popen(command, env=_environment(home), stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stdout.readline()
        seconds = time.perf_counter() - began
        running.stdout.read()
    return seconds


def _print_memory(home: Path) -> None:
    command = (_HANDOVER, "serve", "--port", "0")
    with subprocess.Popen(command, env=_environment(home), stdout=subprocess.PIPE, text=True) as running:
        assert any(line.startswith("Open ") for line in running.stdout or ())
        time.sleep(_SECONDS_OF_REST)
        engine = Home(home).running()
        assert engine
        print(f"at rest: handover {_resident(running.pid)} MB, engine {_resident(engine.pid)} MB")
        running.send_signal(signal.SIGINT)


def _resident(pid: int) -> int:
    listed = subprocess.run(("ps", "-o", "rss=", "-p", str(pid)), capture_output=True, text=True, check=True)
    return int(listed.stdout) // 1000


if __name__ == "__main__":
    run()
