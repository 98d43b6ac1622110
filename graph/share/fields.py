"""The fields of nodes and ties as a profile shows them, made anew one by one; what it doesn't open is never read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.links import edge_properties
from graph.ontology.values import DATE, GAP, RELATIVE_DATE, TIME, TIME_ZONE, UID
from graph.ontology.vocabulary import scheme
from graph.pictured.subgraph import Cited, Node, Tie
from graph.share import coarse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.ontology.properties import Stated
    from graph.share.masks import Masks

_EXACT = (TIME, TIME_ZONE, RELATIVE_DATE, GAP)
"""Kinds of values that say more of a day than its month."""


class Fields:
    """Makes the nodes, ties and citations that are shown."""

    def __init__(self, masks: Masks) -> None:
        self._masks, self._profile = masks, masks.profile

    def node(self, node: Node) -> Node:
        """Return a node as it is shown."""
        shown = self._shown(node.uid, node.kind)
        merged = self._masks.is_merged(node.uid)
        made = Node(uid=self._masks.uid(node.uid), kind=node.kind, name=self._masks.name(node.uid))
        if merged:
            return made
        earliest, latest = self.between(node.earliest, node.latest) if "date" in shown else (None, None)
        return Node(
            made.uid,
            made.kind,
            made.name,
            properties=self._properties(node, shown),
            earliest=earliest,
            latest=latest,
            standing=standing(node.standing),
            conflicts=tuple(name for name in node.conflicts if name in shown),
            denied_by=self.uids(node.denied_by),
            citations=self.citations(node.citations),
        )

    def tie(self, tie: Tie) -> Tie | None:
        """Return a tie as it is shown, None if it isn't."""
        start, end = self._masks.uid(tie.start), self._masks.uid(tie.end)
        if not start or not end or start == end:
            return None
        kind = self._masks.nodes[tie.start].kind
        link = registry.links(registry.label_class(kind)).get(tie.link)
        if link is None or tie.link not in self._shown(tie.start, kind):
            return None
        if self._masks.is_merged(tie.start):
            return Tie(start, tie.link, end)
        return Tie(
            start,
            tie.link,
            end,
            role=tie.role if link.roles and tie.role in scheme(link.roles).terms else "",
            standing=standing(tie.standing),
            conflict=tie.conflict,
            properties=self._values(tie.properties, edge_properties(), self._profile.qualifiers),
            denied_by=self.uids(tie.denied_by),
            citations=self.citations(tie.citations),
        )

    def _shown(self, uid: str, kind: str) -> frozenset[str]:
        return self._profile.redacted if uid in self._masks.hidden else self._profile.open[kind]

    def _properties(self, node: Node, shown: frozenset[str]) -> dict[str, Any]:
        fields = registry.properties(registry.label_class(node.kind))
        if not self._masks.is_whole(node.uid):
            fields = {name: field for name, field in fields.items() if not field.naming}
        return self._values(node.properties, fields, shown)

    def _values(self, said: dict[str, Any], fields: dict[str, Stated], shown: frozenset[str]) -> dict[str, Any]:
        known = {
            name: self._value(fields[name], value) for name, value in said.items() if name in shown & fields.keys()
        }
        return {name: value for name, value in known.items() if value not in (None, "", [])}

    def _value(self, field: Stated, value: Any) -> Any:
        if field.many:
            every = (self._one(field, one) for one in (value if isinstance(value, list | tuple) else ()))
            return [one for one in every if one not in (None, "")]
        return self._one(field, value)

    def _one(self, field: Stated, value: Any) -> Any:
        """Return one value as exact as it may be; None for what isn't of its kind, or names somebody."""
        try:
            field.kind.read(value)
        except ValueError:
            return None
        if field.kind is DATE:
            return coarse.dated(str(value), self._profile.dates)
        if field.kind in _EXACT and self._profile.dates != "day":
            return None
        if field.kind is UID:
            return self._masks.uid(value)
        closed = bool(field.kind.scheme) or not isinstance(value, str)
        return value if closed or not self._masks.telling(value) else None

    def between(self, earliest: str | None, latest: str | None) -> coarse.Bounds:
        """Return the days between which something lies as exact as they may be."""
        return coarse.between((earliest, latest), self._profile.dates)

    def uids(self, uids: Iterable[str]) -> tuple[str, ...]:
        """Return the uids under which those are shown who are, in no other order than theirs."""
        return tuple(sorted({shown for uid in uids if (shown := self._masks.uid(uid))}))

    def cited(self, source: str, locator: str, said: str, by: str, quoted_in: str = "") -> Cited | None:
        """Return a place in a source as it is shown; None where neither the source nor who says so is."""
        shown = Cited(self._masks.uid(source), "", standing(said), self._masks.uid(by), self._masks.uid(quoted_in))
        if not shown.source and not shown.by:
            return None
        told = self._profile.locators == "shown" and shown.source and not self._masks.telling(locator)
        return Cited(shown.source, locator if told else "", shown.standing, shown.by, shown.quoted_in)

    def citations(self, citations: Iterable[Cited]) -> tuple[Cited, ...]:
        """Return places in sources as they are shown, each once, the firmest first."""
        every = (self.cited(each.source, each.locator, each.standing, each.by, each.quoted_in) for each in citations)
        return tuple(sorted({each for each in every if each}, key=lambda each: (_rank(each.standing), each)))


def _rank(text: str) -> int:
    return scheme("standings").rank(text) if text else len(scheme("standings").terms)


def standing(text: str) -> str:
    """Return a standing, "" for what is none."""
    return text if text in scheme("standings").terms else ""
