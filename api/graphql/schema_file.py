"""The schema as a file that clients' tools read: docs/schema.graphql.

python -m api.graphql.schema_file            writes it
python -m api.graphql.schema_file --check    exits with 1 if the file says anything else
"""

from __future__ import annotations

import sys
from pathlib import Path

from api.graphql.schema import sdl
from graph.pages import keep

FILE = Path("docs/schema.graphql")


def main(arguments: list[str]) -> int:
    """Write the file, or with --check tell whether it is what the ontology says."""
    return keep(FILE, sdl(), "api.graphql.schema_file", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
