"""The figures of an answer on a terminal: a table for each way to count, for the gaps, and for the funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.output import show, show_table
from graph.patterns.ties import Item

if TYPE_CHECKING:
    from graph.patterns.figures.statistics import Group, Spread, Statistics, Tally

_TALLIES = ("Matches certain", "possible", "Subjects certain", "possible")
_GAPS = ("From", "To", "In time", "Days at least", "at most", "unbounded", "Exact", "inexact", "Quartiles of the exact")
_FUNNEL = ("Step reached", "Subjects certain", "possible", "undecided")


def show_statistics(figures: Statistics) -> None:
    """Print counts by what matches have in common, how long the gaps are, and how many reach each step."""
    for name, groups in figures.counts.items():
        if any(part for group in groups for part in group.key.values()):
            show(f"By {name.replace('_', ' ')}")
            columns = [column.capitalize() for column in groups[0].key]
            show_table((*columns, *_TALLIES), map(_group, groups))
    if figures.gaps:
        show("Gaps")
        show_table(_GAPS, map(_gap, figures.gaps))
    show("Funnel")
    lines = ((each.step, *_tally(each.subjects), str(each.undecided)) for each in figures.funnel)
    show_table(_FUNNEL, lines)


def _group(group: Group) -> tuple[str, ...]:
    parts = (part.name if isinstance(part, Item) else part or "not stated" for part in group.key.values())
    return (*parts, *_tally(group.matches), *_tally(group.subjects))


def _tally(tally: Tally) -> tuple[str, str]:
    return str(tally.certain), str(tally.possible)


def _gap(gap: Spread) -> tuple[str, ...]:
    most = "" if gap.most is None else str(gap.most)
    counts = (gap.unbounded, gap.exact, gap.inexact)
    quartiles = ", ".join(f"{each:g}" for each in gap.quartiles or ())
    return gap.start, gap.end, gap.time, str(gap.least), most, *map(str, counts), quartiles
