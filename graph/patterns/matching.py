"""Who matches a pattern: the database finds the candidates, worlds decide, the answer cites its sources."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graph import access, past
from graph.ontology.vocabulary import scheme
from graph.patterns import candidates
from graph.patterns.admission import Admission
from graph.patterns.answer import Answer, Cited, FilledStep, Found, Gap, Match, State
from graph.patterns.history import Happening, histories
from graph.patterns.judging import Judge, decided
from graph.patterns.linked import LinkedItems
from graph.patterns.model import SUBJECT
from graph.patterns.question import EVERYTHING
from graph.time.formula import both, held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine, Unit
    from graph.patterns.judging import Judged
    from graph.patterns.model import Pattern, Step
    from graph.patterns.question import Question

TOGETHER = 200
"""Subjects whose histories are held at a time."""
_BEYOND_HISTORY = 365_000
"""Days. Events that can be a thousand years apart are bounded by nothing but the calendar's ends."""


def match(engine: Engine, pattern: Pattern, question: Question = EVERYTHING) -> Answer:
    """Return every match that the question admits, by the subject's name, with citations and gaps."""

    def work(unit: Unit) -> Answer:
        return found(unit, pattern, question)

    return past.looked_at(engine, question.recorded_by, work) if question.recorded_by else engine.read(work)


def found(unit: Unit, pattern: Pattern, question: Question = EVERYTHING) -> Answer:
    """Return what `match` does, in a transaction that is open."""
    matches: list[Match] = []
    torn: list[str] = []
    undecided: list[str] = []
    for judge in judges(unit, pattern, question):
        if not judge.history.worlds.exist():
            torn.append(judge.row.uid)
        elif (judged := decided(judge)) is None:
            undecided.append(judge.row.uid)
        else:
            matches.extend(chosen(judge, judged))
    return Answer(pattern.name, pattern.title, tuple(matches), tuple(torn), tuple(undecided), clocks=question.clocks())


def judges(unit: Unit, pattern: Pattern, question: Question = EVERYTHING) -> Iterator[Judge]:
    """Yield a judge for each subject that can match, by name, with all that bears on what may fill its steps."""
    reader = access.reader(unit, question.level)
    admission = Admission(unit, pattern, question, reader)
    rows = candidates.rows(unit, pattern, reader, question)
    for start in range(0, len(rows), TOGETHER):
        some = rows[start : start + TOGETHER]
        events = {row.uid: {each.uid for seat in row.seats for each in seat} for row in some}
        subjects = [row.uid for row in some] if pattern.through == SUBJECT else []
        known = histories(unit, subjects, reader, events, question.hears)
        linked = LinkedItems(unit, pattern, reader, {event for every in events.values() for event in every})
        for row in some:
            history = known[row.uid]
            yield Judge(pattern, admission.admitted(row, history), history, linked, question.last_day)


def chosen(judge: Judge, judged: list[Judged]) -> list[Match]:
    """Return the matches that the answer keeps of one subject, earliest first."""
    ordered = sorted(judged, key=lambda each: _place(judge, each))
    kept: dict[object, Judged] = {}
    for n, each in enumerate(ordered):
        start = next(events for events in each.choice if events)
        kept.setdefault({"subject": "", "start": start}.get(judge.pattern.one_per, n), each)
    return [_match(judge, each) for each in kept.values()]


def _place(judge: Judge, judged: Judged) -> list[tuple[int, int, str]]:
    """Return by what a match is earlier than another: first days, then last, step by step, then uids."""
    days = judge.history.events
    return [(days[event].days.first, days[event].days.last, event) for events in judged.choice for event in events]


def _match(judge: Judge, judged: Judged) -> Match:
    events = [judge.history.events[event] for chosen in judged.choice for event in chosen]
    return Match(
        uid=judge.row.uid,
        name=judge.row.name,
        time=judged.time,
        because=judged.because,
        standing=_weakest(events),
        under=tuple(sorted({place.by for event in events for place in event.citations if place.by})),
        steps=tuple(
            _filled(judge, step, chosen) for step, chosen in zip(judge.pattern.steps, judged.choice, strict=True)
        ),
        gaps=tuple(_gaps(judge, judged)),
    )


def _filled(judge: Judge, step: Step, events: tuple[str, ...]) -> FilledStep:
    days = judge.history.events
    inorder = sorted(events, key=lambda event: (days[event].days.first, days[event].days.last, event))
    state: State = "filled" if events else "absent" if step.absent else "unfilled"
    ways = dict.fromkeys(judge.candidates[step.id, event].alternative for event in inorder)
    return FilledStep(step.id, tuple(_found(days[event]) for event in inorder), state, ", ".join(filter(None, ways)))


def _gaps(judge: Judge, judged: Judged) -> Iterator[Gap]:
    """Yield the days from each step that is filled to the next, in the worlds that have the match."""
    asked = list(held(both(judge.demands.plainly(judged.choice))))
    filled = [each for each in zip(judge.pattern.steps, judged.choice, strict=True) if each[1]]
    for (start, before), (end, after) in pairwise(filled):
        days = judge.history.events
        earlier = max(before, key=lambda event: (days[event].days.last, event))
        later = min(after, key=lambda event: (days[event].days.first, event))
        least, most = judge.history.worlds.gap(earlier, later, *asked)
        yield Gap(start.id, end.id, least, most if most < _BEYOND_HISTORY else None)


def _found(event: Happening) -> Found:
    cited = {Cited(place.source, place.locator, place.standing, place.by) for place in event.citations if place.source}
    return Found(event.uid, event.kind, event.date, tuple(sorted(cited)))


def _weakest(events: list[Happening]) -> str:
    """Return the weakest standing among what each event says best of itself."""
    standings = list(scheme("standings").terms)
    best: dict[tuple[str, str], int] = {}
    for event in events:
        for place in event.citations:
            rank = standings.index(place.standing) if place.standing else len(standings)
            best |= {(event.uid, name): min(rank, best.get((event.uid, name), rank)) for name in place.says}
    weakest = max(best.values(), default=len(standings))
    return standings[weakest] if weakest < len(standings) else ""
