"""Matches as answers tell them, made of choices that were judged: certainty, steps, gaps, citations."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graph.ontology.vocabulary import scheme
from graph.patterns.matches import Cited, FilledStep, Found, Gap, Match, State
from graph.time.formula import both, held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.history import Happening
    from graph.patterns.judging import Judge, Judged
    from graph.patterns.language.model import Step
    from graph.patterns.sequence import Choice

_BEYOND_HISTORY = 365_000
"""Days. Events that can be a thousand years apart are bounded by nothing but the calendar's ends."""


def kept(judge: Judge, judged: list[Judged]) -> list[Judged]:
    """Return those of one subject's matches that the answer keeps, earliest first."""
    ordered = sorted(judged, key=lambda each: place(judge, each))
    found: dict[object, Judged] = {}
    for n, each in enumerate(ordered):
        start = next(events for events in each.choice if events)
        found.setdefault({"subject": "", "start": start}.get(judge.pattern.one_per, n), each)
    return list(found.values())


def place(judge: Judge, judged: Judged) -> list[tuple[int, int, str]]:
    """Return by what a match is earlier than another: first days, then last, step by step, then uids."""
    days = judge.history.events
    return [(days[event].days.first, days[event].days.last, event) for events in judged.choice for event in events]


def made(judge: Judge, judged: Judged) -> Match:
    """Return the match that a judged choice is."""
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
    return FilledStep(step.id, tuple(found(days[event]) for event in inorder), state, ", ".join(filter(None, ways)))


def _gaps(judge: Judge, judged: Judged) -> Iterator[Gap]:
    """Yield the days from each step that is filled to the next, in the worlds that have the match."""
    filled = [each for each in zip(judge.pattern.steps, judged.choice, strict=True) if each[1]]
    for (start, before), (end, after) in pairwise(filled):
        yield gap(judge, judged.choice, (start.id, before), (end.id, after))


def gap(judge: Judge, choice: Choice, start: tuple[str, tuple[str, ...]], end: tuple[str, tuple[str, ...]]) -> Gap:
    """Return the days from the last of a step's events to the first of a later one's, where the choice is a match."""
    days, asked = judge.history.events, held(both(judge.demands.plainly(choice)))
    earlier = max(start[1], key=lambda event: (days[event].days.last, event))
    later = min(end[1], key=lambda event: (days[event].days.first, event))
    least, most = judge.history.worlds.gap(earlier, later, *asked)
    return Gap(start[0], end[0], least, most if most < _BEYOND_HISTORY else None)


def found(event: Happening) -> Found:
    """Return an event as answers have it."""
    cited = {Cited(place.source, place.locator, place.standing, place.by) for place in event.citations if place.source}
    days = event.days
    return Found(event.uid, event.kind, event.date, days.earliest(), days.latest(), days.exact, tuple(sorted(cited)))


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
