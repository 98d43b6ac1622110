"""Load a case file with a vocabulary in which terms are replaced: run as a process of its own, it prints what is shown.

python renaming.py HOME CASEFILE [OLD=NEW ...]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from unittest import mock

from graph import schema
from graph.checks import integrity
from graph.engine import DatabasePlace, connect
from graph.ontology import vocabulary
from importers import load
from importers.schema import casefile_schema

_SHOWN = """
MATCH (n:Event)-[r:SUBJECT]->()
RETURN n.kind AS kind, r.role AS role, n.conflicts AS conflicts,
       [(n)-[:HAS_CLAIM]->(c {field: 'kind'}) | c.value] AS said
"""


def renamed(text: str, old: str, new: str) -> str:
    """Rename a term that is named nowhere else than where it is defined and as a broader one."""
    assert f"    {old}:\n" in text
    text = text.replace(f"    {old}:\n", f"    {new}:\n      renamed_from: [{old}]\n")
    return text.replace(f"broader: [{old}", f"broader: [{new}").replace(f", {old}]\n", f", {new}]\n")


def main(home: Path, file: Path) -> None:
    gathered = load.gather([file])
    with connect(DatabasePlace(home)) as engine:
        schema.install(engine)
        shown = engine.read(lambda unit: unit.run(_SHOWN))
        outcomes = load.load(engine, gathered)
        found = {
            "before loading": shown,
            "batch": outcomes[0].batch,
            "shown": engine.read(lambda unit: unit.run(_SHOWN)),
            "differences": len(integrity.differences(engine)),
            "problems": [str(problem) for problem in gathered.warnings],
            "casefile schema": casefile_schema(),
        }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    changed = vocabulary.written()
    for old, new in (pair.split("=") for pair in sys.argv[3:]):
        changed = renamed(changed, old, new)
    schemes = vocabulary.parsed(changed)
    with (
        mock.patch.object(vocabulary, "schemes", return_value=schemes),
        mock.patch("importers.schema.schemes", return_value=schemes),
    ):
        main(Path(sys.argv[1]), Path(sys.argv[2]))
