"""A timeline that is too long for one sheet of A4, told on several, row after row along the same axis.

A row is cut only where it is too long for a sheet by itself, and says so where it goes on.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from viz import sheet, signs, timeline
from viz.sheets import Sheet, numbered
from viz.telling import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from viz.bars import Bar
    from viz.drawing import Drawing
    from viz.timeline import Timeline

_CONTINUED = ", continued"


def sheets(whole: Timeline) -> list[Sheet]:
    """Return the timeline on sheets of A4 whose letters can be read, each with the place of all on it.

    Where what stands below it fills a sheet by itself, it is left on one larger sheet.
    """
    least = [row._replace(bars=row.bars[:1]) for row in whole.rows[:1]]
    if _held(whole, [whole.rows]) or not _held(whole, [least]):
        return [Sheet(whole.drawing, timeline.on_sheet(whole))]
    parts = list(_parted(whole))
    drawings = numbered([_drawing(whole, rows) for rows in parts])
    return [
        Sheet(drawn, timeline.on_sheet(whole._replace(drawing=drawn, rows=rows)))
        for drawn, rows in zip(drawings, parts, strict=True)
    ]


def _drawing(whole: Timeline, rows: Sequence[Told]) -> Drawing:
    shown = [bar for row in rows for bar in row.bars]
    return replace(whole.drawing, marks=tuple(signs.of_timeline(shown, whole.drawing.documents)))


def _parted(whole: Timeline) -> Iterator[list[Told]]:
    """Yield the rows of each sheet."""
    waiting = list(whole.rows)
    while waiting:
        if most := _held(whole, [waiting[:n] for n in range(1, len(waiting) + 1)]):
            yield waiting[:most]
            waiting = waiting[most:]
        else:
            first, *more = _cut(whole, waiting[0])
            yield [first]
            waiting[:1] = more


def _cut(whole: Timeline, row: Told) -> Iterator[Told]:
    """Yield as much of a row as a sheet holds, an event at least, and what is left of it."""
    begun = [row._replace(bars=row.bars[:n]) for n in range(1, len(row.bars) + 1)]
    most = _held(whole, [[each] for each in begun]) or 1
    yield begun[most - 1]
    if more := row.bars[most:]:
        yield Told(f"{row.heading.removesuffix(_CONTINUED)}{_CONTINUED}", [_told_after(more[0]), *more[1:]])


def _told_after(bar: Bar) -> Bar:
    """Return a bar that says in words what an arrow from the sheet before would."""
    said = f"after no. {bar.number - 1}, as a source says" if bar.follows else ""
    return replace(bar, note="; ".join(filter(None, (bar.note, said))))


def _held(whole: Timeline, growing: Sequence[Sequence[Told]]) -> int:
    """Return how many of these a sheet of A4 holds, each of which is more than the one before."""
    return bisect_left(growing, True, key=lambda rows: not sheet.fits_a4(whole.drawing, timeline.area(rows)))
