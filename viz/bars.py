"""What stands on the lines of a timeline: each event's days, its words, and the days since one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from graph.ontology.events import Event
from graph.patterns.answer import Gap
from graph.time.days import LAST_DAY
from graph.time.edtf import NotADate, span_of
from viz import style, words
from viz.order import in_order
from viz.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.subgraph import Node, Row, Subgraph
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


class Told(NamedTuple):
    """A row with its heading and its bars."""

    heading: str
    bars: list[Bar]


def rows(subgraph: Subgraph) -> list[Told]:
    """Return the rows of a timeline; where there are several, days count from the event that they are laid under.

    Where nothing says when that was, nobody knows how many days lie between.
    """
    sources = Sources(subgraph)
    nodes = {node.uid: node for node in in_order(subgraph.nodes, subgraph.ties)}
    asserted = {(tie.end, tie.start) for tie in subgraph.ties if tie.link == Event.follows.name}
    found: list[Told] = []
    for row in subgraph.rows:
        heading = f"{sources.name(row.subject)}{'' if row.certain else ', possible'}"
        before = sum(len(each.bars) for each in found)
        zero = _day(nodes[row.aligned].earliest) if counted(subgraph) and row.aligned in nodes else 0
        found.append(Told(heading, list(_of_row(row, nodes, sources, before, asserted, zero))))
    return found


def counted(subgraph: Subgraph) -> bool:
    """Tell whether days are told as so many before or after a step; a row alone is laid under no other."""
    return len(subgraph.rows) > 1


def _of_row(
    row: Row,
    nodes: dict[str, Node],
    sources: Sources,
    before: int,
    asserted: set[tuple[str, str]],
    zero: int | None,
) -> Iterator[Bar]:
    events = row.events if row.aligned else [uid for uid in nodes if uid in row.events]
    numbers = {uid: n for n, uid in enumerate(events, start=before + 1)}
    gaps = {end: _after(least, most, numbers[start]) for start, end, least, most in row.gaps if start in numbers}
    above = ""
    for node in (nodes[uid] for uid in events if uid in nodes):
        lasted, until = _until(node)
        first, last, end = (
            None if day is None or zero is None else day - zero
            for day in (_day(node.earliest), _day(node.latest), until)
        )
        yield Bar(
            node.uid,
            numbers[node.uid],
            first,
            last,
            lasted,
            end,
            words.when(node),
            sources.marks(node.citations, 2),
            f"{words.named(node)} {words.unreal(node)}".strip(),
            gaps.get(node.uid, ""),
            words.happened(node),
            (above, node.uid) in asserted,
        )
        above = node.uid


def _until(node: Node) -> tuple[bool, int | None]:
    """Tell whether an event lasted, by its date, and the last day on which it may have."""
    said = str(node.properties.get("date", ""))
    try:
        last = span_of(said).last if "/" in said else None
    except NotADate:  # a profile writes dates of its own
        return False, None
    return last is not None, None if last == LAST_DAY else last


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


def _after(least: int, most: int | None, number: int) -> str:
    if most is not None and least < 0:
        return f"from {_days(-least)} before no. {number} to {_days(most)} after it"
    return f"the same day as no. {number}" if most == 0 else f"{Gap('', '', least, most)} after no. {number}"


def _days(number: int) -> str:
    return f"{number} {'day' if number == 1 else 'days'}"


def _day(iso: str | None) -> int | None:
    return date.fromisoformat(iso).toordinal() if iso else None
