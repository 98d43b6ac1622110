"""An answer to a pattern as a part of the graph: what it says of its matches by itself, without a look at the graph."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.vocabulary import scheme
from graph.patterns.language.model import SUBJECT, SUBJECT_ROLE
from graph.pictured import ordered, timelines
from graph.pictured.subgraph import Cited, Node, Subgraph, Tie

if TYPE_CHECKING:
    from graph.patterns.answer import Answer
    from graph.patterns.matches import Found


def told(answer: Answer) -> Subgraph:
    """Return the subjects and the events of an answer's matches, and a line of each match."""
    subjects = {match.uid: match.name for match in answer.matches}
    events = {event.uid: event for match in answer.matches for event in match.events}
    return Subgraph(
        title=answer.title,
        nodes=ordered.nodes((*(_subject(*each) for each in subjects.items()), *map(_event, events.values()))),
        ties=ordered.ties(
            Tie(event.uid, SUBJECT, match.uid, SUBJECT_ROLE) for match in answer.matches for event in match.events
        ),
        focus=tuple(subjects),
        rows=timelines.of_matches(answer),
    )


def _subject(uid: str, name: str) -> Node:
    return Node(uid, registry.class_of(uid).__name__, name)


def _event(event: Found) -> Node:
    term = scheme("event_kinds").terms.get(event.kind)
    return Node(
        uid=event.uid,
        kind=Event.__name__,
        name=term.meaning.labels.en if term else event.kind,
        properties={"date": event.date} if event.date else {},
        earliest=event.earliest,
        latest=event.latest,
        citations=tuple(Cited(*astuple(each)) for each in event.citations),
    )
