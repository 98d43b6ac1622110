"""Filters read from data: what a step asks of its events, and of what these are linked to.

Whatever can be asked comes from the ontology: every property, every link and every link read backwards, by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.values import DATE, UID, Kind, Value
from graph.ontology.vocabulary import scheme
from graph.patterns.language.model import Linked, Neither, Values, When
from graph.problems import nearest
from graph.time.edtf import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.ontology.entity import Entity
    from graph.ontology.links import Link
    from graph.ontology.properties import Stated
    from graph.patterns.language.model import Filter
    from graph.problems import At, Problems

Classes = tuple[type["Entity"], ...]
NOT = "not"
_LINK_KEYS = ("uid", "role", "type", NOT)
DEEPEST = 4
"""How many links may be walked from an event."""


class Fields:
    """What can be asked of items that are of some of these classes."""

    def __init__(self, classes: Iterable[type[Entity]]) -> None:
        self.classes = tuple(classes)
        self.properties: dict[str, list[Stated]] = {}
        self.links: dict[str, tuple[list[Link], bool]] = {}
        for cls in self.classes:
            for name, prop in registry.properties(cls).items():
                self.properties.setdefault(name, []).append(prop)
            for name, link in registry.links(cls).items():
                self.links.setdefault(name, ([], False))[0].append(link)
        for cls in self.classes:
            for name, link in registry.backward_links(cls).items():
                if (held := self.links.setdefault(name, ([], True)))[1]:
                    held[0].append(link)

    def names(self) -> list[str]:
        """Return all names that can be asked, properties first."""
        return [*self.properties, *self.links]


def fields_of(*names: str) -> Fields:
    """Return what can be asked of items that have one of the labels."""
    wanted = tuple(registry.label_class(name) for name in names)
    return Fields(cls for cls in registry.node_classes().values() if issubclass(cls, wanted))


def read(said: dict[str, Any], fields: Fields, at: At, problems: Problems, depth: int = 0) -> tuple[Filter, ...]:
    """Return the filters that a mapping holds; names that are none are refused by whoever knows what else it holds."""
    found: list[Filter] = []
    for name, raw in said.items():
        if name in fields.properties:
            found.extend(_property(name, fields.properties[name], raw, (*at, name), problems))
        elif name in fields.links:
            found.extend(_link(name, fields, raw, (*at, name), problems, depth))
        elif name == NOT and isinstance(raw, dict):
            unknown(raw, fields.names(), (*at, NOT), problems)
            inner = read(raw, fields, (*at, NOT), problems, depth)
            found.append(Neither(", ".join(raw), inner))
        elif name == NOT:
            problems.refuse((*at, NOT), raw, "a mapping of fields, like not: {ground: migration}")
    return tuple(found)


def unknown(said: dict[str, Any], known: Iterable[str], at: At, problems: Problems) -> None:
    """Refuse every name that is not known, with the nearest one that is."""
    names = list(known)
    for key in said:
        if key not in names:
            expected = f"one of {', '.join(names)}"
            problems.refuse((*at, str(key)), None, expected, nearest(str(key), names), key=True)


def _property(name: str, props: list[Stated], raw: Any, at: At, problems: Problems) -> Iterator[Filter]:
    if isinstance(raw, dict):
        unknown(raw, (NOT,), at, problems)
        if NOT in raw:
            yield Neither(name, tuple(_property(name, props, raw[NOT], (*at, NOT), problems)))
        return
    if any(prop.kind is DATE for prop in props):
        if (text := value(DATE, raw, at, problems)) is not None:
            yield When(name, span_of(str(text)))
        return
    kinds = list({prop.kind.name: prop.kind for prop in props}.values())
    each = [(at, raw)] if not isinstance(raw, list) else [((*at, n), one) for n, one in enumerate(raw)]
    if not each:
        problems.refuse(at, "[]", "a value, or a list with at least one")
    values = {found: None for place, one in each for found in _values(kinds, one, place, problems)}
    if values:
        yield Values(name, tuple(values), many=any(prop.many for prop in props))


def _values(kinds: list[Kind], raw: Any, at: At, problems: Problems) -> Iterator[Value]:
    """Yield the value, with the terms below it, as each kind that reads it has it."""
    refused: list[ValueError] = []
    for kind in kinds:
        try:
            read_as = kind.read(raw)
        except ValueError as error:
            refused.append(error)
            continue
        yield from sorted(scheme(kind.scheme).below(str(read_as))) if kind.scheme else [read_as]
    if len(refused) == len(kinds):
        problems.misread(at, raw, *refused)


def value(kind: Kind, raw: Any, at: At, problems: Problems) -> Value | None:
    """Return one value of a kind; None, with the problem told, where it is none."""
    try:
        return kind.read(raw)
    except ValueError as error:
        problems.misread(at, raw, error)
        return None


def _link(name: str, fields: Fields, raw: Any, at: At, problems: Problems, depth: int) -> Iterator[Filter]:
    links, backwards = fields.links[name]
    if depth >= DEEPEST:
        problems.refuse(at, None, f"at most {DEEPEST} links one after the other")
        return
    if not isinstance(raw, dict):
        yield Linked(name, links[0].type, backwards, uids=uids(raw, at, problems))
        return
    ends = ends_of(links, backwards=backwards)
    types = _types(raw.get("type"), ends, (*at, "type"), problems)
    inner = Fields(cls for cls in ends if not types or cls.__name__ in types)
    unknown(raw, dict.fromkeys((*_LINK_KEYS, *inner.names())), at, problems)
    refused = raw.get(NOT)
    asked = {
        key: one for key, one in raw.items() if key not in _LINK_KEYS or (key == NOT and isinstance(refused, dict))
    }
    where = read(asked, inner, at, problems, depth + 1)
    roles = roles_of(links[0], raw["role"], (*at, "role"), problems) if "role" in raw else ()
    named = uids(raw["uid"], (*at, "uid"), problems) if "uid" in raw else ()
    yield Linked(name, links[0].type, backwards, roles, named, types, where)
    if refused is not None and not isinstance(refused, dict):
        others = uids(refused, (*at, NOT), problems)
        yield Neither(name, (Linked(name, links[0].type, backwards, roles, others),))


def ends_of(links: list[Link], *, backwards: bool) -> Classes:
    """Return the classes of the items that some of these links lead to, or backwards come from."""
    return tuple(
        cls
        for cls in registry.node_classes().values()
        if any(cls in registry.owners(link) if backwards else registry.admits(link, cls) for link in links)
    )


def _types(raw: Any, ends: Classes, at: At, problems: Problems) -> tuple[str, ...]:
    known = [cls.__name__ for cls in ends]
    each = [] if raw is None else raw if isinstance(raw, list) else [raw]
    for one in each:
        if one not in known:
            problems.refuse(at, one, f"one of {', '.join(known)}", nearest(str(one), known))
    return tuple(str(one) for one in each if one in known)


def roles_of(link: Link, raw: Any, at: At, problems: Problems) -> tuple[str, ...]:
    """Return the roles that are named, with those below them."""
    if not link.roles:
        problems.refuse(at, raw, f"nothing: {link.name} has no roles", key=True)
        return ()
    terms = scheme(link.roles)
    found: dict[str, None] = {}
    for n, one in enumerate(raw if isinstance(raw, list) else [raw]):
        if one in terms.terms or one in terms.replaced:
            found |= dict.fromkeys(sorted(terms.below(one)))
        else:
            place = (*at, n) if isinstance(raw, list) else at
            problems.refuse(place, one, f"a role, one of {', '.join(terms.terms)}", nearest(str(one), terms.terms))
    return tuple(found)


def uids(raw: Any, at: At, problems: Problems) -> tuple[str, ...]:
    """Return the uids that are named, each of a class that there is."""
    found: list[str] = []
    for n, one in enumerate(raw if isinstance(raw, list) else [raw]):
        place = (*at, n) if isinstance(raw, list) else at
        if (uid := value(UID, one, place, problems)) is not None:
            prefix = str(uid).partition("/")[0]
            if prefix in registry.by_prefix():
                found.append(str(uid))
            else:
                known = [f"{each}/" for each in registry.by_prefix()]
                problems.refuse(place, uid, f"a uid that begins with one of {', '.join(known)}", nearest(prefix, known))
    return tuple(found)
