"""Which candidates a question lets count: those known by a day, in one party's version, well enough attested.

An event is taken if all that makes it fit is said so: its kind, its tie to the subject, its date, and each field
that the step filters on. What nobody cites needs no citation.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.access import Reader
    from graph.patterns.candidates import Candidate, Row
    from graph.patterns.history import Happening, History
    from graph.patterns.language.model import Pattern, Step
    from graph.patterns.question import Question
    from graph.unit import Unit

_KNOWN = """
UNWIND $events AS uid MATCH (e:Entity {uid: uid})
RETURN uid, %s AS known_first, %s AS known_last
"""
_PUBLISHED = "UNWIND $sources AS uid MATCH (s:Entity {uid: uid}) RETURN uid, %s AS first, %s AS last"
Span = tuple[int, int]


class Admission:
    """Lets candidates count, or count perhaps, by what a question asks of what is said of them."""

    def __init__(self, unit: Unit, pattern: Pattern, question: Question, reader: Reader) -> None:
        self._unit, self._pattern, self._question, self._reader = unit, pattern, question, reader

    def admitted(self, row: Row, history: History) -> Row:
        """Return the row with the candidates that count."""
        if self._question.hears_all:
            return row
        known = self._known({each.uid for seat in row.seats for each in seat}, history)
        seats = zip(self._pattern.seats(), row.seats, strict=True)
        return replace(row, seats=tuple(tuple(self._of_seat(*seat, history, known)) for seat in seats))

    def heard(self, history: History) -> History:
        """Return the history with the citations that count; what others say is no ground of what is found in it."""
        if not (self._question.by or self._question.standing):
            return history
        counted = copy(history)
        counted.events = {uid: self._counted(event) for uid, event in history.events.items()}
        return counted

    def _counted(self, event: Happening) -> Happening:
        said = zip(event.cited, event.citations, strict=True)
        return replace(event, cited=tuple(stored for stored, place in said if self._question.counts(place)))

    def _of_seat(
        self, step: Step, seat: tuple[Candidate, ...], history: History, known: dict[str, bool | None]
    ) -> Iterator[Candidate]:
        filtered = (each.field for each in step.every_filter())
        fields = {"kind", "date", "relative_date", self._pattern.through, *filtered}
        for each in seat:
            if known.get(each.uid, True) is not False and self._is_said(history.events[each.uid], fields):
                yield each if known.get(each.uid, True) else replace(each, unknown=True)

    def _is_said(self, event: Happening, fields: Collection[str]) -> bool:
        for name in fields:
            citing = [place for place in event.citations if name in place.says]
            if citing and not any(map(self._question.counts, citing)):
                return False
        return True

    def _known(self, events: set[str], history: History) -> dict[str, bool | None]:
        """Return of each event whether it was known by the day that is asked; None where nothing tells."""
        day = self._question.known_day
        if day is None:
            return {}
        stated = self._spans(_KNOWN, "known_from", events=sorted(events))
        citing = {uid: {place.source for place in history.events[uid].citations} for uid in events}
        published = self._spans(_PUBLISHED, "published", sources=sorted(set().union(*citing.values()) - {""}))
        return {
            uid: _by(day, stated.get(uid), [published[source] for source in citing[uid] & published.keys()])
            for uid in events
        }

    def _spans(self, text: str, field: str, **parameters: list[str]) -> dict[str, Span]:
        alias = "e" if "events" in parameters else "s"
        columns = tuple(self._reader.value(alias, f"{field}_{end}") for end in ("first", "last"))
        found = self._unit.run(text % columns, **parameters)
        ends = ("known_first", "known_last") if alias == "e" else ("first", "last")
        return {row["uid"]: (row[ends[0]], row[ends[1]]) for row in found if row[ends[0]] is not None}


def _by(day: int, stated: Span | None, published: list[Span]) -> bool | None:
    spans = [stated] if stated else published
    if any(last <= day for _, last in spans):
        return True
    return None if not spans or any(first <= day for first, _ in spans) else False
