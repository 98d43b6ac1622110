"""Matches to figures: grouped by what they have in common, and how long each gap between their steps is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from statistics import quantiles
from typing import TYPE_CHECKING

from graph.patterns.figures.statistics import Group, Spread, Stage, Statistics, Tally
from graph.patterns.figures.tallying import DIMENSIONS, Key
from graph.patterns.ties import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.patterns.figures.tallying import Dimension
    from graph.patterns.matches import Certainty, Gap, Match
    from graph.patterns.ties import Ties


def statistics(matches: tuple[Match, ...], ties: Ties, funnel: tuple[Stage, ...]) -> Statistics:
    """Return the figures of matches whose events have these ties."""
    counts = {dimension.name: tuple(_groups(dimension, matches, ties)) for dimension in DIMENSIONS}
    return Statistics(counts, tuple(_spreads(matches)), funnel)


def tally(matches: Iterable[Match]) -> Tally:
    """Return how many subjects have a match: for certain, and perhaps besides."""
    every, certain = set(), set()
    for match in matches:
        every.add(match.uid)
        if match.time == "certain":
            certain.add(match.uid)
    return Tally(len(certain), len(every - certain))


def _groups(dimension: Dimension, matches: tuple[Match, ...], ties: Ties) -> list[Group]:
    nothing = (None,) * len(dimension.columns)
    found: dict[Key, list[Match]] = defaultdict(list)
    for match in matches:
        for key in dict.fromkeys(dimension.keys(match, ties)) or (nothing,):
            found[key].append(match)
    ordered = sorted(found.items(), key=lambda each: (() if dimension.by_key else _rank(each[1]), _text(each[0])))
    return [Group(dict(zip(dimension.columns, key, strict=True)), _matches(some), tally(some)) for key, some in ordered]


def _matches(some: list[Match]) -> Tally:
    certain = sum(1 for match in some if match.time == "certain")
    return Tally(certain, len(some) - certain)


def _rank(some: list[Match]) -> tuple[int, ...]:
    told = _matches(some)
    return -told.certain, -told.possible


def _text(key: Key) -> list[str]:
    """Return what a key is sorted by; what is not stated comes last."""
    return [part.uid if isinstance(part, Item) else part or "~" for part in key]


def _spreads(matches: tuple[Match, ...]) -> Iterator[Spread]:
    found: dict[tuple[str, str, Certainty], dict[object, Gap]] = defaultdict(dict)
    for match in matches:
        uids = {step.step: tuple(event.uid for event in step.events) for step in match.steps}
        for gap in match.gaps:
            between = (match.uid, uids[gap.start], uids[gap.end])
            known = found[gap.start, gap.end, match.time]
            known[between] = _either(known[between], gap) if between in known else gap
    for (start, end, time), gaps in found.items():
        yield _spread(start, end, time, list(gaps.values()))


def _either(one: Gap, other: Gap) -> Gap:
    """Return the bounds within which a gap lies that is one or the other."""
    most = None if one.max_days is None or other.max_days is None else max(one.max_days, other.max_days)
    return replace(one, min_days=min(one.min_days, other.min_days), max_days=most)


def _spread(start: str, end: str, time: Certainty, gaps: list[Gap]) -> Spread:
    bounded = [gap.max_days for gap in gaps if gap.max_days is not None]
    exact = [gap.min_days for gap in gaps if gap.min_days == gap.max_days]
    return Spread(
        start,
        end,
        time,
        least=min(gap.min_days for gap in gaps),
        most=max(bounded, default=None),
        unbounded=len(gaps) - len(bounded),
        exact=len(exact),
        inexact=len(gaps) - len(exact),
        quartiles=_quartiles(exact),
    )


def _quartiles(days: list[int]) -> tuple[float, float, float] | None:
    """Return the quartiles of days, between neighbours in proportion, as spreadsheets do; None of none."""
    if not days:
        return None
    first, median, third = quantiles(days * 2 if len(days) == 1 else days, method="inclusive")
    return first, median, third
