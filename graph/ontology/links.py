"""Links as the ontology declares them: descriptors that are neomodel's relationships and know what they mean.

A link from A to B is stored as `(a)-[:NAME]->(b)`, one relationship for each target and role. All
share one edge class, so that a link name may stand on several classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from neomodel import BooleanProperty, RelationshipTo, StructuredRel
from neomodel import StringProperty as Stored

from graph.ontology.meaning import described
from graph.ontology.properties import Stated, Text, Whole
from graph.ontology.values import GAP, UID

if TYPE_CHECKING:
    from graph.ontology.meaning import Meaning


class Edge(StructuredRel):
    """What a derived relationship carries: its role, its strongest standing, and what links may qualify."""

    role = Stored()
    standing = Stored()
    conflict = BooleanProperty()
    gap = Text(
        described(
            "How long after; P1M/P3M is at least one month and at most three.",
            "gap",
            "промежуток",
            "прамежак",
            origin="ESF 22",
        ),
        kind=GAP,
    )
    number = Whole(described("How many members of the group this holds for.", "how many", "сколько", "колькі"))
    out_of = Whole(described("How many members the group has here.", "out of", "из скольких", "з колькіх"))
    on_behalf_of = Text(described("Whom the actor acted for.", "on behalf of", "от имени", "ад імя"), kind=UID)


def edge_properties() -> dict[str, Stated]:
    """Return what a link may be qualified by, by name."""
    return {name: prop for name, prop in vars(Edge).items() if isinstance(prop, Stated)}


class Link(RelationshipTo):
    """A link of a node class: where it may lead, its name read backwards, its roles, its qualifiers.

    `belonging` says that it leads to a whole: who asks for the whole, a state for instance, means its parts too.
    """

    name: str
    owner: type

    def __init__(
        self,
        *targets: str,
        inverse: str,
        meaning: Meaning,
        roles: str = "",
        default_role: str = "",
        qualifiers: tuple[str, ...] = (),
        belonging: bool = False,
    ) -> None:
        self.targets, self.inverse, self.meaning = targets, inverse, meaning
        self.roles, self.default_role, self.qualifiers = roles, default_role, qualifiers
        self.belonging = belonging

    def __set_name__(self, owner: type, attribute: str) -> None:
        """Become neomodel's relationship once the name, and with it the type, is known."""
        self.name, self.owner = attribute.rstrip("_"), owner
        super().__init__("Entity", self.type, model=Edge)

    @property
    def type(self) -> str:
        """The relationship's type in the database."""
        return self.name.upper()

    def lookup_node_class(self) -> None:
        """Tell neomodel the class it leads to; several targets have only Entity in common."""
        from graph.ontology import registry  # noqa: PLC0415  the registry imports every class

        only = self.targets[0] if len(self.targets) == 1 else "Entity"
        self.definition["node_class"] = registry.label_class(only)
