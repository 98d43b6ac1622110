"""A picture before it is laid out: boxes in lanes, lines between them, a legend, sources, and what it all rests on.

Everything that any format shows is here, in words that are safe to print. What links two boxes of one lane is told
in the box that it starts from: drawn, such lines would hide each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.ontology.look import Lane

if TYPE_CHECKING:
    from graph.ontology.look import Look
    from viz.sources import Document


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its number in the picture, its lane, its look, the lines of its label."""

    number: int
    lane: Lane
    look: Look
    kind: str
    name: str
    lines: tuple[str, ...]
    focus: bool
    dashed: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What one link says: its role, what qualifies it, the numbers of its sources."""

    word: str
    more: str
    marks: str

    def __str__(self) -> str:
        return self.about("")

    def about(self, other: str) -> str:
        """Return it in words, with what it leads to: follows no. 3, gap P1D [1]."""
        said = ", ".join(part for part in (f"{self.word} {other}".strip(), self.more) if part)
        return f"{said} {self.marks}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """What links one box to another in one way: a label for each link, who opposes it, and how it is drawn."""

    start: int
    end: int
    labels: tuple[Label, ...]
    dashed: bool
    opposed: str
    doubled: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands beside the line."""
        return *map(str, self.labels), *([self.opposed] if self.opposed else [])

    @property
    def doubts(self) -> tuple[str, ...]:
        """What keeps it from being beyond doubt, in words."""
        said = ("alleged or inferred" * self.dashed, "≠ sources differ" * self.doubled, self.opposed)
        return tuple(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in words, boxes and lines; `told` are the links that stand in boxes, `recipe` makes it again.

    On a timeline it is `by_days`: events stand as bars, and no box is drawn.
    """

    title: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    told: tuple[Line, ...]
    marks: tuple[str, ...]
    documents: tuple[Document, ...]
    footer: tuple[str, ...]
    recipe: str
    by_days: bool = False

    @property
    def lanes(self) -> list[Lane]:
        """The lanes that hold something, from left to right."""
        held = {box.lane for box in self.boxes}
        return [lane for lane in Lane if lane in held]

    @property
    def kinds(self) -> dict[str, Box]:
        """A box of each kind that is drawn, by the kind's name, in the order of the lanes."""
        if self.by_days:
            return {}
        return {box.kind: box for lane in self.lanes for box in self.boxes if box.lane is lane}

    def summary(self) -> str:
        """Say in a sentence what the picture shows."""
        if self.by_days:
            events = sum(box.lane is Lane.happened for box in self.boxes)
            return f"{self.title}: {events} {'event' if events == 1 else 'events'} by their days."
        links = len(self.lines) + len(self.told)
        return f"{self.title}: {len(self.boxes)} items in {len(self.lanes)} lanes, {links} links between them."
