"""Random small histories as claims, told more or less truly of days at the turn of a month and of Paris's clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from graph.claims.claim import Claim, qualifiers_text
from tests.time.reference import lies_by, means

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

TURN = [date(2021, 10, 29) + timedelta(n) for n in range(5)]
WORDS = {"today": 0, "yesterday": 1, "3 days ago": 3, "this week": 6, "last week": 13, "last month": 61}
GAPS = {
    "P0D": 0, "P1D": 1, "P2D": 2, "P1W": 13, "P1M": 61, "PT1H": 1, "PT30H": 2,
    "P0D/P1D": 1, "P1D/P3D": 3, "P2D/..": 2, "P1M/..": 31, "../P2D": 2,
}  # fmt: skip
"""Each with the days that it reaches at most, or asks for."""
TIMES = ("01:30", "02:10", "02:40", "02:40:30", "03:10", "09:00", "17:30", "23:50")
ZONES = ("Europe/Paris", "Europe/Minsk", "Asia/Tokyo", "not stated")
ATTITUDES = ("denies", "disputes", "silent", "affirms")


@dataclass(frozen=True)
class History:
    """Events, those of the subject first, and all that is claimed of the time of them and of two texts."""

    name: str
    own: tuple[str, ...]
    others: tuple[str, ...]
    texts: tuple[str, ...]
    claims: tuple[Claim, ...]

    @property
    def events(self) -> tuple[str, ...]:
        return self.own + self.others

    def days(self, *asked: str) -> range:
        """Return all days that what is told, and the gaps that are asked for, can lead to from the turn."""
        words = (WORDS[str(claim.value)] for claim in self.claims if claim.field == "relative_date")
        gaps = (gap for claim in self.claims for gap in GAPS if f'"{gap}"' in claim.qualifiers)
        reach = 7 + sum(words) + sum(GAPS[gap] for gap in (*gaps, *asked))
        return range(TURN[0].toordinal() - reach, TURN[-1].toordinal() + reach + 1)


def history(random: Random, name: str) -> History:
    """Return a history; the same for the same state of `random`."""
    events = [f"event/{name}-{n}" for n in range(random.randint(2, 4))]
    texts = [f"source/{name}-{n}" for n in range(2)]
    true = {each: random.choice(TURN) for each in (*events, *texts)}
    loose = random.choice((*events, *texts))
    said = [claim for text in texts for claim in _written(random, text, true[text], loose)]
    dated = true if _once_in(random, 2) else true | {event: random.choice(TURN) for event in events}
    for event in events:
        dates = [] if event == loose and _once_in(random, 2) else _dates(random, event, dated, texts)
        said += [*dates, *_times(random, event, texts)]
    for _ in range(random.choice((2, 3, 4, 5, 6, 0))):
        said += _order(random, sorted(random.sample(events, 2), key=lambda event: true[event]), true, texts)
    own = random.randint(2, len(events))
    return History(name, tuple(events[:own]), tuple(events[own:]), tuple(texts), tuple(dict.fromkeys(said)))


def _once_in(random: Random, times: int) -> bool:
    return random.randrange(times) == times - 1


def _stated(random: Random, day: date) -> str:
    """Return a date that allows the day or, once in a while, another."""
    if _once_in(random, 3):
        day = random.choice(TURN)
    before, later = day - timedelta(random.randint(0, 2)), day + timedelta(random.randint(0, 2))
    forms = (f"[{before}..{later}]", f"[{day},{later + timedelta(1)}]", f"{day}/{later}", f"{day}~")
    return random.choice((str(day), str(day), str(day), str(day), *forms, f"{day}?", f"{day}%"))


def _written(random: Random, text: str, day: date, loose: str) -> Iterator[Claim]:
    """Yield when a text was published and copied; of a loose one at most when it was copied."""
    for field in ("published", "retrieved", "republished"):
        if text != loose if field == "published" else _once_in(random, 2):
            for _ in range(random.choice((1, 1, 1, 2))):
                yield Claim(text, field, _stated(random, day), source=random.choice((text, "")))


def _dates(random: Random, event: str, true: dict[str, date], texts: Sequence[str]) -> Iterator[Claim]:
    ways = random.choice(("date", "date", "date", "words", "words", "date date", "date words", "words words"))
    for way in ways.split():
        source = random.choice(texts)
        if way == "date":
            yield Claim(event, "date", _stated(random, true[event]), source=random.choice((source, "")))
        else:
            fitting = [words for words in WORDS if means(words, true[source], true[event])]
            words = random.choice((*fitting[:3], random.choice([*WORDS])))
            yield Claim(event, "relative_date", words, source=source)


def _times(random: Random, event: str, texts: Sequence[str]) -> Iterator[Claim]:
    if not _once_in(random, 3):
        for _ in range(random.choice((1, 1, 1, 2))):
            yield Claim(event, "time", random.choice(TIMES), source=random.choice((texts[0], texts[0], texts[1], "")))
        for _ in range(random.choice((1, 1, 0, 2))):
            yield Claim(event, "time_zone", random.choice(ZONES))


def _order(random: Random, pair: list[str], true: dict[str, date], texts: Sequence[str]) -> Iterator[Claim]:
    """Yield claims that one event follows another: by a gap or none, by rival ones, opposed or denied at times."""
    earlier, later = reversed(pair) if _once_in(random, 4) else pair
    fitting = [gap for gap in GAPS if lies_by(gap, true[earlier], true[later])]
    for _ in range(random.choice((1, 1, 1, 2))):
        gap = random.choice(("", "", random.choice(fitting or [""]), random.choice([*GAPS])))
        told = qualifiers_text({"gap": gap} if gap else {})
        claim = Claim(later, "follows", target=earlier, qualifiers=told, source=random.choice((*texts, "")))
        yield claim
        if _once_in(random, 6):
            yield Claim(claim.uid, "attitude", random.choice(ATTITUDES), by="person/other")
    if _once_in(random, 10):
        yield Claim(earlier, "follows", target=later, source=random.choice((*texts, "")))
