"""What one item of a case file says, as claims: its properties, its links, and who says each of them.

A property's value, and each target of a link, is written short (the value, the uid) or as a mapping that
adds who says so: `by`, `standing`, `sources`, `attitudes`, `sensitivity`, and for links `role` and qualifiers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.claims import ATTITUDE, Citation, Claim, qualifiers_text
from graph.ontology import registry
from graph.ontology.links import edge_properties
from graph.ontology.values import LANGUAGE, TEXT, UID, Kind, term
from graph.problems import At, nearest

if TYPE_CHECKING:
    from graph.ontology.entity import Entity
    from graph.ontology.links import Link
    from graph.ontology.properties import Stated
    from graph.ontology.values import Value
    from importers.casefile import CaseFile

STANDING = term("standings")
_ATTITUDE = term("attitudes")
_SAID = ("by", "standing", "sources", "attitudes")
_CITATION = {"source": UID, "locator": TEXT, "standing": STANDING, "quoted_in": UID}


class Statements:
    """Reads one item; claims and problems go to the case file it stands in."""

    def __init__(self, case: CaseFile, cls: type[Entity], uid: str) -> None:
        self.case, self.cls, self.uid = case, cls, uid
        self.properties, self.links = registry.properties(cls), registry.links(cls)

    def read(self, at: At, item: dict[str, Any]) -> None:
        """Read all that the item says."""
        citations = self._citations((*at, "sources"), item.get("sources"))
        before = len(self.case.claims)
        for name, raw in item.items():
            if name in self.properties:
                self._property((*at, name), self.properties[name], raw, citations)
            elif name in self.links:
                self._link((*at, name), self.links[name], raw, citations)
            elif name not in ("uid", "sources"):
                self._unknown((*at, name), name, [*self.properties, *self.links, "sources"])
        if len(self.case.claims) == before and not self.case.problems:
            self.case.problems.refuse(at, self.uid, "something said of it: at least one property or link")

    def _unknown(self, at: At, name: object, known: list[str]) -> None:
        expected = f"a field of {self.cls.__name__}" if len(at) <= 3 else f"one of {', '.join(known)}"
        self.case.problems.refuse(at, None, expected, nearest(str(name), known), key=True)

    def _value(self, at: At, kind: Kind, raw: Any) -> Value | None:
        """Return what a value reads as; None where it doesn't, which is noted."""
        try:
            value = kind.read(raw)
        except ValueError as error:
            self.case.problems.refuse(at, raw, str(error))
            return None
        if kind is UID:
            self.case.references.setdefault(str(value), at)
        return value

    def _property(self, at: At, prop: Stated, raw: Any, citations: list[Citation]) -> None:
        for place, each in _each(at, raw):
            said = each if isinstance(each, dict) else {"value": each}
            key = "text" if "text" in said else "value"
            self._known(place, said, (key, "language", *_SAID))
            value = self._value((*place, key) if said is each else place, prop.kind, said.get(key))
            language = self._value((*place, "language"), LANGUAGE, said["language"]) if "language" in said else None
            if value is not None:
                about = qualifiers_text({"language": language} if language else {})
                self._claims(place, said, citations, field=str(at[-1]), value=value, qualifiers=about)

    def _link(self, at: At, link: Link, raw: Any, citations: list[Citation]) -> None:
        for place, each in _each(at, raw):
            said = each if isinstance(each, dict) else {"uid": each}
            self._known(place, said, ("uid", "role", *link.qualifiers, *_SAID))
            target = self._target((*place, "uid") if said is each else place, link, said.get("uid"))
            role = self._role((*place, "role"), link, said)
            given = {name: self._qualifier(place, name, said[name]) for name in link.qualifiers if name in said}
            if target and role is not None and None not in given.values():
                text = qualifiers_text({name: value for name, value in given.items() if value is not None})
                self._claims(place, said, citations, field=link.name, target=target, role=role, qualifiers=text)

    def _known(self, at: At, said: dict[str, Any], known: tuple[str, ...]) -> None:
        for name in said:
            if name not in known:
                self._unknown((*at, name), name, list(known))

    def _target(self, at: At, link: Link, raw: Any) -> str:
        uid = str(self._value(at, UID, raw) or "")
        prefixes = registry.by_prefix()
        prefix = uid.partition("/")[0]
        if uid and not (prefix in prefixes and registry.admits(link, prefixes[prefix])):
            admitted = [name for name, cls in prefixes.items() if registry.admits(link, cls)]
            self.case.problems.refuse(at, uid, f"a uid of {', '.join(admitted)}", nearest(prefix, admitted))
            return ""
        return uid

    def _role(self, at: At, link: Link, said: dict[str, Any]) -> str | None:
        if "role" not in said:
            return link.default_role
        if not link.roles:
            self.case.problems.refuse(at, said["role"], f"no role: {link.name} has none", key=True)
            return None
        role = self._value(at, term(link.roles), said["role"])
        return None if role is None else str(role)

    def _qualifier(self, at: At, name: str, raw: Any) -> Value | None:
        return self._value((*at, name), edge_properties()[name].kind, raw)

    def _claims(self, at: At, said: dict[str, Any], citations: list[Citation], **what: Any) -> None:
        """Add one claim for each citation, and the attitudes of other parties to it."""
        own = self._citations((*at, "sources"), said["sources"]) if "sources" in said else citations
        by = str(self._value((*at, "by"), UID, said["by"]) or "") if "by" in said else ""
        standing = str(self._value((*at, "standing"), STANDING, said["standing"]) or "") if "standing" in said else ""
        attitudes = _each((*at, "attitudes"), said.get("attitudes") or [])
        for citation in own or [Citation()]:
            claim = _claim(self.uid, citation, by, standing, what)
            self.case.claims.append(claim)
            for place, attitude in attitudes:
                self._attitude(place, attitude, claim, own)

    def _attitude(self, at: At, raw: Any, claim: Claim, citations: list[Citation]) -> None:
        if not isinstance(raw, dict) or "by" not in raw or ATTITUDE not in raw:
            self.case.problems.refuse(at, raw, "a party's attitude: {by: agency/..., attitude: denies, sources: [...]}")
            return
        self._known(at, raw, ("by", ATTITUDE, "sources"))
        by, value = self._value((*at, "by"), UID, raw["by"]), self._value((*at, ATTITUDE), _ATTITUDE, raw[ATTITUDE])
        own = self._citations((*at, "sources"), raw["sources"]) if "sources" in raw else citations
        if by and value:
            for citation in own or [Citation()]:
                what = {"field": ATTITUDE, "value": value}
                self.case.claims.append(_claim(claim.uid, citation, str(by), "", what))

    def _citations(self, at: At, raw: Any) -> list[Citation]:
        """Read a list of citations; a source alone may stand for one."""
        found = []
        for place, each in _each(at, raw if raw is not None else []):
            said = each if isinstance(each, dict) else {"source": each}
            self._known(place, said, tuple(_CITATION))
            if "source" not in said or "standing" not in said:
                expected = "a citation: {source: source/..., locator: ..., standing: documented}"
                self.case.problems.refuse(place, each, expected, "" if "source" in said else "name the source")
                continue
            read = {
                name: self._value((*place, name), kind, said[name]) for name, kind in _CITATION.items() if name in said
            }
            if None not in read.values():
                found.append(Citation(**{name: str(value) for name, value in read.items()}))
        return found


def _each(at: At, raw: Any) -> list[tuple[At, Any]]:
    """Return one value, or each of a list, with its place."""
    return [((*at, n), each) for n, each in enumerate(raw)] if isinstance(raw, list) else [(at, raw)]


def _claim(about: str, citation: Citation, by: str, standing: str, what: dict[str, Any]) -> Claim:
    return Claim(
        about=about,
        by=by,
        source=citation.source,
        locator=citation.locator,
        standing=standing or citation.standing,
        quoted_in=citation.quoted_in,
        **what,
    )
