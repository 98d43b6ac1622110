"""What somebody asks a picture of, as a part of the graph: an item, the matches of a pattern, or chosen items.

All are read as a reader of a level sees them; by default as everybody does, since pictures are made to be shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph import access
from graph.errors import UsageError
from graph.items.item import nothing_said
from graph.ontology import registry
from graph.patterns.matching import found
from graph.patterns.question import EVERYTHING
from graph.pictured import around, ordered, timelines
from graph.pictured.datasets import rests_on
from graph.pictured.denials import denied
from graph.pictured.places import everywhere
from graph.pictured.reading import read
from graph.pictured.subgraph import Subgraph
from graph.problems import nearest
from graph.store import live, past

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.access import Reader
    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity
    from graph.patterns.language.model import Pattern
    from graph.patterns.matches import Found
    from graph.patterns.question import Question
    from graph.pictured.subgraph import Node, Tie
    from graph.unit import Unit

AS_EVERYBODY = replace(EVERYTHING, level=access.PUBLIC)
PUBLISHED_BY = "published_by"


def of_item(engine: Engine, uid: str, level: Sensitivity = access.PUBLIC) -> Subgraph:
    """Return an item, by any uid that it ever had, with what stands around it; UsageError where nothing is said."""
    _refuse_other_classes(uid)

    def work(unit: Unit) -> Subgraph:
        reader, own = access.reader(unit, level), live.names(unit).get(uid, uid)
        uids, beyond = around.around(unit, reader, own)
        nodes, ties = read(unit, reader, uids)
        if own not in uids or not (asked := [node for node in nodes if node.uid == own]):
            raise nothing_said(unit, uid, reader)
        nodes, history = timelines.dated(unit, reader, own, nodes)
        rows = timelines.of_subject(unit, reader, own, history)
        made = Subgraph(asked[0].name or own, tuple(nodes), tuple(ties), (own,), rows, asked={"target": own})
        further = (f"{beyond} more items around it",) if beyond else ()
        return _whole(unit, reader, replace(made, left_out=further))

    return engine.read(work)


def of_pattern(
    engine: Engine, pattern: Pattern, asked: dict[str, Any], question: Question = AS_EVERYBODY, *, align: str = ""
) -> Subgraph:
    """Return the matches of a pattern with what their events are linked to; `asked` is how to ask for it again.

    The lines of its timeline are laid under the step to `align` on; UsageError if there is no such step.
    """
    if align and align not in {step.id for step in pattern.steps}:
        known = [step.id for step in pattern.steps]
        hint = f"{nearest(align, known)} known: {', '.join(known)}".strip()
        raise UsageError(f"{pattern.name} has no step {align!r}", way_out=hint)

    def work(unit: Unit) -> Subgraph:
        reader, answer = access.reader(unit, question.level), found(unit, pattern, question)
        events = {event.uid: event for match in answer.matches for event in match.events}
        subjects = dict.fromkeys(match.uid for match in answer.matches)
        nodes, ties = read(unit, reader, dict.fromkeys((*subjects, *around.of_events(unit, reader, events))))
        dated = (_as_matched(node, events[node.uid]) if node.uid in events else node for node in nodes)
        rows = timelines.of_matches(answer, align)
        made = Subgraph(answer.title, tuple(dated), tuple(ties), tuple(subjects), rows, asked=asked)
        undecided = tuple(f"{uid}: too many events to decide" for uid in answer.undecided)
        return _whole(unit, reader, replace(made, left_out=undecided))

    return past.looked_at(engine, question.recorded_by, work) if question.recorded_by else engine.read(work)


def of_items(
    engine: Engine, title: str, uids: Collection[str], asked: dict[str, Any], level: Sensitivity = access.PUBLIC
) -> Subgraph:
    """Return chosen items and what links them to each other; `asked` is how to ask for them again."""

    def work(unit: Unit) -> Subgraph:
        reader = access.reader(unit, level)
        nodes, ties = read(unit, reader, uids)
        return _whole(unit, reader, Subgraph(title, tuple(nodes), tuple(ties), asked=asked))

    return engine.read(work)


def _as_matched(node: Node, event: Found) -> Node:
    """Return an event with the days between which the pattern's answer has it."""
    return replace(node, earliest=event.earliest, latest=event.latest)


def _refuse_other_classes(uid: str) -> None:
    prefixes = registry.by_prefix()
    prefix = uid.partition("/")[0]
    if prefix not in prefixes:
        known = f"uids begin with {', '.join(f'{each}/' for each in prefixes)}"
        raise UsageError(f"there is no item {uid!r}", way_out=nearest(prefix, prefixes) or known)


def _whole(unit: Unit, reader: Reader, made: Subgraph) -> Subgraph:
    """Return a part of the graph with its denials, sources and datasets, and no tie that leads out of it."""
    shown = {node.uid for node in made.nodes}
    inside = [tie for tie in made.ties if tie.end in shown]
    nodes, ties = denied(unit, reader, made.nodes, inside)
    sources, publishers = _sources(unit, reader, nodes, ties)
    datasets, as_of = rests_on(unit, shown)
    return replace(
        made,
        nodes=ordered.nodes(nodes),
        ties=ordered.ties((*ties, *publishers)),
        sources=tuple(sources),
        places=everywhere(unit),
        datasets=datasets,
        as_of=as_of,
    )


def _sources(unit: Unit, reader: Reader, nodes: Iterable[Node], ties: Iterable[Tie]) -> tuple[list[Node], list[Tie]]:
    """Return the documents and parties that are named beside the nodes, and who published what of all."""
    shown = [node.uid for node in nodes]
    said: tuple[Node | Tie, ...] = (*nodes, *ties)
    cited = [place for each in said for place in each.citations]
    named = dict.fromkeys(uid for place in cited for uid in (place.source, place.quoted_in, place.by) if uid)
    deniers = dict.fromkeys(uid for each in said for uid in each.denied_by)
    found, links = read(unit, reader, [uid for uid in named | deniers if uid not in shown])
    published = [tie for tie in links if tie.link == PUBLISHED_BY]
    missing = dict.fromkeys(tie.end for tie in published if tie.end not in {*shown, *named, *deniers})
    publishers, _ = read(unit, reader, missing)
    return [*found, *publishers], published
