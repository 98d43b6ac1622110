"""`/graphql`: GraphQL over HTTP. Queries come by GET or POST, everything comes as JSON, and answers say so.

What can't be read or is refused before it is run has status 400, or 200 for clients that know no better than
`application/json`; what was run has status 200, errors or none.

A text that comes for the first time is read and validated in a thread, so that a long one holds up nobody; its
operations stay on the event loop from then on.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.graphql import answering, requests
from api.graphql.context import Context
from api.graphql.limits import ANSWER, LIMIT
from api.graphql.requests import Unreadable
from api.graphql.texts import Met
from api.graphql.trust import EVERYTHING, NotTrusted
from api.web import graphiql

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from fastapi import FastAPI

    from api.callers import Caller
    from api.desk import Desk
    from api.graphql.trust import Trust
    from graph.engine import Engine

PATH = "/graphql"
_GRAPHQL, _JSON = "application/graphql-response+json", "application/json"


def router(
    engine: Engine, trust: Trust = EVERYTHING, *, desk: Callable[[Caller], Desk | None] = lambda _: None
) -> APIRouter:
    """Return what answers operations, such as `trust` lets in; at the `desk` of a caller changes are handed in."""
    met = Met()

    @asynccontextmanager
    async def opened(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
        async with engine.awaited() as loop:
            yield {"loop": loop}

    made = APIRouter(lifespan=opened)

    async def answer_operation(request: Request) -> Response:
        kind = _JSON
        if _is_opened(request):
            return RedirectResponse(graphiql.PATH, status_code=303)
        try:
            kind = _answered_as(request.headers.get("accept", "*/*"))
            said = request.query_params if request.method == "GET" else await requests.body(request)
            asked = requests.operation(said, trust)
        except Unreadable as error:
            told = [{"message": error.what, "extensions": {"code": "BAD_REQUEST"}}]
            return _response({"errors": told}, kind, error.status)
        except NotTrusted as error:
            return _response({"errors": [{"message": error.what, "extensions": {"code": error.code}}]}, kind, 400)
        allowed = answering.ONLY_QUERIES if request.method == "GET" else answering.EVERY
        caller, loop = request.state.caller, request.state.loop if asked.query in met else None
        context = Context(engine, caller.level, desk(caller), loop)
        if loop:
            found = await answering.answer_on_loop(asked, context, allowed=allowed, closed=trust.closed)
        else:
            found = await run_sync(partial(answering.answer, asked, context, allowed=allowed, closed=trust.closed))
            if found.executed:
                met.add(asked.query)
        return _response(found.as_json(), kind, _status(found, kind))

    # As a plain route, since FastAPI's own takes a tenth of the time of a small answer to look for what isn't there.
    made.add_route(PATH, answer_operation, methods=["GET", "POST"])
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
    raise Unreadable(f"Answers come as {_GRAPHQL} or {_JSON}.", 406)
