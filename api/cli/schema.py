"""`handover schema`: the schemas that are derived from the ontology, for editors and other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from api.cli.output import show_json
from graph.patterns.language.schema import pattern_schema
from graph.share.schema import profile_schema
from importers.schema import casefile_schema


class Schema(StrEnum):
    """What there is a schema of."""

    casefile = "casefile"
    graphql = "graphql"
    pattern = "pattern"
    profile = "profile"


_JSON_SCHEMAS = {
    Schema.casefile: casefile_schema,
    Schema.pattern: pattern_schema,
    Schema.profile: profile_schema,
}


def schema(of: Annotated[Schema, typer.Argument(help="What the schema is of.")]) -> None:
    """Print what files of cases, patterns and profiles hold, as JSON Schema; what GraphQL can be asked; explained."""
    if of in _JSON_SCHEMAS:
        show_json(_JSON_SCHEMAS[of]())
        return
    from api.graphql.schema import sdl  # noqa: PLC0415  other commands don't wait for it

    typer.echo(sdl(), nl=False)
