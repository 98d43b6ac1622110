"""What is known of the subjects that a pattern is judged on: which events count, their history, what they link to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from graph.patterns.admission import Admission
from graph.patterns.history import History, histories
from graph.patterns.language.model import SUBJECT
from graph.patterns.linked import LinkedItems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.access import Reader
    from graph.patterns.candidates import Row
    from graph.patterns.language.model import Pattern
    from graph.patterns.question import Question
    from graph.unit import Unit

T = TypeVar("T")

TOGETHER = 200
"""Subjects whose histories are held at a time."""

MANY = 5_000
"""Subjects; fewer are sooner looked at one by one than the database has planned how to rank or count them."""

Told = Callable[["Unit", "Pattern", "Sequence[Row]"], Mapping[str, History]]
"""Returns the histories of some subjects with what may fill a seat for each, as far as they are at hand."""


def none_told(_unit: Unit, _pattern: Pattern, _rows: Sequence[Row]) -> Mapping[str, History]:
    """Return no history."""
    return {}


def are_few(unit: Unit, pattern: Pattern) -> bool:
    """Tell whether so few subjects can match at all that each is better looked at."""
    return bool(unit.value(f"MATCH (n:{pattern.subject}) RETURN count(n)") < MANY)


class Known(NamedTuple):
    """One subject with the events that count for each seat, its history, and what these events are linked to."""

    row: Row
    history: History
    linked: LinkedItems


def in_parts(rows: Iterable[T], at_first: int = TOGETHER) -> Iterator[list[T]]:
    """Yield rows in parts, each twice as large as the one before; who may stop early asks for few `at_first`."""
    waiting, size = iter(rows), at_first
    while some := list(islice(waiting, min(size, TOGETHER))):
        yield some
        size *= 2


def known(
    unit: Unit,
    pattern: Pattern,
    question: Question,
    reader: Reader,
    parts: Iterable[Sequence[Row]],
    told: Told = none_told,
) -> Iterator[Known]:
    """Yield what is known of each subject, in order; of those of one part it is read together (see `in_parts`).

    `told` returns those of their whole histories that the caller has at hand.
    """
    admission = Admission(unit, pattern, question, reader)
    for some in parts:
        events = {row.uid: {each.uid for seat in row.seats for each in seat} for row in some}
        at_hand = _at_hand(told(unit, pattern, some), events) if pattern.through == SUBJECT else {}
        unread = {uid: every for uid, every in events.items() if uid not in at_hand}
        own = list(unread) if pattern.through == SUBJECT else []
        read = at_hand | histories(unit, own, reader, unread, question.hears)
        linked = LinkedItems(unit, pattern, reader, {event for every in events.values() for event in every})
        for row in some:
            counted = admission.admitted(row, read[row.uid])
            yield Known(counted, admission.heard(read[row.uid]), linked)


def _at_hand(told: Mapping[str, History], events: Mapping[str, set[str]]) -> dict[str, History]:
    """Return the histories that hold all the events that can fill a seat: no more can bear on them."""
    return {uid: told[uid] for uid, every in events.items() if uid in told and every <= told[uid].events.keys()}
