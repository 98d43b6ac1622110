"""The recipe that every picture carries: what was asked, so that the same graph gives the same picture again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.subgraph import Subgraph

NAME = "handover-recipe"
"""What the recipe is called in whatever holds it."""


def of(subgraph: Subgraph) -> str:
    """Return the recipe of a picture as text."""
    return json.dumps(subgraph.asked, ensure_ascii=True, sort_keys=True)


def read(text: str) -> dict[str, Any]:
    """Return what a recipe asks; ValueError where the text is none."""
    asked = json.loads(text)
    if not isinstance(asked, dict):
        raise ValueError(text)
    return asked
