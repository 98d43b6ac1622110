"""A check beside other commands: it tells what is wrong with the graph, never what they are just doing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.changes import batches, recovery
from graph.changes.batches import Dataset
from graph.checks import checks, integrity
from graph.claims.claim import Claim
from graph.errors import HandoverError
from graph.store import import_lock
from graph.store.import_lock import GraphMoves, LockHeld
from tests.claims import changing

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.checks.checks import Finding
    from graph.embedded.home import Home
    from graph.engine import Engine

SECONDS = 8
"""In these a process changes the graph some ten times all around."""


def outcome(check: Callable[[], list[Finding]]) -> list[Finding] | type[HandoverError]:
    try:
        return check()
    except HandoverError as refused:
        return type(refused)


@pytest.mark.parametrize(("largest", "said"), [(30, {LockHeld}), (1_000, {LockHeld, GraphMoves})])
def test_what_another_process_is_doing_is_no_finding(graph: Engine, home: Home, largest: int, said: set[Any]) -> None:
    """Some checks fall between two changes; those that don't refuse, or look again."""
    command = (sys.executable, "-m", changing.__name__, str(home.path), str(largest))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        until, found = time.monotonic() + SECONDS, []
        while time.monotonic() < until:
            found.append(outcome(lambda: checks.check(graph)))
        assert process.poll() is None
        process.kill()
    recovery.recover(graph, lambda _: None)
    assert [each for each in found if each and each not in (LockHeld, GraphMoves)] == []
    assert checks.check(graph) == []


def one(name: str, number: int) -> Dataset:
    return Dataset(name, str(number), (Claim(f"person/{number}", "name", "A"),))


def loading(graph: Engine, times: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let somebody load while a check is at work, the first so many times; return a list with an entry a look."""
    original, looks = integrity.differences, list[int]()

    def differences(engine: Engine) -> Any:
        looks.append(len(looks) + 1)
        found = original(engine)
        if len(looks) <= times:
            batches.load(engine, [one("moving", len(looks))])
        return found

    monkeypatch.setattr(integrity, "differences", differences)
    return looks


def test_a_check_begins_again_when_somebody_has_loaded_meanwhile(
    graph: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches.load(graph, [one("still", 0)])
    looks = loading(graph, 1, monkeypatch)
    assert checks.check(graph) == []
    assert looks == [1, 2]


def test_a_check_gives_up_on_a_graph_that_never_stands_still(graph: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = loading(graph, 99, monkeypatch)
    with pytest.raises(GraphMoves, match="each of the 3 times"):
        checks.check(graph)
    assert looks == [1, 2, 3]


def test_a_check_during_a_change_in_parts_says_what_is_under_way(graph: Engine) -> None:
    held = import_lock.Holder("run", "an undo of batch/7", "undoing", "2023-05-01T10:00:00+00:00")

    def hold(unit: Any) -> None:
        import_lock.take(unit, "run")
        import_lock.keep(unit, held)

    graph.write(hold)
    with pytest.raises(LockHeld, match=r"an undo of batch/7 is under way since 2023-05-01T10:00:00\+00:00"):
        checks.check(graph)
