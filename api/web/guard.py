"""The guard in front of every path: loopback is no boundary, since every web page and local user reaches it.

What it holds, in this order: the Host header names this server (a rebound DNS name doesn't), no other page is
behind the request (Origin, Sec-Fetch-Site), the token is known, and what writes comes as JSON, which no form
of another page can send. Browsers keep cookies by host and not by port, so the cookie holds a value that dies
with the server's run, never the token.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api import faults
from api.web.answers import SECURITY_HEADERS, Refused, answer_to
from api.web.origin import READS, check_origin, from_own_page, is_visit, sent_by_us
from api.web.sessions import Sessions
from graph.errors import HomeUnusable

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.callers import Caller, Callers
    from api.web.rate import Rate

_OPEN_PATHS = frozenset({"/health"})
_HOST = re.compile(r"(?P<name>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
_LOG = logging.getLogger(__name__)


class Guard:
    """ASGI middleware that lets in who has the token, and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, *, callers: Callers, hosts: Collection[str], rate: Rate) -> None:
        """Guard `app`; `hosts` are the names, without port, that a Host header may give."""
        self._app = app
        self._callers, self._rate = callers, rate
        self._hosts = frozenset(host.lower() for host in hosts)
        self._sessions = Sessions(callers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; a WebSocket is closed, since nothing here speaks it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_security_headers(send))
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        try:
            reply = self._judge(request) or self._app
        except Refused as refusal:
            reply = answer_to(request, refusal)
        except HomeUnusable as error:
            _LOG.error("%s", faults.told(error))
            reply = answer_to(request, Refused(503, "Nobody's token can be checked.", way_out="tell who runs Handover"))
        try:
            await reply(scope, receive, send)
        except Exception as error:  # a traceback would carry names into the log
            _LOG.error("%s", faults.told(error))

    def _judge(self, request: Request) -> Response | None:
        """Return None for a request that may pass, an answer to one that signs in; raise Refused."""
        self._check_host(request)
        check_origin(request)
        if request.scope["path"] in _OPEN_PATHS:
            return None
        if is_visit(request) and "token" in request.query_params:
            return self._sign_in(request)
        caller = self._caller(request)
        self._rate.spend(caller)
        request.state.caller = caller
        if request.method not in READS and _media_type(request) != "application/json":
            raise Refused(415, "What changes something must come as JSON.", way_out="send application/json")
        return None

    def _check_host(self, request: Request) -> None:
        host = _HOST.fullmatch(request.headers.get("host", "").lower())
        if host is None or host["name"] not in self._hosts:
            raise Refused(
                421,
                "This server doesn't go by that name.",
                way_out="use the address that `handover serve` printed, or name the host in HANDOVER_ALLOWED_HOSTS",
            )

    def _caller(self, request: Request) -> Caller:
        """Return who asks; a wrong token isn't made good by a right cookie."""
        authorization = request.headers.get("authorization")
        if authorization is None:
            found = self._in_session(request)
        else:
            scheme, _, presented = authorization.partition(" ")
            found = self._callers.of(presented.strip()) if scheme.lower() == "bearer" else None
        if found is None:
            raise _unknown(request)
        return found

    def _in_session(self, request: Request) -> Caller | None:
        """Return whose cookie of this run comes along, sent by a page of ours or the reader's own hand."""
        if not sent_by_us(request):
            return None
        name = _cookie_name(request)
        pairs = (pair.strip().partition("=") for pair in request.headers.get("cookie", "").split(";"))
        return next((found for key, _, value in pairs if key == name and (found := self._sessions.of(value))), None)

    def _sign_in(self, request: Request) -> Response:
        """Turn the token in the address into a cookie, and send the browser to an address without it."""
        session = self._sessions.begun(request.query_params["token"])
        if session is None:
            raise _unknown(request)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(_cookie_name(request), session, path="/", httponly=True, samesite="strict")
        return answer


def _cookie_name(request: Request) -> str:
    """Return a name of this port's own, or two servers on one host would overwrite each other's cookie."""
    _, colon, port = request.headers["host"].rpartition(":")
    return f"handover_{port if colon and port.isdecimal() else '80'}"


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _unknown(request: Request) -> Refused:
    if not from_own_page(request):
        return Refused(
            401,
            "A link on another page led here, so nothing is shown yet.",
            way_out="follow the link Handover on this page",
        )
    return Refused(
        401,
        "This needs the token of this server.",
        way_out="open the address that `handover serve` printed; a program sends Authorization: Bearer TOKEN",
    )


def _with_security_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
