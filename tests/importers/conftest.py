"""Case files written by a test, read as a user's would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import InputRefused
from importers import casefile
from importers.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from importers.casefile import CaseFile


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[str | bytes], CaseFile]:
    def read(text: str | bytes) -> CaseFile:
        file = tmp_path / "case.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return casefile.read(Document(file))

    return read


@pytest.fixture
def refusal(reading: Callable[[str | bytes], CaseFile], tmp_path: Path) -> Callable[[str | bytes], list[str]]:
    """Return every problem that a text has, as users see it, without the folder."""

    def refused(text: str | bytes) -> list[str]:
        try:
            found = tuple(reading(text).problems.found)
        except InputRefused as error:
            found = error.problems
        return [str(problem).removeprefix(f"{tmp_path}/") for problem in found]

    return refused
