"""A uid that gives away whom a pseudonym stands for: found before it is written anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph import access
from graph.names import words
from graph.ontology import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.claims.claim import Claim
    from graph.ontology.entity import Entity


def told_by_uid(cls: type[Entity], uid: str, claims: Iterable[Claim]) -> set[str]:
    """Return the words of closed values, and of the name where it is closed, that the uid of an item tells."""
    properties = registry.properties(cls)
    said = [claim for claim in claims if claim.field in properties]
    closed = any(properties[claim.field].closes_uid for claim in said)
    telling = [
        str(claim.value)
        for claim in said
        if access.sensitivity(cls, claim.field, claim.sensitivity) != access.PUBLIC
        or (closed and properties[claim.field].naming)
    ]
    return words(uid.partition("/")[2]) & set().union(*map(words, telling))
