"""What the signs on a picture mean: of those alone that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from viz.bars import Bar
    from viz.drawing import Box, Line
    from viz.sources import Document

_CITED = "[n]: source, see the list"


def of_network(boxes: Collection[Box], lines: Collection[Line], documents: Collection[Document]) -> Iterator[str]:
    """Yield what the signs of boxes and lines mean, and of the list of sources."""
    said = [text for box in boxes for text in box.lines] + [text for line in lines for text in line.texts]
    if documents:
        yield _CITED
    if any(each.dashed for some in (boxes, lines) for each in some):
        yield "dashed: alleged or inferred, or not known to have happened"
    if any(words.OPPOSED in text for text in said):
        yield f"{words.OPPOSED}, struck line: a party denies or disputes it"
    if any(line.doubled for line in lines):
        yield "double line: sources differ on it"
    if any(words.RIVALS in text for text in said):
        yield f"{words.RIVALS}: what sources differ on"


def of_timeline(bars: Collection[Bar], documents: Collection[Document]) -> Iterator[str]:
    """Yield what the shades of bars and their outlines mean, and of the list of sources."""
    if documents:
        yield _CITED
    if not all(bar.happened for bar in bars):
        yield "dashed: not known to have happened"
    if any(bar.lasted or bar.exact for bar in bars):
        yield "dark: on these days"
    if not all(bar.exact for bar in bars):
        yield "light with faded ends: at some time between"
    if any(None in (bar.span[0], bar.span[-1]) for bar in bars):
        yield "past the edge: nothing says since when, or until when"
    if any(bar.follows for bar in bars):
        yield "arrow: a source says which was first"
