"""A picture on as many sheets of A4 as it takes: what a sheet is, and how it is called.

Numbers of events and of sources are the same on all sheets of a picture, and each has the whole list of sources, so
that a sheet can be read by itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pygraphviz import AGraph

    from viz.drawing import Drawing


class Sheet(NamedTuple):
    """What stands on one sheet, and where."""

    drawing: Drawing
    graph: AGraph


def numbered(parts: Sequence[Drawing]) -> list[Drawing]:
    """Return the parts of a picture with which sheet of how many each is in their titles."""
    return [replace(part, title=f"{part.title} (sheet {n} of {len(parts)})") for n, part in enumerate(parts, start=1)]
