"""`handover schema`: the schemas that are derived from the ontology, for editors and other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from api.cli.output import show_json
from importers.schema import casefile_schema


class Schema(StrEnum):
    """What there is a schema of."""

    casefile = "casefile"
    graphql = "graphql"


def schema(of: Annotated[Schema, typer.Argument(help="What the schema is of.")]) -> None:
    """Print what case files may hold, as JSON Schema, or what GraphQL can be asked: each name with what it means."""
    if of is Schema.casefile:
        show_json(casefile_schema())
        return
    from api.graphql.schema import sdl  # noqa: PLC0415  other commands don't wait for it

    typer.echo(sdl(), nl=False)
