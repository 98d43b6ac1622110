"""What is known of the subjects that a pattern is judged on: which events count, their history, what they link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.patterns.admission import Admission
from graph.patterns.history import History, histories
from graph.patterns.linked import LinkedItems
from graph.patterns.model import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.access import Reader
    from graph.engine import Unit
    from graph.patterns.candidates import Row
    from graph.patterns.model import Pattern
    from graph.patterns.question import Question

TOGETHER = 200
"""Subjects whose histories are held at a time."""


class Known(NamedTuple):
    """One subject with the events that count for each seat, its history, and what these events are linked to."""

    row: Row
    history: History
    linked: LinkedItems


def known(unit: Unit, pattern: Pattern, question: Question, reader: Reader, rows: Sequence[Row]) -> Iterator[Known]:
    """Yield what is known of each subject, in order."""
    admission = Admission(unit, pattern, question, reader)
    for start in range(0, len(rows), TOGETHER):
        some = rows[start : start + TOGETHER]
        events = {row.uid: {each.uid for seat in row.seats for each in seat} for row in some}
        own = [row.uid for row in some] if pattern.through == SUBJECT else []
        told = histories(unit, own, reader, events, question.hears)
        linked = LinkedItems(unit, pattern, reader, {event for every in events.values() for event in every})
        for row in some:
            yield Known(admission.admitted(row, told[row.uid]), told[row.uid], linked)
