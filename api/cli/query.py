"""`handover query`: GraphQL from the shell."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads the annotation
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.opening import opened
from api.cli.output import show_json
from graph.access import ALL
from graph.errors import UsageError
from importers.document import Document

if TYPE_CHECKING:
    from collections.abc import Mapping


def query(
    file: Annotated[Path, typer.Argument(help="A file with a GraphQL operation.")],
    *,
    variables: Annotated[Path | None, typer.Option(help="A JSON or YAML file with the values of variables.")] = None,
    redact: Annotated[str, typer.Option(metavar="PROFILE", help="Refused: an answer may have any shape.")] = "",
    operation: Annotated[str | None, typer.Option(help="The operation's name, if the file has several.")] = None,
) -> None:
    """Answer a GraphQL operation, as /graphql does; exit status 1 where the answer has errors."""
    if redact:
        raise UsageError(
            "a GraphQL answer can have any shape, so that nothing can promise what it names",
            way_out="handover draw FILE --redact for what a query finds; handover match --redact for who matches",
        )
    from api.graphql.answering import Request, answer  # noqa: PLC0415  other commands don't wait for the schema
    from api.graphql.context import Context  # noqa: PLC0415  the same

    request = Request(_text(file), _values(variables) if variables else None, operation)
    with opened() as engine:
        found = answer(request, Context(engine, ALL))
    show_json(found.as_json())
    raise typer.Exit(1 if found.errors else 0)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} can't be read as text", way_out="name a file with a GraphQL operation") from error


def _values(file: Path) -> Mapping[str, Any]:
    values = Document(file).data
    if not isinstance(values, dict):
        raise UsageError(f"{file} holds no values of variables", way_out="write them as a mapping: {uid: state/by}")
    return values
