"""What a request to `/graphql` holds: an operation, as text or by its hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from api.graphql import answering
from api.graphql.limits import BODY
from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

    from api.graphql.trust import Trust


class Unreadable(UsageError):
    """A request that holds no operation."""

    def __init__(self, what: str, status: int = 400) -> None:
        super().__init__(what)
        self.status = status


async def body(request: Request) -> Mapping[str, Any]:
    """Return the body as JSON, no more of it than an operation may have."""
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > BODY:
            raise Unreadable(f"The request is larger than {BODY:,} bytes.", 413)
    return _object(bytes(received), "The body")


def operation(said: Mapping[str, Any], trust: Trust) -> answering.Request:
    """Return the operation that a request holds, or that it names by its hash."""
    name, persisted = _stated(said, "operationName"), (_mapping(said, "extensions") or {}).get("persistedQuery")
    hashed = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    query = trust.text(said.get("query"), said.get("documentId") or hashed)
    if not isinstance(query, str):
        raise Unreadable("There is no text `query`.")
    if not isinstance(name, str | None):
        raise Unreadable("`operationName` is no text.")
    return answering.Request(query, _mapping(said, "variables"), name)


def _object(text: str | bytes, what: str) -> Mapping[str, Any]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"{what} is no JSON: {error.msg}.") from error
    if not isinstance(found, dict):
        raise Unreadable(f"{what} is no JSON object.")
    return found


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
        raise Unreadable(f"`{name}` is no JSON object.")
    return found
