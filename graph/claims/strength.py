"""What makes one claim stronger than another: its standing, then its source; never the order of loading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.claims.claim import Claim


@dataclass(frozen=True, slots=True)
class Weight:
    """What a source's own claims say of its weight: whether we hold it, and its day of publication."""

    held: bool = False
    published: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What must be known beside an item's claims: each source's weight, and the uid that stands for another."""

    weights: dict[str, Weight] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def own(self, uid: str) -> str:
        """Return the uid of the node that a uid means."""
        return self.names.get(uid, uid)

    def weight(self, source: str) -> Weight:
        """Return the weight of the source that a claim cites."""
        return self.weights.get(self.own(source), _UNKNOWN)


_UNKNOWN = Weight()

Order = tuple[int, bool, int, str]


def strength(context: Context) -> Callable[[Claim], Order]:
    """Return the sort key of claims, best first."""
    standings = scheme("standings")
    ranks = {name: standings.rank(name) for name in (*standings.terms, *standings.replaced)}

    def key(claim: Claim) -> Order:
        weight = context.weight(claim.source)
        return ranks.get(claim.standing, len(ranks)), not weight.held, -weight.published, claim.uid

    return key
