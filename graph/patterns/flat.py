"""An answer as flat rows, one for each event of each match: what tables, event logs and data frames are made of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.answer import Answer
    from graph.patterns.matches import Certainty, Cited, FilledStep, Found, Gap, Match, Reason, State

Cell = str | int | bool | dt.date | None

BETWEEN = "; "
"""What stands between several values in one cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event of a match, or a step of it that no event fills.

    `number` tells the matches of one subject apart, from 1. The gap is that from the step before, told at the first
    event of a step. `earliest` and `latest` are the days that what is said of the event's date allows.
    """

    pattern: str
    subject: str
    name: str
    number: int
    time: Certainty
    because: tuple[Reason, ...]
    standing: str
    under: tuple[str, ...]
    step: str
    state: State
    event: str
    kind: str
    date: str | None
    earliest: dt.date | None
    latest: dt.date | None
    exact: bool | None
    gap_min_days: int | None
    gap_max_days: int | None
    citations: tuple[Cited, ...]

    def cells(self) -> dict[str, Cell]:
        """Return the row as plain values by column, several of one column as one text."""
        joined = {"because": self.because, "under": self.under, "citations": map(place, self.citations)}
        return asdict(self) | {name: BETWEEN.join(values) for name, values in joined.items()}


COLUMNS = tuple(column.name for column in fields(Row))
"""The columns of all rows, in order."""


def place(cited: Cited) -> str:
    """Return a citation as text: source, locator, and in brackets how well it stands and who says it."""
    said = ", ".join(part for part in (cited.standing, cited.by and f"by {cited.by}") if part)
    return ", ".join(part for part in (cited.source, cited.locator) if part) + f" ({said})" * bool(said)


def rows(answer: Answer) -> Iterator[Row]:
    """Yield the rows of all matches, in their order."""
    numbers: Counter[str] = Counter()
    for match in answer.matches:
        numbers[match.uid] += 1
        gaps = {gap.end: gap for gap in match.gaps}
        for step in match.steps:
            for n, event in enumerate(step.events or (None,)):
                yield _row(answer.pattern, numbers[match.uid], match, step, event, None if n else gaps.get(step.step))


def _row(pattern: str, number: int, match: Match, step: FilledStep, event: Found | None, gap: Gap | None) -> Row:
    return Row(
        pattern=pattern,
        subject=match.uid,
        name=match.name or "",
        number=number,
        time=match.time,
        because=match.because,
        standing=match.standing,
        under=match.under,
        step=step.step,
        state=step.state,
        event=event.uid if event else "",
        kind=event.kind if event else "",
        date=event.date if event else None,
        earliest=_day(event.earliest) if event else None,
        latest=_day(event.latest) if event else None,
        exact=event.exact if event else None,
        gap_min_days=gap.min_days if gap else None,
        gap_max_days=gap.max_days if gap else None,
        citations=event.citations if event else (),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
