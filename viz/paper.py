"""What goes into a file beside the picture: title, alternative text and recipe, and nothing that changes by itself."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from pypdf import PdfReader, PdfWriter

from viz import recipe
from viz.svg import told as told_in_svg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pygraphviz import AGraph


class Told(Protocol):
    """A picture in words: its title, the recipe that makes it again, and all that it shows in a sentence or more."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def recipe(self) -> str:
        """How to make it again."""

    def summary(self) -> str:
        """Return what it shows."""


def svg(drawn: bytes, drawing: Told) -> bytes:
    """Return an SVG that says what it shows; its parts are called by what they show, or not at all."""
    said = {"title": drawing.title, "desc": drawing.summary(), "metadata": drawing.recipe}
    return told_in_svg(drawn, said, {"metadata": recipe.NAME})


def pdf(drawn: bytes, drawing: Told, *more: bytes) -> bytes:
    """Return a PDF with the picture's title and words in it, and without the time at which it was written.

    `more` are further sheets, each a PDF of one page.
    """
    writer = PdfWriter(clone_from=PdfReader(BytesIO(drawn)))
    for sheet in more:
        writer.append(BytesIO(sheet))
    writer.metadata = {
        "/Title": drawing.title,
        "/Subject": drawing.summary(),
        "/Keywords": drawing.recipe,
        "/Producer": "Handover",
    }
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


_HEAD = 33
"""Bytes of a PNG's signature and header, after which other chunks may stand."""


def png(drawn: bytes, drawing: Told) -> bytes:
    """Return a PNG with the picture's title and words in it."""
    said = {"Title": drawing.title, "Description": drawing.summary(), recipe.NAME: drawing.recipe}
    return drawn[:_HEAD] + b"".join(_chunk(name, text) for name, text in said.items()) + drawn[_HEAD:]


def _chunk(name: str, text: str) -> bytes:
    body = b"iTXt" + name.encode() + b"\0\0\0\0\0" + text.encode()
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


FORMS = {"svg": svg, "pdf": pdf, "png": png}
_DPI = 300
"""Dots per inch of what is printed sharp; formats other than PNG have no dots."""
_MOST_DOTS = 10_000
"""Of the longer side of a PNG: as many as A1 has. A larger sheet has fewer to the inch, so that memory can hold it."""


def finished(graph: AGraph, drawing: Told, form: str) -> bytes:
    """Return a graph that is on its sheet as a file of the format."""
    return FORMS[form](_drawn(graph, form), drawing)


def bound(sheets: Iterable[AGraph], drawing: Told) -> bytes:
    """Return graphs that are on their sheets as the pages of one PDF."""
    first, *more = (_drawn(graph, "pdf") for graph in sheets)
    return pdf(first, drawing, *more)


def _drawn(graph: AGraph, form: str) -> bytes:
    if form == "png":
        inches = max(map(float, graph.graph_attr["size"].rstrip("!").split(",")))
        graph.graph_attr["dpi"] = min(_DPI, int(_MOST_DOTS / inches))
    graph.has_layout = True  # all has its place: asked to find it, pygraphviz warns of many parts
    return bytes(graph.draw(format=form))
