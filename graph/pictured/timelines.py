"""The lines of a timeline: the events of one subject, or of each match of a pattern, in order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.patterns import bearing
from graph.patterns.history import histories
from graph.patterns.timeline import in_order
from graph.pictured.subgraph import Row
from graph.time.days import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph.access import Reader
    from graph.patterns.answer import Answer
    from graph.patterns.history import Happening, History
    from graph.patterns.matches import FilledStep, Match
    from graph.pictured.subgraph import Node
    from graph.unit import Unit

Gap = tuple[str, str, int, int | None]
"""From which event to which, the days at least and at most."""


def dated(unit: Unit, reader: Reader, uid: str, nodes: Collection[Node]) -> tuple[list[Node], History]:
    """Return the nodes with the days of events as all that bears on them tells, and the history that tells it."""
    events = [node.uid for node in nodes if node.kind == "Event"]
    history = histories(unit, [uid], reader, {uid: events})[uid]
    days = {event: happening.days for event, happening in history.events.items()}
    return [
        replace(node, earliest=days[node.uid].earliest(), latest=days[node.uid].latest()) if node.uid in days else node
        for node in nodes
    ], history


def of_subject(unit: Unit, reader: Reader, uid: str, history: History) -> tuple[Row, ...]:
    """Return the line of what happened to a subject; nothing where nothing did."""
    own = bearing.own_events(unit, [uid], reader).get(uid, ())
    events = [history.events[each] for each in in_order(history) if each in own]
    return (Row(uid, tuple(event.uid for event in events), gaps=tuple(_gaps(history, events))),) if events else ()


def _gaps(history: History, events: Iterable[Happening]) -> Iterator[Gap]:
    """Yield the days between neighbours that something bounds."""
    if not history.worlds.exist():
        return
    for earlier, later in pairwise(event for event in events if event.days.first > FIRST_DAY):
        if earlier.days.last < LAST_DAY and later.days.last < LAST_DAY:
            least, most = history.worlds.gap(earlier.uid, later.uid)
            yield earlier.uid, later.uid, least, most


def of_matches(answer: Answer, align: str = "") -> tuple[Row, ...]:
    """Return a line for each match, laid under the first event of a step; of the first step if none is named."""
    return tuple(_of_match(match, align) for match in answer.matches)


def _of_match(match: Match, align: str) -> Row:
    filled = {step.step: step for step in match.steps if step.events}
    first = next(iter(filled.values()))
    return Row(
        subject=match.uid,
        events=tuple(event.uid for event in match.events),
        aligned=filled.get(align, first).events[0].uid,
        certain=match.time == "certain",
        gaps=tuple(
            (_latest(filled[gap.start]), filled[gap.end].events[0].uid, gap.min_days, gap.max_days)
            for gap in match.gaps
        ),
    )


def _latest(step: FilledStep) -> str:
    return step.events[-1].uid
