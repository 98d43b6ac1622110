"""Small cells of statistics: figures that so few stand behind that they tell of somebody are left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.patterns.figures.statistics import Group, Spread, Stage, Statistics, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def suppressed(figures: Statistics, smallest: int) -> Statistics:
    """Return figures without those of fewer than `smallest` subjects, or that would let one be counted back."""
    return replace(
        figures,
        counts={name: _groups(groups, smallest) for name, groups in figures.counts.items()},
        gaps=tuple(each for each in figures.gaps if _behind(each) >= smallest),
        funnel=tuple(_stages(figures.funnel, smallest)),
    )


def _behind(gap: Spread) -> int:
    return gap.exact + gap.inexact


def _groups(groups: tuple[Group, ...], smallest: int) -> tuple[Group, ...]:
    """Return the groups that are large enough, and so many of them that the missing can not be counted back."""
    kept = [group for group in groups if not _small(group.subjects, smallest)]
    while kept and _told_by_the_rest([group.subjects for group in groups if group not in kept], smallest):
        kept.remove(min(kept, key=lambda group: group.subjects.certain + group.subjects.possible))
    return tuple(kept)


def _told_by_the_rest(missing: list[Tally], smallest: int) -> bool:
    """Tell whether a total would give away who is missing: one group alone, or fewer in all than may be told."""
    together = Tally(sum(tally.certain for tally in missing), sum(tally.possible for tally in missing))
    return len(missing) == 1 or _small(together, smallest)


def _small(tally: Tally, smallest: int) -> bool:
    return any(0 < number < smallest for number in (tally.certain, tally.possible))


def _stages(stages: Iterable[Stage], smallest: int) -> Iterator[Stage]:
    """Yield the stages that are large enough, and where so few are lost after the one before that it tells of them."""
    before: Tally | None = None
    for stage in stages:
        now = stage.subjects
        lost = Tally(abs(before.certain - now.certain), abs(before.possible - now.possible)) if before else now
        if not any(_small(tally, smallest) for tally in (now, lost, Tally(stage.undecided, 0))):
            before = now
            yield stage
