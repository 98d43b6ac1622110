"""A server as `handover serve` runs it, for tests that need a process of its own: python serving.py HOME."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from api.callers import Callers
from api.tokens import TokenDigest, local_token
from api.web.app import create_app
from api.web.pages import Overview
from api.web.rate import Rate
from api.web.server import listen, serve

closed = threading.Event()


def overview_of_a_slow_database(_level: str) -> Overview:
    print("asked", flush=True)  # noqa: T201 - the test waits for this line
    closed.wait()
    return Overview((), ())


with listen("127.0.0.1", 0) as listener:
    token = local_token(Path(sys.argv[1]))
    app = create_app(
        callers=Callers(TokenDigest.of(token)),
        hosts=listener.hosts,
        overview=overview_of_a_slow_database,
        health=lambda: True,
        rate=Rate(600),
    )
    print(listener.address, flush=True)  # noqa: T201 - as above
    serve(app, listener)
closed.set()
print("closed", flush=True)  # noqa: T201 - as above
