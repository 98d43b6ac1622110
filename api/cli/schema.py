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


_SCHEMAS = {Schema.casefile: casefile_schema}


def schema(of: Annotated[Schema, typer.Argument(help="What the schema is of.")]) -> None:
    """Print the JSON Schema of case files: every class, field, link and term with what it means."""
    show_json(_SCHEMAS[of]())
