"""Times of one day: which is certainly the earlier."""

from __future__ import annotations

from datetime import date

import pytest

from graph.time.clock import TimeOfDay, is_earlier, zone_of

ONE, TWO, NONE = frozenset({"source/one"}), frozenset({"source/two"}), frozenset[str]()
UNSAID = "not stated"


def at(time: str, zone: str, sources: frozenset[str] = NONE, day: date = date(2021, 12, 31)) -> TimeOfDay:
    return TimeOfDay(day.toordinal(), time, zone, sources)


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        (at("17:00", UNSAID, ONE), at("21:30", UNSAID, ONE | TWO), True),
        (at("17:00", UNSAID, ONE), at("21:30", UNSAID, TWO), False),
        (at("17:00", UNSAID), at("21:30", UNSAID), False),
        (at("17:00", UNSAID, ONE), at("21:30", "Europe/Moscow", ONE), False),
        (at("17:00", "Europe/Moscow"), at("17:00", "Europe/Moscow"), False),
        (at("17:00", "Europe/Moscow"), at("17:00:30", "Europe/Moscow"), False),
        (at("17:00:29", "Europe/Moscow"), at("17:00:30", "Europe/Moscow"), True),
        (at("17:00", "Europe/Moscow"), at("16:00", "Europe/Paris"), True),
        (at("17:00", "Europe/Moscow"), at("15:00", "Europe/Paris"), False),
        (at("15:00", "Europe/Paris"), at("17:30", "Europe/Moscow"), True),
    ],
)
def test_only_comparable_times_are_compared(one: TimeOfDay, other: TimeOfDay, earlier: bool) -> None:
    assert is_earlier(one, other) is earlier
    assert not (is_earlier(one, other) and is_earlier(other, one))


def test_an_hour_that_comes_twice_orders_nothing_in_it() -> None:
    back = date(2021, 10, 31)
    assert not is_earlier(at("02:10", "Europe/Paris", day=back), at("02:40", "Europe/Paris", day=back))
    assert is_earlier(at("01:10", "Europe/Paris", day=back), at("03:10", "Europe/Paris", day=back))


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_order_nothing_beyond_them(day: date) -> None:
    is_earlier(at("00:00", "Europe/Moscow", day=day), at("23:59", "America/New_York", day=day))


@pytest.mark.parametrize("text", ["Moscow", "europe/moscow", "MSK", "", "Not stated"])
def test_a_zone_is_an_iana_name(text: str) -> None:
    with pytest.raises(ValueError, match="IANA"):
        zone_of(text)
