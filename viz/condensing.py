"""What is too large to be read: a network told in groups, by kind and year or by class; a timeline's first rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.ontology.events import Event
from graph.pictured.subgraph import Node, Subgraph
from viz.order import in_order
from viz.words import kind_word, term_word

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from graph.pictured.subgraph import Row, Tie

MOST = 300
"""Nodes that a reader can still find on a sheet, and events on a timeline."""
READABLE = 100
"""Nodes, some of which stand for many, that a picture of groups is brought down to."""

_YEAR = 4
"""Signs of a year in a date."""


def condensed(subgraph: Subgraph) -> Subgraph:
    """Return the same told in few nodes if it has too many; what stands for several says for how many.

    What was asked for stands by itself, unless that is too much already.
    """
    if len(subgraph.nodes) <= MOST:
        return subgraph
    asked = subgraph.focus if len(subgraph.focus) <= READABLE // 2 else ()
    found = _grouped(replace(subgraph, focus=asked), Event.__name__, _kind_and_year)
    while len(found.nodes) > READABLE and (kind := _commonest(found)):
        found = _grouped(found, kind, lambda node: node.kind)
    told = f"{len(subgraph.nodes)} items are told as {len(found.nodes)}; ask for one of them to see what is around it"
    return replace(found, focus=subgraph.focus, left_out=(*found.left_out, told), rows=())


def _kind_and_year(node: Node) -> Hashable:
    return node.properties.get("kind", ""), (node.earliest or "")[:_YEAR]


def _commonest(subgraph: Subgraph) -> str:
    """Return the class of which there are most nodes beside those that were asked for; "" where each has but one."""
    counts = Counter(node.kind for node in subgraph.nodes if node.uid not in subgraph.focus)
    kind, count = counts.most_common(1)[0]
    return kind if count > 1 else ""


def _grouped(subgraph: Subgraph, kind: str, key: Callable[[Node], Hashable]) -> Subgraph:
    """Return the part with one node for all of a class that have a key in common; those that were asked for stay."""
    groups: dict[Hashable, list[Node]] = defaultdict(list)
    for node in subgraph.nodes:
        stays = node.kind != kind or node.uid in subgraph.focus
        groups[node.uid if stays else (kind, key(node))].append(node)
    nodes = [_one(some, number) for number, some in enumerate(groups.values())]
    into = {old.uid: new.uid for new, some in zip(nodes, groups.values(), strict=True) for old in some}
    return replace(subgraph, nodes=tuple(nodes), ties=tuple(_joined(subgraph.ties, into)))


def _one(some: list[Node], number: int) -> Node:
    """Return the node that stands for some; its uid is none that an item could have."""
    first = some[0]
    if len(some) == 1:
        return first
    many = sum(node.properties.get("stands_for", 1) for node in some)
    kind = str(first.properties.get("kind", "")) if first.kind == Event.__name__ else ""
    what = term_word("event_kinds", kind) if kind else kind_word(first.kind)
    year = (first.earliest or "")[:_YEAR]
    date = {"date": year} if year and first.kind == Event.__name__ else {}
    uid = f"{first.uid.partition('/')[0]}/~{number}"
    properties = {"stands_for": many, **date}
    return Node(
        uid, first.kind, f"{many} × {what}", properties, first.earliest, max(node.latest or "" for node in some) or None
    )


def _joined(ties: tuple[Tie, ...], into: dict[str, str]) -> list[Tie]:
    """Return ties between the new nodes, one for all that say the same, with how many do."""
    same: dict[Hashable, list[Tie]] = defaultdict(list)
    for tie in ties:
        start, end = into.get(tie.start, tie.start), into.get(tie.end, tie.end)
        if start != end:
            same[start, tie.link, end, tie.role].append(replace(tie, start=start, end=end))
    return [_tie(some) for some in same.values()]


def _tie(some: list[Tie]) -> Tie:
    first = some[0]
    if len(some) == 1:
        return first
    return replace(
        first,
        conflict=any(tie.conflict for tie in some),
        properties={"times": sum(tie.properties.get("times", 1) for tie in some)},
        denied_by=tuple(dict.fromkeys(uid for tie in some for uid in tie.denied_by)),
        citations=tuple(dict.fromkeys(place for tie in some for place in tie.citations)),
    )


def shortened(subgraph: Subgraph) -> Subgraph:
    """Return the part with what its rows tell of alone, and no more rows than a reader can follow."""
    rows = tuple(_readable(subgraph))
    shown = {uid for row in rows for uid in (row.subject, *row.events)}
    nodes = tuple(node for node in subgraph.nodes if node.uid in shown)
    beside = tuple(node for node in subgraph.nodes if node.uid not in shown)
    return replace(
        subgraph,
        nodes=nodes,
        rows=rows,
        sources=(*subgraph.sources, *beside),
        left_out=(*subgraph.left_out, *_left_out(subgraph.rows, rows)),
    )


def _readable(subgraph: Subgraph) -> Iterator[Row]:
    """Yield the first rows, up to so many events; of a first row that is longer by itself its first events."""
    left = MOST
    for row in subgraph.rows:
        if len(row.events) > left:
            if left == MOST:
                order = [node.uid for node in in_order(subgraph.nodes, subgraph.ties)]
                yield replace(row, events=tuple(sorted(row.events, key=order.index)[:MOST]))
            return
        left -= len(row.events)
        yield row


def _left_out(rows: Sequence[Row], shown: Sequence[Row]) -> Iterator[str]:
    if len(shown) < len(rows):
        yield f"{len(rows) - len(shown)} of {len(rows)} rows; draw what one of them is about to see it"
    if (events := len(rows[0].events) if rows else 0) > MOST:
        yield f"the last {events - MOST} of {events} events in the first row"
