"""The case files that ship with Handover."""

from __future__ import annotations

from pathlib import Path


def cases_folder() -> Path:
    """Return the folder of the shipped case files, which stands beside the rooms in checkout and wheel."""
    return Path(__file__).parents[1] / "cases"
