"""What can be asked of an event and of what it is linked to, as JSON Schema: the counterpart of `filters`.

Links lead to items of several classes at once, and what can be asked of them is what any of these has. So a part of
the schema stands for each set of classes that a link leads to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.entity import Actor, Entity
from graph.ontology.events import Event
from graph.ontology.jsonschema import any_of, list_of, mapping, one_or_more, ref, said, uid, value
from graph.ontology.values import DATE
from graph.patterns.language import filters
from graph.patterns.language.parameters import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.ontology.jsonschema import Schema
    from graph.ontology.links import Link
    from graph.ontology.properties import Stated
    from graph.ontology.values import Kind
    from graph.patterns.language.filters import Classes

_PARAMETER = {
    "type": "string",
    "pattern": rf"^\$(?:{NAME})$",
    "description": "The value of a parameter of the pattern.",
}


def definitions() -> Schema:
    """Return the named parts: parameters, paths, and whatever can be asked of the items at any link's end."""
    anything = uid(*registry.node_classes().values())
    found: Schema = {"parameter": _PARAMETER, "path": _path(), "uids": one_or_more(anything, ref("parameter"))}
    waiting: list[Classes] = [(Event,)]
    while waiting:
        classes = waiting.pop()
        known = filters.Fields(classes)
        found[_name(classes)] = _fields(known)
        found |= {_asked_name(props): _asked(props) for props in known.properties.values()}
        for links, backwards in known.links.values():
            ends = filters.ends_of(links, backwards=backwards)
            found[_end_name(links[0], ends)] = _end(links[0], ends)
            if _name(ends) not in found:
                waiting.append(ends)
    return found


def given(kind: Kind) -> Schema:
    """Admit a value of a kind, or a parameter that stands for one."""
    return any_of(value(kind), ref("parameter"))


def fields(*classes: type[Entity]) -> Schema:
    """Return what can be asked of an item of some of these classes, by name."""
    return {name: ref(f"{_name(classes)}/properties/{name}") for name in filters.Fields(classes).names()}


def negated(*classes: type[Entity]) -> Schema:
    """Admit what must not hold of an item of some of these classes."""
    return ref(_name(classes))


def roles(*links: Link) -> Schema:
    """Admit the roles that any of these links has."""
    schemes = dict.fromkeys(link.roles for link in links if link.roles)
    return one_or_more(*map(ref, schemes), ref("parameter"))


def _path() -> Schema:
    """Admit a link of events, a role, and a class by the prefix of its uids."""
    links = "|".join((*registry.links(Event), *registry.backward_links(Event)))
    told = "What the event is linked to: a link, a role of it, and a class, such as actors.requested.state."
    return {"type": "string", "pattern": rf"^(?:{links})(?:\.[a-z_]+){{0,2}}$", "description": told}


def _name(classes: Iterable[type[Entity]]) -> str:
    """Name a set of classes, by what they have in common where it is all that have it."""
    some = tuple(classes)
    known = registry.node_classes().values()
    common = (whole for whole in (Entity, Actor) if some == tuple(cls for cls in known if issubclass(cls, whole)))
    return next((whole.__name__ for whole in common), "_or_".join(cls.__name__ for cls in some))


def _fields(known: filters.Fields) -> Schema:
    properties = {name: said(props[0].meaning) | ref(_asked_name(props)) for name, props in known.properties.items()}
    linked = {name: _linked(links, backwards=backwards) for name, (links, backwards) in known.links.items()}
    return mapping(properties | linked) | {"minProperties": 1}


def _asked_name(props: list[Stated]) -> str:
    return " or ".join(["asked", *sorted({prop.kind.name for prop in props})]).replace(" ", "_")


def _asked(props: list[Stated]) -> Schema:
    """Admit a value, several of which one must hold, or what must not hold."""
    kinds = {prop.kind.name: prop.kind for prop in props}
    plain = any_of(*map(value, kinds.values()), ref("parameter"))
    several = [] if DATE.name in kinds else [list_of(plain) | {"minItems": 1}]
    return any_of(plain, *several, mapping({filters.NOT: ref(_asked_name(props))}, filters.NOT))


def _linked(links: list[Link], *, backwards: bool) -> Schema:
    ends = filters.ends_of(links, backwards=backwards)
    return said(links[0].meaning) | any_of(ref("uids"), ref(_end_name(links[0], ends)))


def _end_name(link: Link, ends: Classes) -> str:
    return f"linked_{_name(ends)}" + (f"_as_{link.roles}" if link.roles else "")


def _end(link: Link, ends: Classes) -> Schema:
    """Admit what is asked of the items at a link's end: uid, role, class, and all that is known of them."""
    known: Schema = {
        "uid": ref("uids") | {"description": "One of these items, or what belongs to one."},
        "type": one_or_more({"enum": [cls.__name__ for cls in ends]}) | {"description": "Of one of these classes."},
        filters.NOT: any_of(ref("uids"), negated(*ends)) | {"description": "None of these."},
    }
    if link.roles:
        known["role"] = roles(link) | {"description": "In one of these roles, or one below it."}
    return mapping({**known, **fields(*ends)})
