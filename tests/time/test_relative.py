"""Dates told by a text's own day, against a reference that looks at every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.time.days import FIRST_DAY, LAST_DAY
from graph.time.edtf import days_of
from graph.time.relative import meant, relative_of, written
from tests.time.reference import NAMES, means

WORDS = [
    *(f"{which} {name}" for which in ("last", "in", "this") for name in NAMES),
    *(f"{which} {unit}" for which in ("last", "this") for unit in ("week", "month", "year")),
    *("today", "yesterday", "0 days ago", "3 days ago", "2 weeks ago", "14 months ago", "3 years ago"),
]


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(WORDS), st.dates(date(1998, 1, 1), date(2032, 1, 1)), st.integers(-20, 900))
def test_words_mean_what_the_reference_says(words: str, text: date, ago: int) -> None:
    told, day = relative_of(words), text - timedelta(ago)
    within = told.first(text.toordinal()) <= day.toordinal() <= told.last(text.toordinal())
    possible = told.meant_from(day.toordinal()) == day.toordinal()
    assert (within and possible) == means(words, text, day)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(WORDS), st.integers(FIRST_DAY, LAST_DAY), st.integers(0, 800))
def test_a_later_text_never_means_earlier_days(words: str, text: int, later: int) -> None:
    """What the solver of worlds relies on, up to both ends of the calendar."""
    told, after = relative_of(words), min(text + later, LAST_DAY)
    assert told.first(text) <= told.first(after)
    assert told.last(text) <= told.last(after) <= after
    assert told.meant_from(text) <= told.meant_from(after)


@pytest.mark.parametrize(
    ("words", "text", "earliest", "latest"),
    [
        ("last September", "2021-05", "2020-09-01", "2020-09-30"),
        ("last September", "2021-11-05", "2020-09-01", "2021-09-30"),
        ("last summer", "2021-05", "2020-06-01", "2020-08-31"),
        ("last winter", "2021-02-10", "2019-12-01", "2020-02-29"),
        ("in January", "2021-05", "2021-01-01", "2021-01-31"),
        ("in January", "2021-01-05", "2021-01-01", "2021-01-05"),
        ("last month", "2021-03-31", "2021-02-01", "2021-02-28"),
        ("yesterday", "[2021-03-01..2021-03-02]", "2021-02-28", "2021-03-01"),
        ("last month", "[..2021-03-31]", None, "2021-02-28"),
    ],
)
def test_days_from_the_earliest_to_the_latest(words: str, text: str, earliest: str | None, latest: str) -> None:
    days = meant(relative_of(words), days_of(text))
    assert (days.earliest(), days.latest()) == (earliest, latest)


@pytest.mark.parametrize("text", ["", "next month", "Last September", "in 2021", "last", "3 ago", "-1 days ago"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as last September"):
        relative_of(text)


def test_a_text_is_of_its_publication_or_else_no_younger_than_a_copy() -> None:
    published, copies = [days_of("2021-05")], [days_of("2024-11-24"), days_of("2022")]
    assert written(published, copies) == days_of("2021-05")
    assert written([], copies) == days_of("[..2022-12-31]")
    assert written([], []) == days_of("[..9999-12-31]")
