"""An operation as a text, answered: what the web side, the command line and tests have in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from api.graphql import errors
from api.graphql.limits import LIMIT, LONGEST, ending
from api.graphql.schema import schema

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from strawberry.types import ExecutionResult

    from api.graphql.context import Context

EVERY = frozenset(OperationType)
ONLY_QUERIES = frozenset({OperationType.QUERY})
NOT_BY_GET = "METHOD_NOT_ALLOWED"


@dataclass(frozen=True, slots=True)
class Request:
    """An operation, the values of its variables, and its name where the text has several."""

    query: str
    variables: Mapping[str, Any] | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered; `executed` is false where the operation was refused before anything was run."""

    data: dict[str, Any] | None
    errors: tuple[dict[str, Any], ...]
    executed: bool

    def as_json(self) -> dict[str, Any]:
        """Return the answer as GraphQL has it."""
        told = {"errors": list(self.errors)} if self.errors else {}
        return told | ({"data": self.data} if self.executed else {})


def answer(
    request: Request,
    context: Context,
    *,
    allowed: Collection[OperationType] = EVERY,
    strict: bool = False,
    closed: bool = False,
) -> Response:
    """Return the answer to an operation; whatever is wrong with it is told in the answer.

    A schema that is `closed` isn't told, nor are its names suggested.
    """
    if len(request.query) > LONGEST:
        return _too_long()
    try:
        found = schema(strict=strict, closed=closed).execute_sync(**_as_executed(request, context, allowed))
    except _REFUSED as error:
        return _refusal(error)
    return _response(found, closed=closed)


async def answer_on_loop(
    request: Request, context: Context, *, allowed: Collection[OperationType] = EVERY, closed: bool = False
) -> Response:
    """Return what `answer` does, on the event loop that the context knows."""
    if len(request.query) > LONGEST:
        return _too_long()
    try:
        found = await schema(closed=closed).execute(**_as_executed(request, context, allowed))
    except _REFUSED as error:
        return _refusal(error)
    return _response(found, closed=closed)


_REFUSED = (InvalidOperationTypeError, CannotGetOperationTypeError, MissingQueryError, RecursionError)


def _as_executed(request: Request, context: Context, allowed: Collection[OperationType]) -> dict[str, Any]:
    """Return an operation as the schema executes it, with a database that is asked nothing after its time."""
    return {
        "query": request.query,
        "variable_values": dict(request.variables or {}),
        "context_value": replace(context, engine=context.engine.watched(ending())),
        "operation_name": request.name,
        "allowed_operation_types": allowed,
    }


def _response(found: ExecutionResult, *, closed: bool) -> Response:
    told = tuple(errors.as_json(each) for each in found.errors or ())
    if closed:
        told = tuple(map(errors.unsuggested, told))
    return Response(found.data, told, executed=found.data is not None or any("path" in each for each in told))


def _refusal(error: Exception) -> Response:
    match error:
        case InvalidOperationTypeError():
            return _refused(GraphQLError(error.as_http_error_reason("GET"), extensions={"code": NOT_BY_GET}))
        case CannotGetOperationTypeError():
            return _refused(GraphQLError(error.as_http_error_reason()))
        case MissingQueryError():
            return _refused(GraphQLError("There is no operation.", extensions={"code": "GRAPHQL_PARSE_FAILED"}))
    return _refused(GraphQLError("Fields stand too deep.", extensions=LIMIT))


def _too_long() -> Response:
    return _refused(GraphQLError(f"The operation is longer than {LONGEST:,} characters.", extensions=LIMIT))


def _refused(error: GraphQLError) -> Response:
    return Response(None, (errors.as_json(error),), executed=False)
