"""How a node looks: all of it from the ontology, so that a new class is drawn without another edit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.look import Lane

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.ontology.look import Colour, Look
    from graph.pictured.subgraph import Node, Tie

_LIGHT = 0.75
"""How much white a tint has: black letters stand out on every one of them."""
_DARK = 0.7

INK, OPPOSED = "#333333", "#A04000"
"""Of lines, and of those that a party denies: darker than any class, and told by a sign as well."""

ACTING, BEFALLING = Event.actors.roles, Event.subject.roles
"""The vocabularies of the roles in which somebody acts, and of those in which something befalls somebody."""


def look(kind: str) -> Look:
    """Return how the class of that name looks."""
    return registry.label_class(kind).look


@cache
def tint(colour: Colour, light: float = _LIGHT) -> str:
    """Return the light variant of a colour, which a shape is filled with."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * light):02X}" for part in parts)


@cache
def outline(colour: Colour) -> str:
    """Return the dark variant of a colour, which a shape is drawn in: it stands out from white in grey too."""
    return "#" + "".join(f"{round(int(colour[at : at + 2], 16) * _DARK):02X}" for at in (1, 3, 5))


def lanes(nodes: Iterable[Node], ties: Collection[Tie], focus: Collection[str]) -> dict[str, Lane]:
    """Return the lane of each node, by uid: among those who were targeted stands nobody else but who was asked for."""
    acted = {tie.end for tie in ties if _roles(tie) == ACTING}
    befell = {tie.end for tie in ties if _roles(tie) == BEFALLING}.union(focus)
    return {node.uid: _lane(node, acted, befell) for node in nodes}


def _lane(node: Node, acted: set[str], befell: set[str]) -> Lane:
    usual = look(node.kind).lane
    if usual is not Lane.targeted or node.uid in befell:
        return usual
    return Lane.acted if node.uid in acted else Lane.other


def _roles(tie: Tie) -> str:
    return registry.links(registry.class_of(tie.start))[tie.link].roles
