"""Errors as GraphQL tells them: what happened, where in the operation, a code for programs, and the way out."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, GraphQLSyntaxError

from api import faults
from api.desk import Forbidden
from api.graphql.limits import TooMuch
from graph.errors import DatabaseUnreachable, HandoverError, InputRefused, OutcomeUnknown, QueryTimeout

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOG = logging.getLogger(__name__)
_SUGGESTED = re.compile(r"\.? ?did you mean .*?\?", re.IGNORECASE)

CODES: Mapping[type[Exception], str] = {
    TooMuch: "LIMIT_EXCEEDED",
    Forbidden: "FORBIDDEN",
    QueryTimeout: "TIMEOUT",
    DatabaseUnreachable: "DATABASE_UNREACHABLE",
    OutcomeUnknown: "DATABASE_UNREACHABLE",
    HandoverError: "BAD_USER_INPUT",
    GraphQLSyntaxError: "GRAPHQL_PARSE_FAILED",
    GraphQLError: "GRAPHQL_VALIDATION_FAILED",
    Exception: "INTERNAL_ERROR",
}
"""From an exception to its code; a class that isn't named has that of the nearest one above it."""


def code(error: Exception) -> str:
    """Return the code of an error."""
    return next(CODES[kind] for kind in type(error).__mro__ if kind in CODES)


def told(error: Exception) -> GraphQLError:
    """Return an error as GraphQL tells it; one that wasn't raised on purpose says nothing of itself."""
    if isinstance(error, GraphQLError):
        return error
    if isinstance(error, HandoverError):
        return GraphQLError(_words(error), original_error=error, extensions=_extensions(error))
    _LOG.error("%s", faults.told(error))
    return GraphQLError("Handover itself failed.", extensions={"code": code(error)})


def _words(error: HandoverError) -> str:
    problems = error.problems if isinstance(error, InputRefused) else ()
    return f"{error.what}: {'; '.join(map(str, problems))}" if problems else f"{error.what}."


def _extensions(error: HandoverError) -> dict[str, Any]:
    found: dict[str, Any] = {"code": code(error)}
    if isinstance(error, InputRefused):
        found["problems"] = [problem.as_json() for problem in error.problems]
    return found | ({"wayOut": error.way_out} if error.way_out else {})


def as_json(error: GraphQLError) -> dict[str, Any]:
    """Return an error as answers carry it."""
    if error.original_error and not error.extensions:
        error = located(error)
    plain = dict(error.formatted)
    return plain | {"extensions": {"code": code(error)} | (error.extensions or {})}


def unsuggested(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return an error, as answers carry it, without the names that it suggests: they tell of the schema."""
    return {name: _unsuggested(each) for name, each in told.items()}


def _unsuggested(part: Any) -> Any:
    if isinstance(part, str):
        return _SUGGESTED.sub("", part)
    if isinstance(part, list):
        return [_unsuggested(each) for each in part]
    return unsuggested(part) if isinstance(part, dict) else part


def located(error: GraphQLError) -> GraphQLError:
    """Return what a resolver raised in our words, at the place where it did."""
    ours = told(error.original_error) if error.original_error else error
    return GraphQLError(ours.message, error.nodes, path=error.path, extensions=ours.extensions)
