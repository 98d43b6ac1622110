"""The order in which the nodes and ties of a part of the graph stand: that of what is shown of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.pictured.subgraph import Node, Tie


def nodes(some: Iterable[Node]) -> tuple[Node, ...]:
    """Return nodes class by class as the ontology has them, events by their days."""
    places = {kind: place for place, kind in enumerate(registry.node_classes())}
    return tuple(sorted(some, key=lambda node: (places[node.kind], node.earliest or "~", node.uid)))


def ties(some: Iterable[Tie]) -> tuple[Tie, ...]:
    """Return ties by where they lead from, the link, and where to."""
    return tuple(sorted(some, key=lambda tie: (tie.start, tie.link, tie.end, tie.role)))
