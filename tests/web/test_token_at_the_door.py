"""Who has the token gets in, by header or cookie; nobody else gets more than /health."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.web.conftest import Site

HTML = {"Accept": "text/html"}


def test_the_token_opens_by_header(site: Site) -> None:
    answer = site.client.get("/", headers=site.bearer)
    assert answer.status_code == 200
    assert site.name_inside in answer.text


def test_the_printed_address_becomes_a_cookie_and_an_address_without_token(site: Site) -> None:
    answer = site.client.get("/", params={"token": site.token}, headers=HTML)
    assert (answer.status_code, answer.headers["location"], answer.content) == (303, "/", b"")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert site.token not in str(answer.headers)
    name, *flags = answer.headers["set-cookie"].split("; ")
    assert name.startswith(f"handover_{site.port}=")
    assert sorted(flag.lower() for flag in flags) == ["httponly", "path=/", "samesite=strict"]
    assert site.name_inside in site.client.get("/").text


def test_the_printed_address_works_from_a_link_in_a_web_terminal(site: Site) -> None:
    visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert site.client.get("/", params={"token": site.token}, headers=visit).status_code == 303


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/redoc", "/openapi.json", "/graphql", "/nothing", "//health", "/health/"]
)
def test_without_the_token_every_path_is_alike(site: Site, path: str) -> None:
    answer = site.client.get(path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert set(answer.json()["error"]) == {"message", "way_out"}


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/nothing"])
def test_nothing_lists_what_is_served(site: Site, path: str) -> None:
    assert site.client.get(path, headers=site.bearer).status_code == 404


@pytest.mark.parametrize(
    "authorization", ["Bearer", "Bearer x", "Basic {token}", "{token}", "Bearer {token}x", "Bearer {short}"]
)
def test_a_wrong_token_opens_nothing_and_spoils_a_right_cookie(site: Site, authorization: str) -> None:
    header = authorization.format(token=site.token, short=site.token[:-1])
    assert site.client.get("/", headers={**site.sign_in(), "Authorization": header}).status_code == 401


def test_a_token_that_no_header_may_hold_opens_nothing(site: Site) -> None:
    assert site.client.get("/", headers={b"Authorization": "Bearer é".encode()}).status_code == 401
    assert site.client.get("/", params={"token": "é\U0001f600"}).status_code == 401


def test_the_token_counts_nowhere_else(site: Site) -> None:
    token = site.token
    assert site.client.get("/nothing", params={"token": token}).status_code == 401
    assert site.client.post("/", params={"token": token}, json={}).status_code == 401
    assert site.client.post("/", json={"token": token}).status_code == 401
    for headers in ({"Cookie": f"token={token}"}, {"Cookie": f"handover_{site.port}={token}"}, {"X-Token": token}):
        assert site.client.get("/", headers=headers).status_code == 401


def test_a_wrong_token_in_the_address_makes_no_cookie(site: Site) -> None:
    answer = site.client.get("/", params={"token": secrets.token_urlsafe(32)})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_a_cookie_of_another_server_or_planted_beside_ours_does_no_harm(
    site: Site, serving: Callable[..., AbstractContextManager[Site]]
) -> None:
    ours = site.sign_in()["Cookie"]
    planted = f"handover_{site.port}=planted; {ours}; handover_1=x; ; =; y"
    assert site.client.get("/", headers={"Cookie": planted}).status_code == 200
    with serving() as other:
        value = ours.partition("=")[2]
        assert other.client.get("/", headers={"Cookie": f"handover_{other.port}={value}"}).status_code == 401


@pytest.mark.parametrize("path", ["/", "/health", "/nothing", "/?token=wrong"])
@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("host", ["127.0.0.1", "evil.example"])
def test_every_answer_carries_the_security_headers(site: Site, path: str, known: bool, host: str) -> None:
    headers = {**(site.bearer if known else {}), "Host": f"{host}:{site.port}"}
    found = site.client.get(path, headers=headers).headers
    assert found["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in found["content-security-policy"]
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "no-referrer"
    assert found["cache-control"] == "no-store"
    assert found["cross-origin-opener-policy"] == "same-origin"
    assert found["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in found
