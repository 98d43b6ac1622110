"""The schema of case files as a file that editors find: docs/casefile.schema.json.

python -m importers.schema_file            writes it
python -m importers.schema_file --check    exits with 1 if the file says anything else
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from graph.pages import keep
from importers.schema import casefile_schema

FILE = Path("docs/casefile.schema.json")


def main(arguments: list[str]) -> int:
    """Write the file, or with --check tell whether it is what the ontology says."""
    text = json.dumps(casefile_schema(), ensure_ascii=False, indent=1)
    return keep(FILE, f"{text}\n", "importers.schema_file", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
