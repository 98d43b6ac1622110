"""Redaction profiles read from plain data; every mistake is told with its place, and nothing is left to a default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.errors import InputRefused
from graph.ontology import registry
from graph.ontology.actors import Person
from graph.ontology.links import edge_properties
from graph.ontology.vocabulary import scheme
from graph.patterns.language.filters import unknown
from graph.problems import nearest
from graph.share.profile import LeftOut, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.problems import At, Problems

CHOICES = {
    "persons": ("all", "sensitive", "none"),
    "officials": ("pseudonyms", "shown"),
    "dates": ("year", "month", "day"),
    "places": ("state", "shown"),
    "locators": ("cut", "shown"),
    "datasets": ("cut", "shown"),
}
"""What a profile chooses between, the most closed first."""
TEXTS = ("name", "title")
KEYS = (*TEXTS, *CHOICES, "smallest_cell", "left_out", "redacted", "qualifiers", "open")
LARGEST_CELL = 1000


def read(data: Any, problems: Problems) -> Profile:
    """Read a profile; raise InputRefused with everything that is wrong with it."""
    said = data if isinstance(data, dict) else {}
    unknown(said, KEYS, (), problems)
    reader = _Reader(said, problems)
    made = Profile(
        **{key: reader.text(key) for key in TEXTS},
        **{key: reader.choice(key, choices) for key, choices in CHOICES.items()},
        smallest_cell=reader.number("smallest_cell"),
        left_out=reader.left_out("left_out"),
        redacted=reader.names(("redacted",), fields_of(Person.__name__)),
        qualifiers=reader.names(("qualifiers",), edge_properties()),
        open=reader.opened("open"),
    )
    if problems:
        raise InputRefused("the profile can't be read", problems.in_order(), way_out="mend the places named")
    return made


def fields_of(kind: str) -> list[str]:
    """Return what a profile can open of a class: its properties and its links."""
    cls = registry.label_class(kind)
    return [*registry.properties(cls), *registry.links(cls)]


def could_be_left_out() -> dict[str, list[str]]:
    """Return what a profile can leave out altogether, by key: links from and to persons, roles, kinds of events."""
    every = [link for cls in registry.node_classes().values() for link in registry.links(cls).values()]
    of_persons = {link.name: None for link in registry.links(Person).values()}
    roles = {term: None for link in every if link.roles for term in scheme(link.roles).terms}
    return {"links": list(of_persons), "roles": list(roles), "kinds": list(scheme("event_kinds").terms)}


def _below(key: str, names: frozenset[str]) -> frozenset[str]:
    """Return terms with all that is below them."""
    every = [link for cls in registry.node_classes().values() for link in registry.links(cls).values()]
    schemes = {"links": set(), "roles": {link.roles for link in every if link.roles}, "kinds": {"event_kinds"}}[key]
    terms = (scheme(each).below(name) for each in schemes for name in names if name in scheme(each).terms)
    return names.union(*terms)


class _Reader:
    """Reads the values of a profile's keys; what is missing or wrong becomes a problem."""

    def __init__(self, said: dict[str, Any], problems: Problems) -> None:
        self._said, self._problems = said, problems

    def text(self, key: str) -> Any:
        value = self._said.get(key)
        if not isinstance(value, str) or not value:
            self._problems.refuse((key,), value, f"a {key}, as text")
        return value

    def choice(self, key: str, choices: tuple[str, ...]) -> Any:
        value = self._said.get(key)
        if value not in choices:
            self._problems.refuse((key,), value, f"one of {', '.join(choices)}", nearest(str(value), choices))
        return value

    def number(self, key: str) -> Any:
        value = self._said.get(key)
        if type(value) is not int or not 1 <= value <= LARGEST_CELL:
            self._problems.refuse((key,), value, f"a whole number from 1 (suppress nothing) to {LARGEST_CELL}")
        return value

    def names(self, at: At, known: Iterable[str]) -> frozenset[str]:
        """Return the names of a list, each a known one."""
        raw: Any = self._said
        for part in at:
            raw = raw.get(part) if isinstance(raw, dict) else None
        if not isinstance(raw, list):
            self._problems.refuse(at, raw, "a list of names, [] for none")
            return frozenset()
        names = list(known)
        for number, name in enumerate(raw):
            if name not in names:
                expected = f"one of {', '.join(names)}"
                self._problems.refuse((*at, number), name, expected, nearest(str(name), names))
        return frozenset(map(str, raw))

    def left_out(self, key: str) -> LeftOut:
        known = could_be_left_out()
        unknown(self._mapping(key), known, (key,), self._problems)
        return LeftOut(**{name: _below(name, self.names((key, name), some)) for name, some in known.items()})

    def opened(self, key: str) -> dict[str, frozenset[str]]:
        """Return what is open of each class that is."""
        classes = registry.node_classes()
        said = self._mapping(key)
        unknown(said, classes, (key,), self._problems)
        return {kind: self.names((key, kind), fields_of(kind)) for kind in said if kind in classes}

    def _mapping(self, key: str) -> dict[str, Any]:
        value = self._said.get(key)
        if not isinstance(value, dict):
            self._problems.refuse((key,), value, "a mapping")
            return {}
        return value
