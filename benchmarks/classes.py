"""The schema with more node classes: `python -m benchmarks.classes COUNT` prints how long it takes, and its size."""

from __future__ import annotations

import sys
import time

from api.graphql.schema import schema, sdl
from graph.ontology import registry
from graph.ontology.entity import Entity
from graph.ontology.links import Link
from graph.ontology.meaning import described
from graph.ontology.properties import Date, Text

_SAID = described("Made for a measurement.", "more", "ещё", "яшчэ")


def shipped() -> list[str]:
    """Return the node classes that there are without more."""
    return list(registry.node_classes())


def _made(number: int) -> type:
    """Return a node class with a text, a date and a link."""
    link = Link("Actor", inverse=f"more{number}_of", roles="subject_roles", default_role="target", meaning=_SAID)
    properties = {"code": Text(_SAID), "made": Date(_SAID), "leads_to": link}
    named = {"prefix": f"more{number}", "plural": f"mores{number}", "meaning": _SAID, "__module__": __name__}
    return type(f"More{number}", (Entity,), named | properties)


def _print(count: int) -> None:
    more = [_made(number) for number in range(count - len(shipped()))]
    began = time.perf_counter()
    made = schema()
    seconds = time.perf_counter() - began
    types = len(made._schema.type_map)  # noqa: SLF001  strawberry has it nowhere else
    size = f"{types} types, {len(sdl()) / 1e3:.0f} kB"
    print(f"schema of {len(shipped())} node classes, {len(more)} made for this: {seconds:.2f} s, {size}")


if __name__ == "__main__":
    _print(int(sys.argv[1]))
