"""GraphiQL at `/graphiql`: a page to write queries in, from files that ship, with questions to begin from."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from api.web.pages import graphiql_page

PATH = "/graphiql"

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_KINDS = {"js": "text/javascript", "css": "text/css", "txt": "text/plain"}
_FOLDER = files("api.web") / "static" / "graphiql"
_EXAMPLES = files("api.web") / "examples"


def router() -> APIRouter:
    """Return what serves the page and its files."""
    made = APIRouter()

    @made.get(PATH)
    def show_graphiql() -> HTMLResponse:
        return HTMLResponse(graphiql_page(examples()), headers={"Content-Security-Policy": _POLICY})

    @made.get(f"{PATH}/{{name}}")
    def show_file(name: str) -> Response:
        if name not in {each.name for each in _FOLDER.iterdir()}:
            raise HTTPException(404)
        return Response((_FOLDER / name).read_bytes(), media_type=_KINDS[name.rpartition(".")[2]])

    return made


def examples() -> list[str]:
    """Return the queries that the page offers."""
    return [each.read_text(encoding="utf-8") for each in sorted(_EXAMPLES.iterdir(), key=lambda each: each.name)]
