"""A redaction profile that ships, by its name, or one written as a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.problems import Problems
from graph.share import profiles, reading
from importers.document import Document
from importers.patternfile import ENDINGS

if TYPE_CHECKING:
    from graph.share.profile import Profile


def named(name: str) -> Profile:
    """Return the profile of that name, or the one that a file holds.

    UsageError if there is none, InputRefused with every mistake and its place.
    """
    path = Path(name)
    if path.suffix not in ENDINGS:
        return profiles.profile(name)
    document = Document(path)
    return reading.read(document.data, Problems(lambda at, key: document.place(at, key=key)))
