"""What stands on each line of a timeline: an event's days, its words, and the days since one before it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from graph.patterns.answer import Gap
from viz import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.subgraph import Node, Row
    from viz.sources import Sources

LINE = 30.0
"""Points from one line to the next."""
_WIDTH = 56
"""Signs of a line of what is told left of a bar."""


class Bar(NamedTuple):
    """An event on its line: its first and last day, None where nothing bounds it, and what stands beside it."""

    uid: str
    y: float
    first: int | None
    last: int | None
    told: list[str]
    note: str
    dashed: bool


def of_row(row: Row, nodes: dict[str, Node], sources: Sources, y: float, before: int) -> Iterator[Bar]:
    """Yield the bars of a row from a height downwards; in rows that are laid under a step, days count from it."""
    zero = _day(nodes[row.aligned].earliest) if row.aligned in nodes else 0
    events = row.events if row.aligned else [uid for uid in nodes if uid in row.events]
    numbers = {uid: n for n, uid in enumerate(events, start=before + 1)}
    gaps = {end: _after(least, most, numbers[start]) for start, end, least, most in row.gaps if start in numbers}
    for n, uid in enumerate(uid for uid in events if uid in nodes):
        node = nodes[uid]
        first, last = (None if day is None else day - (zero or 0) for day in map(_day, (node.earliest, node.latest)))
        head = f"{numbers[uid]}. {words.when(node)} {sources.marks(node.citations, 2)}".strip()
        told = [head, f"{words.plain(words.named(node), _WIDTH)} {words.plain(words.unreal(node), _WIDTH)}".strip()]
        yield Bar(uid, y - n * LINE, first, last, told, gaps.get(uid, ""), not words.happened(node))


def _after(least: int, most: int | None, number: int) -> str:
    return f"the same day as no. {number}" if most == 0 else f"{Gap('', '', least, most)} after no. {number}"


def _day(iso: str | None) -> int | None:
    return date.fromisoformat(iso).toordinal() if iso else None
