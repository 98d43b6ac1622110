"""What words, dates, gaps and clocks mean, told day by day: the plain reference that shares nothing with the solver."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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


def allows(text: str, day: date) -> bool:
    """Tell whether a date in one of the forms that random histories use may mean a day."""
    if text.startswith("["):
        parts = (part.partition("..") for part in text[1:-1].split(","))
        return any(
            (not start or start <= str(day)) and (not (end or not dots) or str(day) <= (end or start))
            for start, dots, end in parts
        )
    begun = date.fromisoformat(text[:10])
    return abs((day - begun).days) <= (3 if text[-1] in "~%" else 0)


def after(day: date, length: str) -> date:
    """Return the day that lies a whole number of days, weeks or months after another."""
    number, unit = int(length[1:-1]), length[-1]
    if unit != "M":
        return day + timedelta(number * (7 if unit == "W" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    in_month = (date(year, month + 1, 1) + timedelta(n) for n in range(day.day))
    return max(each for each in in_month if each.month == month + 1)


def lies_by(gap: str, earlier: date, later: date) -> bool:
    """Tell whether a gap as the sources tell it may lie between two days."""
    least, slash, most = gap.partition("/")
    if slash:
        return (least == ".." or later >= after(earlier, least)) and (most == ".." or later <= after(earlier, most))
    if gap.startswith("PT"):
        minutes = 60 * int(gap[2:-1])
        return (later - earlier).days in {(start + minutes + n) // 1440 for start in range(1440) for n in (0, 59)}
    one_more = f"P{int(gap[1:-1]) + 1}{gap[-1]}"
    return after(earlier, gap) <= later < after(earlier, one_more)


AHEAD = {"Europe/Minsk": (3, 3), "Europe/Paris": (2, 1), "Asia/Tokyo": (9, 9)}
"""Hours ahead of UTC, before and from the hour when Paris puts its clocks back."""
CLOCKS_BACK = datetime(2021, 10, 31, 1)  # noqa: DTZ001 - UTC, as all here


def instants(day: date, time: str, zone: str) -> list[datetime]:
    """Return the first and the last second that a time of a day may be, in UTC where the zone is known."""
    first = datetime.fromisoformat(f"{day} {time}")
    either = [first, first if time.count(":") == 2 else first + timedelta(seconds=59)]
    if zone not in AHEAD:
        return either
    return [
        then
        for n, hours in enumerate(AHEAD[zone])
        for then in (each - timedelta(hours=hours) for each in either)
        if (then >= CLOCKS_BACK) == bool(n)
    ]
