"""GraphQL against Cypher written by hand and against @neo4j/graphql on Apollo: one database, the same questions.

All sides are asked over HTTP, in turns; that they answer alike is checked before anything is timed. Another machine, or
a busy one, stretches all of them: only the ratios of operations per second tell. HANDOVER_BENCH_EVENTS sets how many
events there are; a hundred thousand, of twenty thousand persons, is what the goals are stated for.
"""

from __future__ import annotations

import math
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from statistics import fmean, median, quantiles, stdev
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import orjson

from api.graphql.http import PATH
from benchmarks import asked, classes, sides
from benchmarks.clients import Side, ask, asked_for
from benchmarks.questions import LARGE, QUESTIONS, plain
from benchmarks.start import _resident
from graph import schema
from graph.engine import DatabasePlace, connect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.questions import Question

    Requests = dict[str, list[bytes]]
    """What each side is sent, by its name."""

OURS, BY_HAND, PEER = "ours", "by hand", "peer"
ROUNDS, CLIENTS, SECONDS = 12, 16, 1.0
_T = 1.796
"""Student's t for twelve rounds: the mean lies above the lower bound with 95 %."""


def run() -> None:
    """Print all ratios, times, and sizes."""
    with TemporaryDirectory() as folder, connect(DatabasePlace(Path(folder) / "home", heap="2g")) as engine:
        schema.install(engine)
        asked.written(engine)
        print(f"{asked.PERSONS} persons, {asked.EVENTS} events; {ROUNDS} rounds in turns, {CLIENTS} clients")
        with ExitStack() as serving:
            every = _sides(Path(folder) / "home", serving)
            requests = {question.name: _requests(question, every) for question in QUESTIONS}
            for question in QUESTIONS:
                _compare(question, every, requests[question.name])
                _print_ratios(question, every, requests[question.name])
            for question in QUESTIONS:
                _print_times(question, every, requests[question.name])
            _print_memory(every[0])
    for count in (len(classes.shipped()), 100):
        done = (sys.executable, "-m", "benchmarks.classes", str(count))
        print(subprocess.run(done, capture_output=True, text=True, check=True).stdout, end="", flush=True)


def _sides(home: Path, serving: ExitStack) -> list[Side]:
    """Return the sides there are, ours first; that the peer can't be had is said."""
    running, address, headers = serving.enter_context(sides.served(home))
    paths = {OURS: PATH, BY_HAND: sides.BY_HAND}
    every = [Side(name, address, path, headers, running.pid) for name, path in paths.items()]
    try:
        running, address, headers = serving.enter_context(sides.peer_served(home))
    except sides.NoPeer as error:
        print(f"!! NOT COMPARED WITH @neo4j/graphql: {error}", flush=True)
        return every
    return [*every, Side(PEER, address, "/", headers, running.pid)]


def _requests(question: Question, every: Sequence[Side]) -> Requests:
    def body(side: Side, ours: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
        bodies = {
            OURS: {"query": question.ours, "variables": ours},
            BY_HAND: {"question": question.name, "variables": others},
            PEER: {"query": question.peer, "variables": others},
        }
        return bodies[side.name]

    return {side.name: [side.request(body(side, *said)) for said in question.said] for side in every}


def _compare(question: Question, every: Sequence[Side], requests: Requests) -> None:
    """Make sure that all sides answer alike, and not with nothing."""
    for way in range(len(question.said)):
        found = {side.name: orjson.loads(ask(side, requests[side.name][way])) for side in every}
        by_hand = found.pop(BY_HAND)
        assert by_hand
        for name, answer in found.items():
            (told,) = answer["data"].values()
            if name == PEER and isinstance(by_hand, dict):
                (told,) = told
            assert plain(told) == by_hand, f"{name} answers {question.name} otherwise"


def _print_ratios(question: Question, every: Sequence[Side], requests: Requests) -> None:
    """Print operations per second in rounds, and what ours are of the others'."""
    for side in every:
        asked_for(side, requests[side.name], CLIENTS, 3 * SECONDS)
    done: dict[str, list[float]] = {side.name: [] for side in every}
    for turn in range(ROUNDS):
        for side in every if turn % 2 else every[::-1]:
            done[side.name].append(asked_for(side, requests[side.name], CLIENTS, SECONDS)[0])
    size = len(ask(every[0], requests[OURS][0]))
    said = ", ".join(f"{name} {median(each):.0f}/s" for name, each in done.items())
    print(f"{question.name}, {size / 1e3:.1f} kB: {said}", flush=True)
    for name, floor, goal in zip((BY_HAND, PEER), question.floors, question.goals, strict=True):
        if name in done:
            ratios = [math.log(ours / other) for ours, other in zip(done[OURS], done[name], strict=True)]
            least = math.exp(fmean(ratios) - _T * stdev(ratios) / math.sqrt(ROUNDS))
            verdict = "goal reached" if least >= goal else "floor held" if least >= floor else "BELOW ITS FLOOR"
            print(
                f"  ours / {name}: {math.exp(fmean(ratios)):.2f}, at least {least:.2f}; "
                f"floor {floor:.2f}, goal {goal:.2f}: {verdict}",
                flush=True,
            )


def _print_times(question: Question, every: Sequence[Side], requests: Requests) -> None:
    for clients in (1, 16, 64):
        for side in every:
            _, took = asked_for(side, requests[side.name], clients, 2 * SECONDS)
            parts = quantiles(took, n=100)
            print(
                f"{question.name}, {clients} clients, {side.name}: p50 {parts[49] * 1e3:.1f} ms, "
                f"p99 {parts[98] * 1e3:.1f} ms",
                flush=True,
            )


def _print_memory(side: Side) -> None:
    """Print by how much a server grows that answers one large question."""
    before, most, over = _resident(side.pid), [0], threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            most[0] = max(most[0], _resident(side.pid))

    looking = threading.Thread(target=look)
    looking.start()
    size = len(ask(side, side.request({"query": LARGE})))
    over.set()
    looking.join()
    print(f"an answer of {size / 1e6:.1f} MB takes {most[0] - before} MB of the server's memory", flush=True)


if __name__ == "__main__":
    run()
