"""A pattern written as a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.patterns import library
from graph.patterns.language import reading
from graph.problems import Problems
from importers.document import Document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graph.patterns.language.model import Pattern

ENDINGS = (".yaml", ".yml", ".json")


def read(path: Path, given: Mapping[str, object] | None = None) -> Pattern:
    """Read a pattern, with values for its parameters, from a YAML or JSON file.

    InputRefused tells every mistake with its place.
    """
    return _read(Document(path), given)


def data(path: Path) -> Any:
    """Return a pattern as its file writes it, for a recipe to keep; InputRefused tells every mistake with its place."""
    document = Document(path)
    _read(document)
    return document.data


def _read(document: Document, given: Mapping[str, object] | None = None) -> Pattern:
    problems = Problems(lambda at, key: document.place(at, key=key))
    return reading.read(document.data, problems, given, library.pattern)
