"""What one item of a case file says, as claims: its properties and its links.

A property's value, and each target of a link, is written short (the value, the uid) or as a mapping that
adds who says so (see `importers.attribution`), for text its language, for links `role` and qualifiers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.claims.claim import qualifiers_text
from graph.ontology import registry
from graph.ontology.entity import Actor
from graph.ontology.links import edge_properties
from graph.ontology.values import LANGUAGE, RELATIVE_DATE, TEXT, UID, term
from importers import attribution
from importers.reading import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.claims.claim import Claim
    from graph.ontology.entity import Entity
    from graph.ontology.links import Link
    from graph.ontology.properties import Stated
    from graph.ontology.values import Kind, Value
    from graph.problems import At
    from importers.citations import Cited
    from importers.defaults import Defaults
    from importers.reading import Reader


def value_keys(prop: Stated) -> tuple[str, ...]:
    """Return the keys, either of which holds the value in a mapping."""
    return ("value", "text") if prop.kind is TEXT else ("value",)


def property_keys(prop: Stated) -> tuple[str, ...]:
    """Return what the mapping of a property may say beside the value."""
    return (*(("language",) if prop.kind is TEXT else ()), *attribution.KEYS)


def link_keys(link: Link) -> tuple[str, ...]:
    """Return what the mapping of a link may say."""
    return ("uid", *(("role",) if link.roles else ()), *link.qualifiers, *attribution.KEYS)


class Statements:
    """Reads one item of a class; its problems go to the reader."""

    def __init__(self, reader: Reader, cls: type[Entity], uid: str, defaults: Defaults) -> None:
        self.reader, self.cls, self.uid, self.defaults = reader, cls, uid, defaults
        self.properties, self.links = registry.properties(cls), registry.links(cls)

    def claims(self, at: At, item: dict[str, Any]) -> Iterator[Claim]:
        """Yield all that the item says."""
        known = ("uid", "sources", *self.properties, *self.links)
        self.reader.refuse_unknown(at, item, known, f"a field of {self.cls.__name__}")
        cited = self.defaults.cited.within(self.reader, at, item)
        for where, name, raw in self.defaults.fields(at, item):
            for place, one in each(where, raw):
                if name in self.properties:
                    yield from self._property(place, name, one, cited)
                elif name in self.links:
                    yield from self._link(place, self.links[name], one, cited)

    def _property(self, at: At, name: str, raw: Any, cited: Cited) -> Iterator[Claim]:
        prop = self.properties[name]
        said = raw if isinstance(raw, dict) else {"value": raw}
        key = next((key for key in value_keys(prop) if key in said), "value")
        self.reader.refuse_unknown(at, said, (key, *property_keys(prop)))
        value = self.reader.value((*at, key) if said is raw else at, prop.kind, said.get(key))
        language = self._language((*at, "language"), said)
        who = attribution.read(self.reader, at, said, cited)
        if prop.kind is RELATIVE_DATE and not who.citations:
            self.reader.problems.refuse(at, said.get(key), "a source: the date is told by the day of its text")
        if value is not None:
            yield from who.claims(self.uid, field=name, value=value, qualifiers=qualifiers_text(language))

    def _language(self, at: At, said: dict[str, Any]) -> dict[str, Value]:
        return {"language": self.reader.text(at, LANGUAGE, said["language"])} if "language" in said else {}

    def _link(self, at: At, link: Link, raw: Any, cited: Cited) -> Iterator[Claim]:
        said = raw if isinstance(raw, dict) else {"uid": raw}
        self.reader.refuse_unknown(at, said, link_keys(link))
        place = (*at, "uid") if said is raw else at
        target = self.reader.uid(place, said.get("uid"), *link.targets)
        if target == self.uid:
            self.reader.problems.refuse(place, target, "another item than the one that says so")
        role = link.default_role
        if link.roles and "role" in said:
            role = self.reader.text((*at, "role"), term(link.roles), said["role"])
        qualifiers = qualifiers_text(dict(self._qualifiers(at, link, said)))
        who = attribution.read(self.reader, at, said, cited)
        if target:
            yield from who.claims(self.uid, field=link.name, target=target, role=role, qualifiers=qualifiers)

    def _qualifiers(self, at: At, link: Link, said: dict[str, Any]) -> Iterator[tuple[str, Value]]:
        for name in link.qualifiers:
            if name in said:
                value = self._qualifier((*at, name), edge_properties()[name].kind, said[name])
                if value is not None:
                    yield name, value

    def _qualifier(self, at: At, kind: Kind, raw: Any) -> Value | None:
        return self.reader.uid(at, raw, Actor.__name__) if kind is UID else self.reader.value(at, kind, raw)
