"""What the sources count, against the cases that are named: who is missing, what overlaps, what doesn't add up.

A figure is kept as its source has it. That its parts don't make the whole is the source's contradiction, not a
fault of the graph.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any

from graph import access
from graph.checks import counting
from graph.checks.stated import stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.checks.counting import Counted, Selection
    from graph.checks.stated import Figure
    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity


@dataclass(frozen=True, slots=True)
class Parts:
    """The figures that make a whole by one breakdown; `makes` says how many they are together."""

    breakdown: str
    figures: tuple[str, ...]
    makes: str
    adds_up: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure with what the graph names of it, None where nothing tells what it counts."""

    figure: Figure
    named: Counted | None
    parts: tuple[Parts, ...]
    contradictions: tuple[str, ...]

    @property
    def short_by(self) -> int | None:
        """How many more must be named for certain before the figure is covered."""
        return None if self.named is None else max(0, self.figure.wanted - len(self.named.certain))

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data, with the names that answers have."""
        return self.figure.as_json() | {
            "named": asdict(self.named) if self.named else None,
            "short_by": self.short_by,
            "parts": [asdict(parts) for parts in self.parts],
            "contradictions": list(self.contradictions),
        }


def check(engine: Engine, level: Sensitivity = access.ALL) -> list[Checked]:
    """Return every figure that a reader of the level may see, by uid, held against what the graph names."""
    figures = engine.read(partial(stated, level=level))
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        for whole in figure.wholes:
            parts[whole].append(figure)
    return [_checked(engine, figure, parts[figure.uid], level) for figure in figures]


def _checked(engine: Engine, figure: Figure, parts: list[Figure], level: Sensitivity) -> Checked:
    named = counting.count(engine, selection, figure.days, level) if (selection := _selection(figure)) else None
    by_breakdown: dict[str, list[Figure]] = defaultdict(list)
    for part in parts:
        by_breakdown[part.breakdown].append(part)
    made = tuple(_parts(figure, each, some) for each, some in sorted(by_breakdown.items()) if each)
    bigger = [part for part in parts if part.least > figure.most]
    return Checked(figure, named, made, tuple(_contradictions(figure, named, made, bigger)))


def _selection(figure: Figure) -> Selection | None:
    """Return what a figure counts; None where nothing says it, or nobody can read it (see `unreadable`)."""
    try:
        return counting.read(figure.counts)
    except ValueError:
        return None


def unreadable(engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield figures that count what can't be read, a pattern that is gone for instance, each with what was expected."""
    for figure in engine.read(partial(stated, level=access.ALL)):
        try:
            if figure.counts:
                counting.read(figure.counts)
        except ValueError as error:
            yield figure.uid, f"counts {figure.counts!r}; expected {error}"


def _parts(whole: Figure, breakdown: str, some: list[Figure]) -> Parts:
    least, most = sum(part.least for part in some), sum(part.most for part in some)
    makes = (
        f"{least:,.0f}" if least == most else f"{least:,.0f} or more" if most == inf else f"{least:,.0f} to {most:,.0f}"
    )
    return Parts(breakdown, tuple(part.uid for part in some), makes, least <= whole.most and most >= whole.least)


def _contradictions(
    whole: Figure, named: Counted | None, made: tuple[Parts, ...], bigger: list[Figure]
) -> Iterator[str]:
    for parts in made:
        if not parts.adds_up:
            yield f"its parts by {parts.breakdown} make {parts.makes}, not {whole}"
    for part in bigger:
        yield f"{part.uid}, a part of it, is {part}, and it is {whole}"
    if named and len(named.certain) > whole.most:
        yield f"the graph names {len(named.certain)}, and it is {whole}"
