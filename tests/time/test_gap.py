"""Gaps between events: the days after that each allows."""

from __future__ import annotations

from datetime import date

import pytest

from graph.time.conditions import AtLeast
from graph.time.gap import gap_of

START = date(2022, 1, 31)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("P0D", "2022-01-31", "2022-01-31"),
        ("P7D", "2022-02-07", "2022-02-07"),
        ("P1W", "2022-02-07", "2022-02-13"),
        ("P2M", "2022-03-31", "2022-04-29"),
        ("P1Y", "2023-01-31", "2024-01-30"),
        ("P1M3D", "2022-03-03", "2022-03-03"),
        ("PT1H", "2022-01-31", "2022-02-01"),
        ("PT23H", "2022-01-31", "2022-02-01"),
        ("PT24H", "2022-02-01", "2022-02-02"),
        ("P2D/P4D", "2022-02-02", "2022-02-04"),
        ("PT1H/PT5H", "2022-01-31", "2022-02-01"),
        ("P1M/..", "2022-02-28", None),
        ("P1M/", "2022-02-28", None),
        ("../P3M", None, "2022-04-30"),
    ],
)
def test_days_that_a_gap_allows(text: str, first: str | None, last: str | None) -> None:
    ends: dict[bool, str] = {}
    for bound in gap_of(text, "a", "b"):
        day = bound.length.after(START.toordinal()) + bound.plus
        ends[isinstance(bound, AtLeast)] = date.fromordinal(day).isoformat()
    assert (ends.get(True), ends.get(False)) == (first, last)


@pytest.mark.parametrize("hours", range(1, 60))
def test_hours_pass_from_any_time_of_day(hours: int) -> None:
    """The reference starts at every minute of a day, and ends at every minute of the hour that is told."""
    ends = {(start + hours * 60 + more) // 1440 for start in range(1440) for more in (0, 59)}
    allowed = [bound.length.after(START.toordinal()) - START.toordinal() for bound in gap_of(f"PT{hours}H", "a", "b")]
    assert allowed == [min(ends), max(ends)]


@pytest.mark.parametrize("text", ["", "a week", "P", "P1M/P2D", "../..", "/", "P1M/P2M/P3M", "-P1D"])
def test_other_gaps_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"ISO 8601|shorter"):
        gap_of(text, "a", "b")
