"""An event and its subject's role in it as one number: what a packed history says of each beside its day.

Every number is a sum of one for the kind, one for the ground, one for the modality and one for the role, so that the
database makes it from an event, and a filter finds all that are meant, without either knowing of the other.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

FIELDS = ("kind", "ground", "modality")
"""The properties of an event that its number tells."""
ROLE = "role"
NONE = ""
"""What stands for a property that is not stated."""

Numbers = dict[str, dict[str, int]]
"""For each field, and the role, the part of the number that a term makes."""


def parts() -> Numbers:
    """Return what each term adds to a number, by field; of one that is not stated as well."""
    found: Numbers = {}
    step = 1
    for name, listed in _schemes().items():
        found[name] = {term: n * step for n, term in enumerate((NONE, *scheme(listed).terms))}
        step *= len(found[name])
    return found


def count() -> int:
    """Return how many numbers there are: each is less."""
    return prod(map(len, parts().values()))


def meant(terms: Mapping[str, Collection[str]]) -> list[int]:
    """Return the numbers of all events that have one of these terms, in each of the fields that are named."""
    wanted = (
        [part for term, part in every.items() if term in terms.get(name, every)] for name, every in parts().items()
    )
    return sorted(map(sum, product(*wanted)))


def legend() -> list[str]:
    """Return what the numbers mean, as the database keeps it: where that has changed, they are made anew."""
    return [f"{name} {' '.join(terms)}" for name, terms in parts().items()]


def _schemes() -> dict[str, str]:
    """Return the scheme of each field, and of the role."""
    properties = registry.properties(Event)
    return {name: properties[name].kind.scheme for name in FIELDS} | {ROLE: str(registry.links(Event)["subject"].roles)}
