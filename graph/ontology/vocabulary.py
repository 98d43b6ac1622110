"""The controlled terms: read from `vocabulary.yaml`, checked once, found by scheme and name.

A scheme is a SKOS concept scheme in small: terms with labels, a definition and up to two broader
terms. What asks for a term is satisfied by every term below it, so that `release` finds a release
on bail.

A term is never taken away, since claims say it. One that is renamed stands as `renamed_from: [old]` on the
new one; one that is given up stays, with `deprecated: {since: "0.2", use: other}`, or with several to use
if it was split. A claim keeps the word of its source; what is shown of it is the `current` term.
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
    renamed_from: tuple[str, ...] = ()
    use: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of terms that one property, or the role of one link, takes its values from.

    `replaced` leads from names that are no longer to be said to what says it now: one term, or several to
    choose from.
    """

    name: str
    meaning: Meaning
    terms: dict[str, Term]
    replaced: dict[str, tuple[str, ...]]

    def current(self, name: str) -> str:
        """Return the term that shows what `name` says; one that was split stays, since only a person can choose."""
        while len(instead := self.replaced.get(name, ())) == 1:
            name = instead[0]
        return name

    def advice(self, name: str) -> str:
        """Return what to say instead of an older name; "" for a term in use."""
        instead = self.replaced.get(name)
        return f"{' or '.join(instead)} ({name} is an older term)" if instead else ""

    def below(self, name: str) -> frozenset[str]:
        """Return the term itself, by its current name, and all that are narrower, at any depth."""
        found = {self.current(name)}
        while more := {t.name for t in self.terms.values() if found.intersection(t.broader)} - found:
            found |= more
        return frozenset(found)

    def rank(self, name: str) -> int:
        """Return the term's place in the scheme, from 0: standings stand strongest first."""
        return list(self.terms).index(self.current(name))


def _meaning(entry: dict[str, Any]) -> Meaning:
    return Meaning(entry["definition"], Labels(**entry["label"]), entry.get("origin", ""))


def _scheme(name: str, entry: dict[str, Any]) -> Scheme:
    terms = {term: _term(term, said) for term, said in entry["terms"].items()}
    renamed = {old: (term.name,) for term in terms.values() for old in term.renamed_from}
    given_up = {term.name: term.use for term in terms.values() if term.use}
    return Scheme(name, _meaning(entry), terms, renamed | given_up)


def _term(name: str, said: dict[str, Any]) -> Term:
    given_up = said.get("deprecated", {})
    use = given_up.get("use", ())
    return Term(
        name,
        _meaning(said),
        tuple(said.get("broader", ())),
        tuple(said.get("renamed_from", ())),
        (use,) if isinstance(use, str) else tuple(use),
        given_up.get("since", ""),
    )


def parsed(text: str) -> dict[str, Scheme]:
    """Return the schemes that a text like `vocabulary.yaml` has, by name."""
    return {name: _scheme(name, entry) for name, entry in yaml.load(text, yaml.CSafeLoader).items()}


def written() -> str:
    """Return the text of `vocabulary.yaml`."""
    return resources.files("graph.ontology").joinpath("vocabulary.yaml").read_text(encoding="utf-8")


@cache
def schemes() -> dict[str, Scheme]:
    """Return every scheme of the vocabulary by its name."""
    return parsed(written())


def scheme(name: str) -> Scheme:
    """Return the scheme of that name; KeyError is a fault of the ontology, not of an input."""
    return schemes()[name]


def replacements() -> list[str]:
    """Return, as `scheme old new`, every name that is shown as another term."""
    return [
        f"{each.name} {old} {each.current(old)}"
        for each in schemes().values()
        for old in each.replaced
        if each.current(old) != old
    ]
