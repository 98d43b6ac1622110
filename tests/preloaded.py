"""What every command, or every GraphQL operation, would import and build anew: see `tests.commands`."""

import api.cli.app  # noqa: F401
from api.graphql.schema import schema

schema()
