"""An event and its subject's role in it as one number: what a packed history says of each beside its day.

Every number is a sum of one for each field, so that the database makes it from an event, and a filter finds all that
are meant, without either knowing of the other. What most patterns ask for stands lowest, so that the codes of all that
is meant can be listed; the fields above it are read out of the number one by one.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

FIELDS = ("kind", "ground", "modality")
"""The properties of an event that the lowest part of its number tells, its code, together with the role."""
ROLE = "role"
FURTHER = ("formal_act", "outcomes")
"""The properties that the number tells above it."""
PLACES = dict.fromkeys((*FIELDS, ROLE, *FURTHER), 1) | {"outcomes": 3}
"""How many terms of each the number tells; whoever has an event with more side by side has no list."""
NONE = ""
"""What stands for a property that is not stated."""

Numbers = dict[str, int]


def parts() -> dict[str, list[Numbers]]:
    """Return what each term adds to a number, by field and place; of one that is not stated as well."""
    found: dict[str, list[Numbers]] = {}
    step = 1
    for name, places in PLACES.items():
        terms = (NONE, *scheme(_scheme(name)).terms)
        found[name] = []
        for _ in range(places):
            found[name].append({term: n * step for n, term in enumerate(terms)})
            step *= len(terms)
    return found


def codes() -> int:
    """Return how many codes there are: each is less."""
    return prod(len(parts()[name][0]) for name in (*FIELDS, ROLE))


def count() -> int:
    """Return how many numbers there are: each is less."""
    return prod(len(numbers) for places in parts().values() for numbers in places)


def meant(terms: Mapping[str, Collection[str]]) -> list[int]:
    """Return the codes of all events that have one of these terms, in each of the fields that are named."""
    every = parts()
    wanted = (
        [part for term, part in every[name][0].items() if term in terms.get(name, every[name][0])]
        for name in (*FIELDS, ROLE)
    )
    return sorted(map(sum, product(*wanted)))


class Digit(NamedTuple):
    """A place of a number: `number / step % size` is one of the `wanted`."""

    step: int
    size: int
    wanted: list[int]


def digits(field: str, terms: Collection[str]) -> list[Digit]:
    """Return the places of a further field of which one says a term that is meant; NONE stands at the first alone."""
    found = []
    for n, numbers in enumerate(parts()[field]):
        step = min(filter(None, numbers.values()))
        meant = [part // step for term, part in numbers.items() if term in terms and (term != NONE or not n)]
        found.append(Digit(step, len(numbers), meant))
    return [digit for digit in found if digit.wanted]


def legend() -> list[str]:
    """Return what the numbers mean, as the database keeps it: where that has changed, they are made anew."""
    return [f"{name} {' '.join(numbers)}" for name, places in parts().items() for numbers in places]


def _scheme(name: str) -> str:
    links, properties = registry.links(Event), registry.properties(Event)
    return str(links["subject"].roles if name == ROLE else properties[name].kind.scheme)
