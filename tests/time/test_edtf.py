"""EDTF dates: the days they allow, and the refusal of what can't be told exactly."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.time.days import FIRST_DAY, LAST_DAY
from graph.time.edtf import NotADate, days_of

ALLOWED = [
    ("2022-09-26", "2022-09-26", "2022-09-26"),
    ("2022-09", "2022-09-01", "2022-09-30"),
    ("2022", "2022-01-01", "2022-12-31"),
    ("202X", "2020-01-01", "2029-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("2022-XX", "2022-01-01", "2022-12-31"),
    ("2024-02-XX", "2024-02-01", "2024-02-29"),
    ("2023-01-05~", "2023-01-02", "2023-01-08"),
    ("2022-03~", "2022-02-01", "2022-04-30"),
    ("2022~", "2021-01-01", "2023-12-31"),
    ("2022-09-26%", "2022-09-23", "2022-09-29"),
    ("2022-21", "2022-03-01", "2022-05-31"),
    ("[2022-01-28..2022-02-01]", "2022-01-28", "2022-02-01"),
    ("[..2022-02-01]", None, "2022-02-01"),
    ("[2022-02-01..]", "2022-02-01", None),
    ("[2022-01-28,2022-02-01]", "2022-01-28", "2022-02-01"),
    ("2022-01-28/2022-02-01", "2022-01-28", "2022-01-28"),
    ("2022/2022-02-01", "2022-01-01", "2022-02-01"),
    ("2022-01/..", "2022-01-01", "2022-01-31"),
    ("2022-01/", "2022-01-01", "2022-01-31"),
    ("../2022", None, "2022-12-31"),
    ("/2022", None, "2022-12-31"),
    ("0001~", None, "0002-12-31"),
    ("9999-12~", "9999-11-01", None),
]

REFUSED = [
    "", " ", "yesterday", "01.02.2022", "2023-02-30", "2022-13-01", "2022-1X", "2022-04-0X", "156X-12-25", "0000",
    "2022-02-01/2022-01-01", "[2022-02-01..2022-01-01]", "{2022,2023}", "[..]", "../..", "2022~?",
    "2022-09-26T10:00:00Z", "Y20220", "-0044", "2022~-09", "[2022", "2022-XX-05", "2022/2021", "[]",
    "2022-24", "2022-24~",
]  # fmt: skip


@pytest.mark.parametrize(("text", "earliest", "latest"), ALLOWED)
def test_days_that_a_date_allows(text: str, earliest: str | None, latest: str | None) -> None:
    days = days_of(text)
    assert (days.earliest(), days.latest()) == (earliest, latest)


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_told_exactly_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        days_of(text)


@pytest.mark.parametrize("text", ["2022?", "2022-09-26%", "2022?-09", "[2022-01-28?..2022-02-01]", "2022-06?/2022-08"])
def test_doubt_is_kept(text: str) -> None:
    assert days_of(text).doubtful


def test_alternatives_keep_the_days_between_them_out() -> None:
    assert days_of("[2022-01-28,2022-02-01]").ranges == (
        (date(2022, 1, 28).toordinal(),) * 2,
        (date(2022, 2, 1).toordinal(),) * 2,
    )


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotADate):
        days_of("2022-1X")
    assert capsys.readouterr() == ("", "")


@given(st.dates())
def test_every_day_of_the_calendar_is_itself(day: date) -> None:
    assert days_of(day.isoformat()).ranges == ((day.toordinal(), day.toordinal()),)


@given(st.text(alphabet="0123456789-/.X~?%[],TZ {}", max_size=24))
def test_any_text_is_days_or_refused(text: str) -> None:
    try:
        days = days_of(text)
    except NotADate:
        return
    assert FIRST_DAY <= days.first <= days.last <= LAST_DAY
