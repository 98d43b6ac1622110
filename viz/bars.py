"""The bars of a timeline: what is known of an event's days, and how that is shaded along an axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graph.ontology.events import Event
from viz import style

if TYPE_CHECKING:
    from viz.scale import Scale, Span

LOOK = style.look(Event.__name__)
LIGHT, OUTLINE = style.tint(LOOK.colour, 0.4), style.outline(LOOK.colour)
"""Of a bar where it lies somewhere, and around what is not known to have happened."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An event on its line: the days on one of which it began and the last of what lasted, None where nothing bounds.

    `follows` says that a source puts it after the one on the line above.
    """

    uid: str
    number: int
    first: int | None
    last: int | None
    lasted: bool
    until: int | None
    when: str
    marks: str
    name: str
    note: str
    happened: bool
    follows: bool

    @property
    def exact(self) -> bool:
        """Whether it is known on which day it was, or began."""
        return self.first is not None and self.first == self.last

    @property
    def span(self) -> Span:
        """The days that the axis has to hold."""
        return (self.first, self.last, self.until) if self.lasted else (self.first, self.last)


class Piece(NamedTuple):
    """A part of a bar from left to right: full where it certainly goes on, else it fades in, out, or is light."""

    left: float
    right: float
    shade: str


def pieces(bar: Bar, axis: Scale, beyond: float) -> list[Piece]:
    """Return how a bar is shaded along an axis, `beyond` which it goes on where nothing bounds it."""
    start = axis.left - beyond if bar.first is None else axis.x(bar.first)
    sure = axis.left + axis.wide + beyond if bar.last is None else axis.x(bar.last)
    if bar.lasted and bar.last is not None:
        end = axis.left + axis.wide if bar.until is None else axis.x(bar.until)
        open_end = end + beyond if bar.until is None else end
        every = Piece(start, sure, "in"), Piece(sure, end, "full"), Piece(end, open_end, "out")
        return [each for each in every if each.left < each.right or each.shade == "full"]
    if bar.exact:
        return [Piece(start, sure, "full")]
    if sure - start < beyond:
        return [Piece(start, sure, "light")]
    fading = min((sure - start) / 3, 4 * beyond)
    ends = start + fading, sure - fading
    return [Piece(start, ends[0], "in"), Piece(*ends, "light"), Piece(ends[1], sure, "out")]
