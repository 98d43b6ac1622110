"""The hostile web page: what a browser sends for it is refused, with the reader's cookie or without.

The headers are those that browsers set by themselves and that no page can leave out or change.
"""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import APIRouter

from api.callers import Callers
from api.tokens import TokenDigest
from api.web.app import create_app
from api.web.pages import Overview
from api.web.rate import Rate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    import httpx

    from tests.web.conftest import Site

EVIL = "https://evil.example"
NAVIGATION = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
EMBEDDINGS = [
    {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
    {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "style"},
    {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "object"},
    {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "fencedframe"},
    {"Sec-Fetch-Mode": "websocket", "Sec-Fetch-Dest": "empty"},
]

written: list[dict[str, Any]] = []


@pytest.fixture(scope="module")
def running_site(serving: Callable[..., AbstractContextManager[Site]]) -> Iterator[Site]:
    router = APIRouter()

    @router.post("/write")
    def write(row: dict[str, Any]) -> str:
        written.append(row)
        return "written"

    with serving(routers=(router,)) as running:
        yield running


@pytest.fixture(autouse=True)
def _nothing_written() -> None:
    written.clear()


def refused(answer: httpx.Response, status: int, site: Site) -> None:
    assert answer.status_code == status
    assert site.name_inside not in answer.text
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "localhost.", "127.0.0.1:{port}@evil.example",
     "127.0.0.1 evil.example", "0.0.0.0:{port}", "127.1", ""],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/health", "/write"])
def test_a_rebound_name_reaches_nothing(site: Site, host: str, path: str) -> None:
    headers = {**site.sign_in(), **site.bearer, "Host": host.format(port=site.port)}
    refused(site.client.get(path, headers=headers), 421, site)


def test_a_request_without_a_host_reaches_nothing(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port)) as raw:
        raw.sendall(f"GET / HTTP/1.0\r\nAuthorization: Bearer {site.token}\r\n\r\n".encode())
        assert raw.makefile("rb").readline().split()[1] == b"421"


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=b", "application/json"]
)
@pytest.mark.parametrize("origin", [EVIL, "null", "http://localhost:1", "http://127.0.0.1", "http://127.0.0.1:1"])
@pytest.mark.parametrize("target", ["", "document"])
def test_a_form_of_another_page_writes_nothing(site: Site, kind: str, origin: str, target: str) -> None:
    headers = {**site.sign_in(), "Origin": origin, "Content-Type": kind}
    if target:
        headers |= {**NAVIGATION, "Sec-Fetch-Site": "cross-site"}
    refused(site.client.post("/write", headers=headers, content=b'{"a": 1}'), 403, site)
    assert written == []


@pytest.mark.parametrize("where", ["cross-site", "same-site", "", "something-new"])
@pytest.mark.parametrize("embedding", EMBEDDINGS, ids=lambda each: "-".join(each.values()))
@pytest.mark.parametrize("path", ["/", "/health", "/?token={token}"])
def test_nothing_can_be_embedded_elsewhere(site: Site, where: str, embedding: dict[str, str], path: str) -> None:
    headers = {**site.sign_in(), **embedding, "Sec-Fetch-Site": where}
    answer = site.client.get(path.format(token=site.token), headers=headers)
    refused(answer, 403, site)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("origin", [EVIL, "null", "http://localhost:1"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "DELETE"])
def test_a_fetch_of_another_page_gets_no_leave(site: Site, origin: str, method: str) -> None:
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    headers = {**site.sign_in(), **site.bearer, **preflight, "Origin": origin}
    refused(site.client.request(method, "/write", headers=headers, content=b"{}"), 403, site)
    assert written == []


@pytest.mark.parametrize("where", ["cross-site", "same-site"])
def test_a_link_elsewhere_leads_to_a_page_without_data(site: Site, where: str) -> None:
    headers = {**site.sign_in(), **NAVIGATION, "Sec-Fetch-Site": where, "Accept": "text/html"}
    answer = site.client.get("/", headers=headers)
    refused(answer, 401, site)
    assert 'href="/"' in answer.text


def test_a_link_elsewhere_leads_to_no_other_path(site: Site) -> None:
    headers = {**site.sign_in(), **NAVIGATION, "Sec-Fetch-Site": "cross-site"}
    refused(site.client.get("/write", headers=headers), 403, site)


def test_a_page_on_another_port_is_another_page(site: Site) -> None:
    headers = {
        **site.sign_in(),
        "Sec-Fetch-Site": "same-site",
        "Sec-Fetch-Mode": "cors",
        "Origin": "http://localhost:1",
    }
    refused(site.client.get("/", headers=headers), 403, site)


@pytest.mark.parametrize("origin", [{}, {"Origin": EVIL}])
def test_no_websocket_opens(site: Site, origin: dict[str, str]) -> None:
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip
    answer = site.client.get("/", headers={**upgrade, **origin})
    refused(answer, 403 if origin else 401, site)


def test_a_websocket_is_closed_where_the_server_speaks_it() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    app = create_app(
        callers=Callers(TokenDigest.of("t")),
        hosts=["localhost"],
        overview=lambda _level: Overview((), ()),
        health=lambda: True,
        rate=Rate(600),
    )
    asyncio.run(app({"type": "websocket", "path": "/", "headers": []}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_a_page_of_ours_may_write(site: Site) -> None:
    headers = {**site.sign_in(), "Origin": site.origin, "Sec-Fetch-Site": "same-origin"}
    assert site.client.post("/write", headers=headers, json={"a": 1}).status_code == 200
    assert written == [{"a": 1}]


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
def test_even_the_owner_writes_json_only(site: Site, kind: str) -> None:
    headers = {**site.bearer, "Content-Type": kind}
    refused(site.client.post("/write", headers=headers, content=b'{"a": 1}'), 415, site)
    assert written == []


def test_a_cookie_alone_writes_nothing(site: Site) -> None:
    refused(site.client.post("/write", headers=site.sign_in(), json={"a": 1}), 401, site)
    assert written == []
