"""The controlled terms: read from `vocabulary.yaml`, checked once, found by scheme and name.

A scheme is a SKOS concept scheme in small: terms with labels, a definition and up to two broader
terms. What asks for a term is satisfied by every term below it, so that `release` finds a release
on bail.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from graph.ontology.meaning import Labels, Meaning


@dataclass(frozen=True, slots=True)
class Term:
    """One controlled value; `broader` are the terms directly above it."""

    name: str
    meaning: Meaning
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of terms that one property, or the role of one link, takes its values from."""

    name: str
    meaning: Meaning
    terms: dict[str, Term]

    def below(self, name: str) -> frozenset[str]:
        """Return the term itself and all that are narrower, at any depth."""
        found = {name}
        while more := {t.name for t in self.terms.values() if found.intersection(t.broader)} - found:
            found |= more
        return frozenset(found)

    def rank(self, name: str) -> int:
        """Return the term's place in the scheme, from 0: standings stand strongest first."""
        return list(self.terms).index(name)


def _meaning(entry: dict[str, Any]) -> Meaning:
    return Meaning(entry["definition"], Labels(**entry["label"]), entry.get("origin", ""))


def _scheme(name: str, entry: dict[str, Any]) -> Scheme:
    terms = {term: Term(term, _meaning(said), tuple(said.get("broader", ()))) for term, said in entry["terms"].items()}
    return Scheme(name, _meaning(entry), terms)


@cache
def schemes() -> dict[str, Scheme]:
    """Return every scheme of the vocabulary by its name."""
    text = resources.files("graph.ontology").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    return {name: _scheme(name, entry) for name, entry in yaml.safe_load(text).items()}


def scheme(name: str) -> Scheme:
    """Return the scheme of that name; KeyError is a fault of the ontology, not of an input."""
    return schemes()[name]
