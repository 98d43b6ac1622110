"""What words about time mean, told day by day: the plain reference that shares nothing with the solver."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

NAMES = {
    name: {number}
    for number, name in enumerate(
        (
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        start=1,
    )
} | {"spring": {3, 4, 5}, "summer": {6, 7, 8}, "autumn": {9, 10, 11}, "winter": {12, 1, 2}}  # fmt: skip


def means(words: str, text: date, day: date) -> bool:
    """Tell whether words in a text of one day may mean another."""
    if day > text:
        return False
    which, _, name = words.partition(" ")
    if name in NAMES:
        return _is_named(which, NAMES[name], text, day)
    simple = {"today": "0 day", "yesterday": "1 day", "this": f"0 {name}", "last": f"1 {name}"}
    number, unit = simple.get(which, words.removesuffix(" ago").removesuffix("s")).split()
    passed = {
        "day": (text - day).days,
        "month": (text.year - day.year) * 12 + text.month - day.month,
        "year": text.year - day.year,
    }
    if unit == "week":
        return abs((text - day).days - 7 * int(number)) < 7
    return passed[unit] == int(number)


def _is_named(which: str, months: set[int], text: date, day: date) -> bool:
    """Tell whether the day is in the month or season that is meant, looking back from the text."""
    if day.month not in months:
        return False
    ended = _last_of(months, day)
    if which == "last":
        return ended.year == text.year - 1 or (ended.year == text.year and ended < text)
    return not any(
        each.month in months and _last_of(months, each) != ended
        for each in (day + timedelta(n) for n in range((text - day).days + 1))
    )


def _last_of(months: set[int], day: date) -> date:
    """Return the last day of the month or season that the day is in."""
    return next(day + timedelta(n) for n in count() if (day + timedelta(n + 1)).month not in months)
