"""The schemas of case files and of patterns as files in docs, where editors find them.

python -m importers.schema_file            writes them
python -m importers.schema_file --check    exits with 1 if one of them says anything else
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from graph.pages import keep
from graph.patterns.language.schema import pattern_schema
from importers.schema import casefile_schema

CASEFILE, PATTERN = Path("docs/casefile.schema.json"), Path("docs/pattern.schema.json")
SCHEMAS = {CASEFILE: casefile_schema, PATTERN: pattern_schema}


def main(arguments: list[str]) -> int:
    """Write the files, or with --check tell whether they are what the ontology and the language say."""
    texts = {file: json.dumps(made(), ensure_ascii=False, indent=1) for file, made in SCHEMAS.items()}
    return max([keep(file, f"{text}\n", "importers.schema_file", arguments) for file, text in texts.items()])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
