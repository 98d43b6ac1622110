"""kill -9 at any moment of load, undo and rebuild: the next start finds the graph as before or as after.

Ten rounds here; two hundred with HANDOVER_LONG_TESTS=1 (some half an hour). The moments are drawn from a seed that
a failure tells; HANDOVER_TEST_SEED=N draws those of seed N again, as far as a machine can repeat them.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph import schema
from graph.changes import batches, recovery
from graph.checks import integrity
from graph.embedded.home import Home
from graph.engine import DatabasePlace, connect
from graph.store import import_lock, ledger
from tests.claims import changing
from tests.claims.test_any_order import emptied, snapshot

if TYPE_CHECKING:
    from graph.engine import Engine

ROUNDS = 200 if os.environ.get("HANDOVER_LONG_TESTS") else 10
WITH_ENGINE = ROUNDS // 5
"""Rounds in which the engine is killed as well."""
SEED = int(os.environ.get("HANDOVER_TEST_SEED") or random.randrange(10**6))  # noqa: S311  no secret
LONGEST = 4.0
"""Seconds; in about these all changes are made once."""


def killed(home: Home, number: int, *, with_engine: bool) -> str:
    """Let a process change the graph, kill it at a random moment, and tell at which; every other works in parts."""
    largest = 1_000 if number % 2 else 30
    command = (sys.executable, "-m", changing.__name__, str(home.path), str(largest))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        running = home.running()
        assert running
        moment = random.Random(f"{SEED}, {number}, {with_engine}").uniform(0, LONGEST)  # noqa: S311  no secret
        time.sleep(moment)
        assert process.poll() is None, "it failed before it was killed"
        process.kill()
        if with_engine:
            os.kill(running.pid, signal.SIGKILL)
            while home.running():
                time.sleep(0.01)
    return f"seed {SEED}, round {number}, killed after {moment:.3f} s, up to {largest} claims in one transaction"


def state_of(engine: Engine, number: int) -> Any:
    """What readers see when one version was loaded and nothing else happened; nothing at all for version 0."""
    emptied(engine)
    if number:
        batches.load(engine, [changing.version(number)])
    return engine.read(snapshot)


def assert_whole(engine: Engine, reference: dict[int, Any], when: str) -> None:
    """After recovery all is as the newest batch that stands says, and nothing half done is left."""
    recovery.recover(engine, lambda _: None)
    number = changing.newest(engine)
    assert integrity.differences(engine) == [], when
    assert engine.read(snapshot) == reference[number and 1 + number % 2], when
    assert engine.read(import_lock.holder) is None, when
    assert engine.read(ledger.staged) == [], when
    strays = engine.read(
        lambda unit: unit.run("MATCH (c:Claim) WHERE NOT EXISTS { (c)<-[:ASSERTED|RETRACTED]-() } RETURN c.uid AS uid")
    )
    assert strays == [], when


@pytest.fixture(scope="module")
def reference(engine: Engine) -> dict[int, Any]:
    """The states that there may be: none loaded, an even version, an odd one."""
    found = {0: state_of(engine, 0), 1: state_of(engine, 2), 2: state_of(engine, 1)}
    emptied(engine)
    return found


@pytest.mark.parametrize("number", range(ROUNDS - WITH_ENGINE))
def test_a_killed_command_leaves_the_graph_whole(
    engine: Engine, home: Home, reference: dict[int, Any], number: int
) -> None:
    when = killed(home, number, with_engine=False)
    assert_whole(engine, reference, when)


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("killed"))
    with connect(DatabasePlace(home.path), say=lambda _: None) as engine:
        schema.install(engine)
    return home


@pytest.mark.parametrize("number", range(WITH_ENGINE))
def test_a_command_killed_with_its_engine_leaves_the_graph_whole(
    own_home: Home, reference: dict[int, Any], number: int
) -> None:
    when = killed(own_home, number, with_engine=True)
    with connect(DatabasePlace(own_home.path), say=lambda _: None) as engine:
        assert_whole(engine, reference, when)
