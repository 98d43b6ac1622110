"""Whether a choice of events is the pattern's sequence: in every world, in some, or in none.

It is certain if the order and all bounds hold in every world of the subject's whole history, possible if
they hold together in at least one. A date that its source doubts makes at most possible.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graph import access
from graph.access import ALL
from graph.ontology.vocabulary import scheme
from graph.patterns import candidates
from graph.patterns.answer import Answer, Cited, FilledStep, Found, Gap, Match
from graph.patterns.history import Happening, History, histories
from graph.time.conditions import Asked, AtLeast, AtMost, Before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine, Unit
    from graph.ontology.meaning import Sensitivity
    from graph.patterns.answer import Certainty, Reason
    from graph.patterns.model import Pattern, Step

_BEYOND_HISTORY = 365_000
"""Days. Events that can be a thousand years apart are bounded by nothing but the calendar's ends."""


def match(engine: Engine, pattern: Pattern, level: Sensitivity = ALL) -> Answer:
    """Return every match that a reader of the level may see, by the subject's name, with citations and gaps."""

    def work(unit: Unit) -> Answer:
        reader = access.reader(unit, level)
        text, parameters = candidates.statement(pattern, reader)
        rows = unit.run(text, **parameters)
        known = histories(unit, [row["uid"] for row in rows], reader)
        matches = [
            found
            for row in rows
            if known[row["uid"]].worlds.exist()
            for choice in sorted(row["choices"])
            if (found := _judged(pattern, row["uid"], row["name"], known[row["uid"]], choice))
        ]
        torn = tuple(row["uid"] for row in rows if not known[row["uid"]].worlds.exist())
        return Answer(pattern.name, pattern.title, tuple(matches), torn)

    return engine.read(work)


def _conditions(steps: tuple[Step, ...], choice: list[str]) -> Iterator[Asked]:
    for (earlier, later), step in zip(pairwise(choice), steps[1:], strict=True):
        yield Before(earlier, later)
        if step.within:
            yield AtMost(earlier, later, step.within)
        if step.at_least:
            yield AtLeast(earlier, later, step.at_least)


def certainty(pattern: Pattern, history: History, choice: list[str]) -> Certainty | None:
    """Return how sure it is that the choice is the pattern's sequence; None if no world has it."""
    conditions = tuple(_conditions(pattern.steps, choice))
    if not history.worlds.some(*conditions):
        return None
    doubtful = any(history.events[each].days.doubtful for each in choice)
    return "possible" if doubtful or not history.firm.all(*conditions) else "certain"


def _judged(pattern: Pattern, uid: str, name: str, history: History, choice: list[str]) -> Match | None:
    """Return the match that the choice is; None if no world has it."""
    time = certainty(pattern, history, choice)
    if time is None:
        return None
    events = [history.events[each] for each in choice]
    return Match(
        uid=uid,
        name=name,
        time=time,
        because=() if time == "certain" else _reasons(events),
        standing=_weakest(events),
        under=tuple(sorted({place.by for event in events for place in event.citations if place.by})),
        steps=tuple(FilledStep(step.id, (_found(event),)) for step, event in zip(pattern.steps, events, strict=True)),
        gaps=tuple(_gaps(pattern, history, choice)),
    )


def _reasons(events: list[Happening]) -> tuple[Reason, ...]:
    return ("time", "claims") if any(event.rivals for event in events) else ("time",)


def _gaps(pattern: Pattern, history: History, choice: list[str]) -> Iterator[Gap]:
    conditions = tuple(_conditions(pattern.steps, choice))
    for (start, end), (earlier, later) in zip(pairwise(pattern.steps), pairwise(choice), strict=True):
        least, most = history.worlds.gap(earlier, later, *conditions)
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
