"""A real server on loopback, spoken to over a real socket."""

from __future__ import annotations

import secrets
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import pytest

from api.callers import Callers
from api.tokens import TokenDigest
from api.web.app import create_app
from api.web.pages import Answer, Overview
from api.web.rate import Rate
from api.web.server import listen, server
from graph.access import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from fastapi import APIRouter

    from api.callers import Caller

NAME_INSIDE = "Yuri Kastsiuk"


def _overview(_level: str = PUBLIC) -> Overview:
    answer = Answer("Released, re-arrested, handed over", ("Who", "Time"), ((NAME_INSIDE, "certain"),))
    return Overview((("Person", 1), ("Event", 12345)), (answer,))


@dataclass
class Site:
    """A running server, its token, and a client that knows nothing yet."""

    address: str
    token: str
    client: httpx.Client
    name_inside: str = NAME_INSIDE

    @property
    def port(self) -> int:
        port = httpx.URL(self.address).port
        assert port is not None
        return port

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def origin(self) -> str:
        return self.address.rstrip("/")

    def sign_in(self) -> dict[str, str]:
        """Return the Cookie header of a browser that opened the printed address."""
        answer = self.client.get("/", params={"token": self.token})
        cookie = answer.headers["set-cookie"].partition(";")[0]
        self.client.cookies.clear()
        return {"Cookie": cookie}


@contextmanager
def serving(
    *,
    overview: Callable[..., Overview] = _overview,
    health: Callable[[], bool] = lambda: True,
    routers: tuple[APIRouter, ...] = (),
    named: Callable[[TokenDigest], Caller | None] | None = None,
    rate: int = 600,
) -> Iterator[Site]:
    token = secrets.token_urlsafe(32)
    with listen("127.0.0.1", 0) as listener:
        app = create_app(
            callers=Callers(TokenDigest.of(token), named),
            hosts=listener.hosts,
            overview=overview,
            health=health,
            routers=routers,
            rate=Rate(rate),
        )
        running = server(app)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener.socket]})
        thread.start()
        try:
            with httpx.Client(base_url=listener.address, trust_env=False) as client:
                yield Site(listener.address, token, client)
        finally:
            running.should_exit = True
            thread.join()


@pytest.fixture(scope="module", name="serving")
def serving_fixture() -> Callable[..., AbstractContextManager[Site]]:
    return serving


@pytest.fixture(scope="module")
def running_site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def site(running_site: Site) -> Site:
    """Give the module's server as a browser finds it that was never there."""
    running_site.client.cookies.clear()
    return running_site
