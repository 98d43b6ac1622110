"""A pattern that takes too long is stopped and told why; a cancelled one leaves the database idle."""

from __future__ import annotations

import signal
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from graph.errors import QueryTimeout
from graph.patterns import costly, match, read
from graph.store import packed

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.unit import Unit

PERSONS, EVENTS = 20, 1000
BACKWARDS = """
CREATE (p:Entity:Actor:Person {uid: 'person/' + $n, name: 'P' + $n})
WITH p, $n AS n UNWIND range(1, $events) AS m
CREATE (:Entity:Event {uid: 'event/' + n + '-' + m, kind: 'release', modality: 'actual', date_first: 1000 + m,
  date_last: 1000 + m})-[:SUBJECT {role: 'target'}]->(p)
CREATE (:Entity:Event {uid: 'event/' + n + '-' + (m + $events), kind: 'arrest', modality: 'actual', date_first: m,
  date_last: m})-[:SUBJECT {role: 'target'}]->(p)
"""
"""Everybody has a thousand releases after a thousand arrests: each is held against each, and none follows."""
RUNNING = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'CALL () {' RETURN currentQuery"
COSTLY = {
    "name": "costly",
    "title": "Costly",
    "steps": [{"id": "release", "kind": "release"}, {"id": "arrest", "kind": "arrest"}],
}


@pytest.fixture
def backwards(graph: Engine) -> Engine:
    for n in range(PERSONS):
        graph.write(partial(_tell, n=str(n)))
    return graph


def _tell(unit: Unit, n: str) -> None:
    unit.run(BACKWARDS, n=n, events=EVENTS)
    packed.pack(unit, [f"person/{n}"])


def is_running(engine: Engine) -> bool:
    """Tell whether the database looks for who matches."""
    return bool(engine.read(lambda unit: unit.run(RUNNING)))


def soon(told: Callable[[], bool], patience: float = 10) -> bool:
    """Wait until something is so; tell whether it came to that."""
    end = time.monotonic() + patience
    while not (is_so := told()) and time.monotonic() < end:
        time.sleep(0.1)
    return is_so


def idle(engine: Engine) -> bool:
    """Tell whether the database soon runs nothing but the question whether it does."""
    return soon(lambda: not is_running(engine))


def test_a_pattern_that_takes_too_long_says_what_makes_it_so(
    backwards: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(costly, "SECONDS", 0.5)
    with pytest.raises(QueryTimeout) as stopped:
        match(backwards, read(COSTLY))
    assert stopped.value.what == (
        "the pattern costly takes too long to answer: of all events, release fits 20,000, arrest fits 20,000"
    )
    assert "within" in stopped.value.way_out
    assert idle(backwards)


def test_a_cancelled_request_ends_its_query(backwards: Engine) -> None:
    main = threading.main_thread().ident
    assert main

    def cancel() -> None:
        if soon(lambda: is_running(backwards)):
            signal.pthread_kill(main, signal.SIGINT)

    cancelling = threading.Thread(target=cancel)
    # Whoever begins the tests in the background of a shell has them ignore the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        cancelling.start()
        with pytest.raises(KeyboardInterrupt):
            match(backwards, read(COSTLY))
    finally:
        cancelling.join()
        signal.signal(signal.SIGINT, before)
    assert idle(backwards)
