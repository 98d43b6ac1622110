"""A pattern written as a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.patterns import library, reading
from graph.problems import Problems
from importers.document import Document

if TYPE_CHECKING:
    from pathlib import Path

    from graph.patterns.model import Pattern

ENDINGS = (".yaml", ".yml", ".json")


def read(path: Path) -> Pattern:
    """Read a pattern from a YAML or JSON file; InputRefused tells every mistake with its place."""
    document = Document(path)
    return reading.read(document.data, Problems(lambda at, key: document.place(at, key=key)), named=library.pattern)
