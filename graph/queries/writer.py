"""What every part of a statement shares: its parameters, its variables, and what the reader may see.

Whatever a statement looks at, it looks at through `sees_*` and `Reader.value`: an item, an edge, a claim, a value.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from graph import access
from graph.claims.claim import ATTITUDE
from graph.ontology import registry
from graph.ontology.meaning import SENSITIVITIES
from graph.queries.fields import CONFLICT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.access import Reader
    from graph.queries.fields import End


class Writer:
    """Names the parameters and variables of one statement for one reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.parameters: dict[str, Any] = {}
        self._numbers = count()
        self._hidden = [level for level in SENSITIVITIES if level not in reader.levels]

    def parameter(self, value: Any) -> str:
        """Return the name, with $, of a parameter that holds a value."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def variable(self, kind: str) -> str:
        """Return a variable that no other part of the statement has."""
        return f"{kind}{next(self._numbers)}"

    def way(self, item: str, end: End) -> tuple[str, str, str]:
        """Return the Cypher pattern of a link, its edge and the node at its end."""
        edge, node = self.variable("r"), self.variable("n")
        path = f"<-[{edge}:{end.type}]-" if end.backwards else f"-[{edge}:{end.type}]->"
        return f"({item}){path}({node}:{end.labels})", edge, node

    def edge_value(self, edge: str, name: str) -> str:
        """Return Cypher for what an edge carries; where no conflict is marked, there is none."""
        value = self.reader.value(edge, name)
        return f"coalesce({value}, false)" if name == CONFLICT else value

    def sees_item(self, item: str) -> str:
        """Return Cypher that is true where the reader may know of an item.

        One that nothing is said of is known by what speaks of it alone.
        """
        if self.reader.level == access.ALL:
            return "true"
        edge, other = self.variable("r"), self.variable("n")
        spoken_of = f"EXISTS {{ MATCH ({item})<-[{edge}]-({other}:Entity) WHERE {self.reader.sees(edge, other)} }}"
        return f"{self.reader.sees(item)} AND ({item}.citations IS NOT NULL OR {spoken_of})"

    def sees_edge(self, edge: str) -> str:
        """Return Cypher that is true where the reader may know of an edge."""
        return self.reader.sees(edge) if self._hidden else "true"

    def sees_claim(self, claim: str, item: str = "") -> str:
        """Return Cypher that is true where the reader may know of a claim; `item` is what it is about, if no claim."""
        if not self._hidden:
            return "true"
        marked = f"NOT coalesce({claim}.sensitivity, '{access.PUBLIC}') IN {self.parameter(self._hidden)}"
        closed = self._closed() if item else {}
        fields = (
            f"NOT ({item}:{label} AND {claim}.field IN {self.parameter(names)})" for label, names in closed.items()
        )
        return " AND ".join((marked, *fields))

    def sees_live_claim(self, claim: str) -> str:
        """Return Cypher that is true of a live claim, come upon by its uid, if the reader may know of it.

        To know what is said to a claim takes knowing the claim.
        """
        item, of, said = self.variable("n"), self.variable("n"), self.variable("c")
        about = both((self.sees_item(item), self.sees_claim(claim, item)))
        attitude = both((self.sees_item(of), self.sees_claim(said, of), self.sees_claim(claim)))
        return (
            f"(EXISTS {{ MATCH ({item}:Entity)-[:HAS_CLAIM]->({claim}) WHERE {about} }} OR "
            f"EXISTS {{ MATCH ({of}:Entity)-[:HAS_CLAIM]->({said}:Claim)-[:HAS_CLAIM]->({claim}) WHERE {attitude} }})"
        )

    def _closed(self) -> dict[str, list[str]]:
        """Return the properties and links of each class that the ontology closes to the reader."""
        found = {
            label: [
                name
                for name in (*registry.properties(cls), *registry.links(cls), ATTITUDE)
                if not self.reader.may_see(cls, name, None)
            ]
            for label, cls in registry.node_classes().items()
        }
        return {label: names for label, names in found.items() if names}


def both(conditions: Iterable[str]) -> str:
    """Return Cypher that is true where all conditions are; what is always true is left out."""
    return " AND ".join(each for each in conditions if each != "true") or "true"
