"""A class, a property and a link that no profile knows: run as a process of its own, it prints what leaves of them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

from graph.ontology.actors import Person
from graph.ontology.links import Link
from graph.ontology.meaning import described
from graph.ontology.properties import Text

Person.ailment = Text(described("What ails the person.", "ailment", "болезнь", "хвароба"))
Person.flew_on = Link("Flight", inverse="passengers", meaning=described("On board.", "flew on", "летел", "ляцеў"))
Person.flew_on.__set_name__(Person, "flew_on")

from graph.pictured.subgraph import Node, Subgraph, Tie  # noqa: E402
from graph.share import profiles  # noqa: E402  only now is the ontology whole
from graph.share.subgraphs import release  # noqa: E402
from tests.ontology.new_class import Flight  # noqa: E402
from tests.sharing.files import texts  # noqa: E402
from viz.pictures import MAKERS  # noqa: E402

NEW = ("SU-1", "Malady", "flew on")
FOUND = Subgraph(
    "A",
    (
        Node("person/a", "Person", "A", {"name": "A", "ailment": "Malady"}),
        Node("event/a", "Event", "", {"kind": "arrest"}),
        Node("flight/su-1", "Flight", "SU-1", {"name": "SU-1", "number": "SU-1"}),
    ),
    (
        Tie("event/a", "subject", "person/a", "target"),
        Tie("person/a", "flew_on", "flight/su-1"),
        Tie("flight/su-1", "carried", "person/a", "target"),
    ),
    ("person/a",),
)


def main() -> None:
    """Print what each kind of file tells of what is new: under each profile, one that opens it, and none."""
    shipped = {name: profiles.profile(name) for name in profiles.names()}
    internal = shipped["internal"]
    opened = {Flight.__name__: frozenset(("name",)), Person.__name__: internal.open["Person"] | {"ailment", "flew_on"}}
    own = replace(internal, open={**internal.open, **opened})
    parts = {name: release(FOUND, profile) for name, profile in {**shipped, "own": own}.items()} | {"": FOUND}
    told = {
        name + ending: [said for said in NEW if any(said in text for text in texts(make(part)))]
        for name, part in parts.items()
        for ending, make in MAKERS.items()
        if ending != ".png"
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
