"""`/graphql`: GraphQL over HTTP. Queries come by GET or POST, everything comes as JSON, and answers say so.

What can't be read or is refused before it is run has status 400, or 200 for clients that know no better than
`application/json`; what was run has status 200, errors or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.graphql import answering
from api.graphql.limits import ANSWER, BODY, LIMIT
from api.graphql.trust import EVERYTHING, NotTrusted
from api.web import graphiql
from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.callers import Caller
    from api.graphql.execute import Context
    from api.graphql.trust import Trust

PATH = "/graphql"
_GRAPHQL, _JSON = "application/graphql-response+json", "application/json"


class _Unreadable(UsageError):
    """A request that holds no operation."""

    def __init__(self, what: str, status: int = 400) -> None:
        super().__init__(what)
        self.status = status


def router(context: Callable[[Caller], Context], trust: Trust = EVERYTHING) -> APIRouter:
    """Return what answers operations; `context` tells whom they ask on whose behalf, `trust` which."""
    made = APIRouter()

    @made.api_route(PATH, methods=["GET", "POST"])
    async def answer_operation(request: Request) -> Response:
        kind = _JSON
        if _is_opened(request):
            return RedirectResponse(graphiql.PATH, status_code=303)
        try:
            kind = _answered_as(request.headers.get("accept", "*/*"))
            asked = _asked(request.query_params if request.method == "GET" else await _body(request), trust)
        except _Unreadable as error:
            told = [{"message": error.what, "extensions": {"code": "BAD_REQUEST"}}]
            return _response({"errors": told}, kind, error.status)
        except NotTrusted as error:
            return _response({"errors": [{"message": error.what, "extensions": {"code": error.code}}]}, kind, 400)
        allowed = answering.ONLY_QUERIES if request.method == "GET" else answering.EVERY
        found = await run_sync(
            lambda: answering.answer(asked, context(request.state.caller), allowed=allowed, closed=trust.closed)
        )
        return _response(found.as_json(), kind, _status(found, kind))

    return made


def _is_opened(request: Request) -> bool:
    """Tell whether a reader opens the address in a browser, and asks nothing."""
    return request.method == "GET" and not request.query_params and "text/html" in request.headers.get("accept", "")


def _status(found: answering.Response, kind: str) -> int:
    if any(error["extensions"]["code"] == answering.NOT_BY_GET for error in found.errors):
        return 405
    return 200 if found.executed or kind == _JSON else 400


def _response(answer: dict[str, Any], kind: str, status: int) -> Response:
    body = orjson.dumps(answer)
    if len(body) > ANSWER:
        told = {"code": LIMIT["code"], "wayOut": "ask for smaller pages with `first`, or for fewer fields"}
        body = orjson.dumps(
            {"errors": [{"message": f"The answer is larger than {ANSWER:,} bytes.", "extensions": told}]}
        )
    return Response(body, status, media_type=f"{kind}; charset=utf-8")


def _answered_as(accept: str) -> str:
    """Return the media type that a client asks for and we have."""
    kinds = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if _GRAPHQL in kinds:
        return _GRAPHQL
    if kinds & {_JSON, "application/*", "*/*"}:
        return _JSON
    raise _Unreadable(f"Answers come as {_GRAPHQL} or {_JSON}.", 406)


async def _body(request: Request) -> Mapping[str, Any]:
    """Return the body as JSON, no more of it than an operation may have."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY:
            raise _Unreadable(f"The request is larger than {BODY:,} bytes.", 413)
    return _object(bytes(body), "The body")


def _object(text: str | bytes, what: str) -> Mapping[str, Any]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _Unreadable(f"{what} is no JSON: {error.msg}.") from error
    if not isinstance(found, dict):
        raise _Unreadable(f"{what} is no JSON object.")
    return found


def _asked(said: Mapping[str, Any], trust: Trust) -> answering.Request:
    """Return the operation that a request holds, or that it names by its hash."""
    name, persisted = _stated(said, "operationName"), (_mapping(said, "extensions") or {}).get("persistedQuery")
    hashed = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    query = trust.text(said.get("query"), said.get("documentId") or hashed)
    if not isinstance(query, str):
        raise _Unreadable("There is no text `query`.")
    if not isinstance(name, str | None):
        raise _Unreadable("`operationName` is no text.")
    return answering.Request(query, _mapping(said, "variables"), name)


def _stated(said: Mapping[str, Any], name: str) -> Any:
    """Return a value that may be left out, or be empty."""
    found = said.get(name)
    return None if found in ("", []) else found


def _mapping(said: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return an object that may be left out; in an address it stands as JSON."""
    found = _stated(said, name)
    if isinstance(found, str):
        found = _object(found, f"`{name}`")
    if not isinstance(found, dict | None):
        raise _Unreadable(f"`{name}` is no JSON object.")
    return found
