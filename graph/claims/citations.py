"""Where what is shown of an item stands: derived onto the item itself, so that no answer has to look at claims.

An item has one text for each place in a source, best first, with the properties and links that it speaks of;
an edge has the numbers of those that speak of it. What is said without a source has an entry as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.claims.claim import Claim
    from graph.claims.strength import Context

CITATIONS, CITED = "citations", "cited"
"""The derived properties: of an item its citations, of an edge the numbers of those among them."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One place where something stands of an item; `says` are the properties and links that it speaks of."""

    source: str
    locator: str
    standing: str
    by: str
    quoted_in: str
    says: tuple[str, ...]


Place = tuple[str, str, str, str, str]


class Citations:
    """The citations of one item's claims, best first."""

    def __init__(self, claims: Iterable[Claim], context: Context) -> None:
        self._context = context
        self._says: dict[Place, set[str]] = {}
        for claim in claims:
            self._says.setdefault(self._place(claim), set()).add(claim.field)
        self._numbers = {place: number for number, place in enumerate(self._says)}

    def _place(self, claim: Claim) -> Place:
        own, standing = self._context.own, scheme("standings").current(claim.standing)
        return own(claim.source), claim.locator, standing, own(claim.by), own(claim.quoted_in)

    def numbers(self, claims: Iterable[Claim]) -> list[int]:
        """Return which of the citations these claims rest on."""
        return sorted({self._numbers[self._place(claim)] for claim in claims})

    def stored(self) -> list[str]:
        """Return the citations as they are stored with the item."""
        return [_text(Cited(*place, says=tuple(sorted(said)))) for place, said in self._says.items()]


def _text(cited: Cited) -> str:
    said = [cited.source, cited.locator, cited.standing, cited.by, cited.quoted_in, *cited.says]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read(stored: Iterable[str] | None) -> list[Cited]:
    """Return the citations that are stored with an item, in the order that edges number them in."""
    return [_cited(text) for text in stored or ()]


def _cited(text: str) -> Cited:
    source, locator, standing, by, quoted_in, *says = json.loads(text)
    return Cited(source, locator, standing, by, quoted_in, tuple(says))
