"""Whose page is behind a request, read from the headers that a browser sets and no page can forge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.web.answers import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

READS = frozenset({"GET", "HEAD"})

_OURS = frozenset({"same-origin", "none"})
"""Values of Sec-Fetch-Site; `same-site` isn't ours: another user's server may have the next port."""


def check_origin(request: Request) -> None:
    """Refuse what another page sends or embeds; a link on it may lead to the first page."""
    if _foreign_origin(request) or not (from_own_page(request) or is_visit(request)):
        raise Refused(403, "Another web page asked for this.", way_out="open the address of Handover itself")


def from_own_page(request: Request) -> bool:
    """Tell whether a page of ours, the address bar or a program is behind the request."""
    return request.headers.get("sec-fetch-site", "none") in _OURS


def is_visit(request: Request) -> bool:
    """Tell whether a reader opens the first page in a window of its own; a program that names no mode may too."""
    return (
        request.method == "GET"
        and request.scope["path"] == "/"
        and request.headers.get("sec-fetch-mode", "navigate") == "navigate"
        and request.headers.get("sec-fetch-dest", "document") == "document"
    )


def sent_by_us(request: Request) -> bool:
    """Tell whether a cookie on this request counts: never from elsewhere, and a write must name our origin."""
    return from_own_page(request) and (request.method in READS or "origin" in request.headers)


def _foreign_origin(request: Request) -> bool:
    own = f"{request.scope['scheme']}://{request.headers['host']}".lower()
    return request.headers.get("origin", own).lower() != own
