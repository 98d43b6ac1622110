"""The first page, /health, and what an error looks like from outside."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from fastapi import APIRouter

from api.web.pages import Answer, Overview, overview_page
from graph.errors import (
    DatabaseUnreachable,
    EngineFailed,
    HandoverError,
    InputRefused,
    QueryTimeout,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.web.conftest import Site


def test_the_page_shows_counts_and_matches(site: Site) -> None:
    page = site.client.get("/", headers=site.bearer).text
    assert "12,345" in page
    assert "Released, re-arrested, handed over" in page
    assert site.name_inside in page


def test_the_style_is_the_one_that_the_policy_names_and_nothing_else_is_loaded(site: Site) -> None:
    answer = site.client.get("/", headers=site.bearer)
    styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]
    assert len(styles) == 1
    assert not re.search(r"<script|<img|<link|<iframe|style=|src=|url\(|https?:|@import", answer.text)


def test_what_the_graph_says_is_text_not_markup() -> None:
    hostile = "</style><script>alert(1)</script>"
    page = overview_page(Overview(((hostile, 1),), (Answer(hostile, (hostile,), ((hostile,),)),)))
    assert "<script" not in page


class Outline(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


def test_the_page_can_be_read_by_a_screen_reader(site: Site) -> None:
    page = Outline(site.client.get("/", headers=site.bearer).text)
    assert page.all("html") == [{"lang": "en"}]
    assert [len(page.all(tag)) for tag in ("header", "main", "title", "h1")] == [1, 1, 1, 1]
    assert all(cell.get("scope") in {"col", "row"} for cell in page.all("th"))
    labelled = {section["aria-labelledby"] for section in page.all("section")}
    assert labelled == {heading["id"] for heading in page.all("h3") if "id" in heading}


def test_an_empty_graph_says_what_to_do() -> None:
    page = overview_page(Overview((), (Answer("A pattern", ("Who",), ()),)))
    assert "handover load" in page
    assert "No match that this graph knows of" in page


@pytest.mark.parametrize("well", [True, False])
def test_health_says_only_ok(serving: Callable[..., AbstractContextManager[Site]], well: bool) -> None:
    def health() -> bool:
        if not well:
            raise EngineFailed("The engine at bolt://secret ended.")
        return True

    with serving(health=health) as site:
        answer = site.client.get("/health")
    assert (answer.status_code, answer.json()) == (200 if well else 503, {"status": "ok" if well else "unavailable"})


def test_a_monitor_may_ask_for_the_head_alone(site: Site) -> None:
    answer = site.client.head("/health")
    assert (answer.status_code, answer.content) == (200, b"")
    assert site.client.head("/").status_code == 401
    assert site.client.head("/", headers=site.bearer).status_code == 200


def test_health_without_an_answer_of_the_database(serving: Callable[..., AbstractContextManager[Site]]) -> None:
    with serving(health=lambda: False) as site:
        assert site.client.get("/health").status_code == 503


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("No such pattern.", way_out="see `handover match`"), 400),
        (InputRefused("The pattern has a problem.", []), 422),
        (DatabaseUnreachable("No database."), 503),
        (EngineFailed("The engine ended."), 503),
        (QueryTimeout("It took too long."), 504),
        (HandoverError("Something else."), 500),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_error_says_what_and_the_way_out(
    serving: Callable[..., AbstractContextManager[Site]], error: HandoverError, status: int
) -> None:
    def overview(_level: str) -> Overview:
        raise error

    with serving(overview=overview) as site:
        answer = site.client.get("/", headers=site.bearer)
        page = site.client.get("/", headers={**site.bearer, "Accept": "text/html"})
    assert answer.status_code == page.status_code == status
    assert answer.json() == {"error": {"message": error.what, "way_out": error.way_out}}
    assert f"<h1>{error.what}</h1>" in page.text


def test_an_unforeseen_error_tells_neither_page_nor_log_what_it_held(
    serving: Callable[..., AbstractContextManager[Site]], caplog: pytest.LogCaptureFixture
) -> None:
    def overview(_level: str) -> Overview:
        raise KeyError("Yuri Kastsiuk")

    with caplog.at_level(logging.DEBUG), serving(overview=overview) as site:
        answer = site.client.get("/", headers=site.bearer)
    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    for told in (answer.text, caplog.text):
        assert "Kastsiuk" not in told
        assert "Traceback" not in told
    assert re.search(r"KeyError at .*test_pages\.py:\d+", caplog.text)


def test_a_body_that_does_not_fit_is_not_repeated(serving: Callable[..., AbstractContextManager[Site]]) -> None:
    router = APIRouter()

    @router.post("/write")
    def write(row: dict[str, int]) -> None: ...

    with serving(routers=(router,)) as site:
        answer = site.client.post("/write", headers=site.bearer, json={"name": "Yuri Kastsiuk"})
    assert answer.status_code == 422
    assert "Kastsiuk" not in answer.text
