"""The web application: what is served, behind the guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from api.web import graphiql
from api.web.answers import answer_to
from api.web.guard import Guard
from api.web.pages import overview_page
from graph.errors import HandoverError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from fastapi import APIRouter, Response

    from api.callers import Callers
    from api.web.pages import Overview
    from api.web.rate import Rate
    from graph.ontology.meaning import Sensitivity


def create_app(
    *,
    callers: Callers,
    hosts: Collection[str],
    overview: Callable[[Sensitivity], Overview],
    health: Callable[[], bool],
    routers: Sequence[APIRouter] = (),
    rate: Rate,
) -> Guard:
    """Return the guarded application; nothing that it serves can be reached past the guard.

    `hosts` are the names by which it may be called. `overview` and `health` run in threads, and may still be
    at work when the server has ended.
    """
    app = FastAPI(title="Handover", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    for kind in (HandoverError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _answer_error)
    _add_health(app, health)
    _add_overview(app, overview)
    for router in (graphiql.router(), *routers):
        app.include_router(router)
    return Guard(app, callers=callers, hosts=hosts, rate=rate)


def _add_overview(app: FastAPI, overview: Callable[[Sensitivity], Overview]) -> None:
    @app.api_route("/", methods=["GET", "HEAD"])
    def show_overview(request: Request) -> HTMLResponse:
        return HTMLResponse(overview_page(overview(request.state.caller.level)))


def _add_health(app: FastAPI, health: Callable[[], bool]) -> None:
    """Add the one open path; strangers who call it often take one thread, never those of the pages."""
    one_at_a_time = CapacityLimiter(1)

    @app.api_route("/health", methods=["GET", "HEAD"])
    async def show_health() -> JSONResponse:
        try:
            well = await run_sync(health, limiter=one_at_a_time)
        except HandoverError:
            well = False
        return JSONResponse({"status": "ok" if well else "unavailable"}, 200 if well else 503)


async def _answer_error(request: Request, error: Exception) -> Response:
    return answer_to(request, error)
