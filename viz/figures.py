"""The figures of a pattern's answer as panels of a plot: each a table, and what is drawn beside every line of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.actors import Person, State
from graph.ontology.events import Event
from graph.patterns.ties import Item
from viz import words
from viz.style import ACTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.ontology.look import Colour
    from graph.patterns.figures.statistics import Group, Spread, Stage, Statistics, Tally

MOST = 20
"""Lines of a panel; what more there are is said, and stands in the table that handover match prints."""

STATED = "not stated"
_TALLIES = ("Subjects certain", "possible", "Matches certain", "possible")
_DAYS = ("Days at least", "at most", "Median of exact", "Exact", "Inexact")


@dataclass(frozen=True, slots=True)
class Box:
    """How long a gap is, in days: at least, at most, None where nothing bounds it, and the quartiles of exact ones."""

    least: int
    most: int | None
    quartiles: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class Flow:
    """How many subjects went from one state to another."""

    start: str
    end: str
    subjects: Tally


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: what it is of, its numbers, and what is drawn for it."""

    label: str
    cells: tuple[str, ...]
    drawn: Tally | Box | Flow


@dataclass(frozen=True, slots=True)
class Panel:
    """A table with a heading, in the colour of what it counts; `more` lines stand in none."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    colour: Colour
    more: int = 0

    @property
    def tall(self) -> int:
        """How many lines of text it takes: two for each state of a side, one for each line of the table."""
        flows = [line.drawn for line in self.lines if isinstance(line.drawn, Flow)]
        states = ({flow.start for flow in flows}, {flow.end for flow in flows})
        return max(len(self.lines), 2 * max(map(len, states)))

    def words(self) -> str:
        """Return all that stands in it, as text."""
        told = "; ".join(f"{line.label}: {', '.join(filter(None, line.cells))}" for line in self.lines)
        return f"{self.title} ({', '.join(self.columns)}): {told}"


def panels(figures: Statistics) -> list[Panel]:
    """Return the panels of figures: the funnel, the gaps, then each way to count; none that is empty."""
    every = [
        _panel("How many reach each step", _TALLIES[:2], map(_stage, figures.funnel), Person.look.colour),
        _panel("Days from step to step", _DAYS, map(_gap, figures.gaps), Event.look.colour),
        *(_counted(name, groups) for name, groups in figures.counts.items() if any(map(_is_told, groups))),
    ]
    return [panel for panel in every if panel.lines]


def _panel(title: str, columns: tuple[str, ...], lines: Iterable[Line], colour: Colour) -> Panel:
    every = tuple(lines)
    return Panel(title, columns, every[:MOST], colour, len(every) - len(every[:MOST]))


def _is_told(group: Group) -> bool:
    return any(group.key.values())


def _counted(name: str, groups: tuple[Group, ...]) -> Panel:
    items = (part for group in groups for part in group.key.values() if isinstance(part, Item))
    first = next(items, None)
    cls = registry.class_of(first.uid) if first else Event
    flows = cls is State and len(groups[0].key) == len(("from", "to"))
    lines = (_flow(group) if flows else _group(group) for group in groups)
    return _panel(f"By {name.replace('_', ' ')}", _TALLIES, lines, cls.look.colour)


def _stage(stage: Stage) -> Line:
    undecided = f", {stage.undecided} undecided" * bool(stage.undecided)
    return Line(words.plain(stage.step + undecided), _cells(stage.subjects), stage.subjects)


def _gap(gap: Spread) -> Line:
    label = f"{gap.start} to {gap.end}{' (possible)' * (gap.time == 'possible')}"
    open_end = gap.unbounded > 0 or gap.most is None
    median = f"{gap.quartiles[1]:g}" if gap.quartiles else "–"
    most = "no bound" if open_end else str(gap.most)
    cells = (str(gap.least), most, median, str(gap.exact), str(gap.inexact))
    return Line(words.plain(label), cells, Box(gap.least, None if open_end else gap.most, gap.quartiles))


def _group(group: Group) -> Line:
    return Line(", ".join(_parts(group)), _cells(group.subjects, group.matches), group.subjects)


def _flow(group: Group) -> Line:
    start, end = _parts(group)
    return Line(f"{start} to {end}", _cells(group.subjects, group.matches), Flow(start, end, group.subjects))


def _cells(*tallies: Tally) -> tuple[str, ...]:
    return tuple(str(number) for tally in tallies for number in (tally.certain, tally.possible))


def _parts(group: Group) -> Iterator[str]:
    for name, part in group.key.items():
        if isinstance(part, Item):
            yield words.plain(part.name or part.uid)
        else:
            yield words.term_word(ACTING, part) if part and name == "role" else words.plain(part or STATED)
