"""What the places of the whole graph are called: who is called after one tells it, whether it is drawn or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph import access
from graph.ontology import registry
from graph.ontology.places import Place
from graph.pictured.subgraph import Node

if TYPE_CHECKING:
    from graph.unit import Unit


def everywhere(unit: Unit) -> tuple[Node, ...]:
    """Return every place with its names alone, closed ones too: they are known to be left out, and never shown."""
    naming = [name for name, field in registry.properties(Place).items() if field.naming]
    rows = unit.run(f"MATCH (p:{Place.__name__}) RETURN p.uid AS uid, properties(p) AS said")
    reader = access.reader(unit, access.ALL)
    return tuple(_named(row["uid"], reader.seen(row["said"]), naming) for row in rows)


def _named(uid: str, said: dict[str, Any], naming: list[str]) -> Node:
    return Node(uid, Place.__name__, said.get("name") or "", {name: said[name] for name in naming if said.get(name)})
