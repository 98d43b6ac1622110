"""What every answer carries, and how an error becomes one: a page for a browser, JSON for a program."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse

from api.web.pages import STYLE_HASH, error_page
from graph.errors import (
    DatabaseUnreachable,
    HandoverError,
    InputRefused,
    OutcomeUnknown,
    QueryTimeout,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

STATUS: Mapping[type[Exception], int] = {
    UsageError: 400,
    InputRefused: 422,
    RequestValidationError: 422,
    DatabaseUnreachable: 503,
    OutcomeUnknown: 503,
    QueryTimeout: 504,
    HandoverError: 500,
}
"""From an exception to its status; a class that isn't named has that of the nearest one above it."""


class Refused(HandoverError):
    """A request that the guard doesn't let in, with the status that says so."""

    def __init__(self, status: int, what: str, *, way_out: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(what, way_out=way_out)
        self.status, self.headers = status, headers


def answer_to(request: Request, error: Exception) -> Response:
    """Return the answer to an error: its message and way out, and nothing of where it arose."""
    status = _status(error)
    headers = error.headers if isinstance(error, Refused) else None
    if status == HTTPStatus.UNAUTHORIZED:
        headers = {"WWW-Authenticate": "Bearer"}
    what, way_out = _said(error)
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(error_page(what, way_out), status, headers)
    return JSONResponse({"error": {"message": what, "way_out": way_out}}, status, headers)


def _status(error: Exception) -> int:
    if isinstance(error, Refused):
        return error.status
    if isinstance(error, HTTPException):
        return error.status_code
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def _said(error: Exception) -> tuple[str, str]:
    """Return what an error says to the reader; one that wasn't raised on purpose says nothing of itself."""
    if isinstance(error, HandoverError):
        return error.what, error.way_out
    if isinstance(error, HTTPException):
        return f"{error.detail}.", "check the address and the method"
    if isinstance(error, RequestValidationError):
        return "The request is not of the form that this address takes.", "check its parameters and body"
    return "Handover itself failed.", "the terminal that runs it names the place"
