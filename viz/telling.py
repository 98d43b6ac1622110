"""What stands on the lines of a timeline: each event's bar, its words, and the days since one before it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from graph.ontology.events import Event
from graph.patterns.matches import Gap
from graph.time.days import LAST_DAY
from graph.time.edtf import NotADate, span_of
from viz import words
from viz.bars import Bar
from viz.order import in_order
from viz.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.pictured.subgraph import Node, Row, Subgraph


class Told(NamedTuple):
    """A row with its heading and its bars."""

    heading: str
    bars: list[Bar]


def rows(subgraph: Subgraph) -> list[Told]:
    """Return the rows of a timeline; where there are several, days count from the event that they are laid under.

    Where nothing says when that was, nobody knows how many days lie between.
    """
    telling, found, before = _Telling(subgraph), list[Told](), 0
    for row in subgraph.rows:
        found.append(telling.row(row, before))
        before += len(found[-1].bars)
    return found


def counted(subgraph: Subgraph) -> bool:
    """Tell whether days are told as so many before or after a step; a row alone is laid under no other."""
    return len(subgraph.rows) > 1


class _Telling:
    """Tells the rows of a subgraph, in the order of its events and with the numbers of its sources."""

    def __init__(self, subgraph: Subgraph) -> None:
        self._counted, self._sources = counted(subgraph), Sources(subgraph)
        self._nodes = {node.uid: node for node in in_order(subgraph.nodes, subgraph.ties)}
        self._asserted = {(tie.end, tie.start) for tie in subgraph.ties if tie.link == Event.follows.name}

    def row(self, row: Row, before: int) -> Told:
        """Return a row that stands below so many bars."""
        heading = f"{self._sources.name(row.subject)}{'' if row.certain else ', possible'}"
        return Told(heading, list(self._bars(row, before)))

    def _bars(self, row: Row, before: int) -> Iterator[Bar]:
        events = row.events if row.aligned else [uid for uid in self._nodes if uid in row.events]
        numbers = {uid: n for n, uid in enumerate(events, start=before + 1)}
        gaps = {end: _after(least, most, numbers[start]) for start, end, least, most in row.gaps if start in numbers}
        zero, above = self._zero(row), ""
        for node in (self._nodes[uid] for uid in events if uid in self._nodes):
            lasted, until = _until(node)
            days = (_day(node.earliest), _day(node.latest), until)
            first, last, end = (None if day is None or zero is None else day - zero for day in days)
            yield Bar(
                node.uid,
                numbers[node.uid],
                first,
                last,
                lasted,
                end,
                words.when(node),
                self._sources.marks(node.citations, 2),
                f"{words.named(node)} {words.unreal(node)}".strip(),
                gaps.get(node.uid, ""),
                words.happened(node),
                (above, node.uid) in self._asserted,
            )
            above = node.uid

    def _zero(self, row: Row) -> int | None:
        """Return the day that days count from; None where it isn't known."""
        return _day(self._nodes[row.aligned].earliest) if self._counted and row.aligned in self._nodes else 0


def _until(node: Node) -> tuple[bool, int | None]:
    """Tell whether an event lasted, by its date, and the last day on which it may have."""
    said = str(node.properties.get("date", ""))
    try:
        last = span_of(said).last if "/" in said else None
    except NotADate:  # a profile writes dates of its own
        return False, None
    return last is not None, None if last == LAST_DAY else last


def _after(least: int, most: int | None, number: int) -> str:
    if most is not None and least < 0:
        return f"from {_days(-least)} before no. {number} to {_days(most)} after it"
    return f"the same day as no. {number}" if most == 0 else f"{Gap('', '', least, most)} after no. {number}"


def _days(number: int) -> str:
    return f"{number} {'day' if number == 1 else 'days'}"


def _day(iso: str | None) -> int | None:
    return date.fromisoformat(iso).toordinal() if iso else None
