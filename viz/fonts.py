"""Which letters pictures have, and a blank graph to set them on."""

from __future__ import annotations

import os
from functools import cache

from pygraphviz import AGraph

FONT = "DejaVu Sans,Verdana,sans-serif"
"""All have Cyrillic and are about as wide, so that a label fits wherever a picture is opened."""


def blank(described: str = "digraph {}", **attributes: str) -> AGraph:
    """Return a graph with what is described in Graphviz's words; with nothing on it where nothing is."""
    _find()
    return AGraph(described, directed=True, strict=False, **attributes)


@cache
def _find() -> None:
    """Let the fonts be found, once, without what is said of it.

    The library that does it comes with Graphviz, is older than what some systems set up for their own, and complains
    of that on standard error, whatever settings it is given.
    """
    said, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        graph = AGraph()
        graph.add_node("A", fontname=FONT)
        graph.layout(prog="dot")
    finally:
        os.dup2(said, 2)
        os.close(said)
        os.close(nothing)
