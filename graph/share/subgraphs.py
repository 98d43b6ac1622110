"""A part of the graph as a profile lets it leave: what pictures, and files of the same shape, are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.patterns import library
from graph.pictured import ordered
from graph.pictured.subgraph import Node, Row, Subgraph, Tie
from graph.share import coarse
from graph.share.fields import Fields
from graph.share.masks import Masks
from graph.share.pseudonyms import new_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.share.profile import Profile

MADE_BY = "redact"
"""What the name of the profile is called in the recipe of a picture."""

_NEVER = "~"
"""Stands after every date."""


def release(subgraph: Subgraph, profile: Profile, key: bytes | None = None) -> Subgraph:
    """Return what of a part of the graph may leave; without a key pseudonyms are of this document alone."""
    return _Release(subgraph, Masks(subgraph, profile, key or new_key())).made()


def tells(subgraph: Subgraph, profile: Profile, text: str) -> bool:
    """Tell whether a text names somebody who is not shown by name."""
    return Masks(subgraph, profile, new_key()).telling(text)


class _Release:
    def __init__(self, subgraph: Subgraph, masks: Masks) -> None:
        self._found, self._masks, self._fields = subgraph, masks, Fields(masks)
        self._profile = masks.profile

    def made(self) -> Subgraph:
        ties = self._ties()
        nodes = self._nodes(self._found.nodes, ties)
        sources = self._sources(nodes, ties)
        there = nodes.keys() | sources.keys()
        shown = self._profile.datasets == "shown"
        datasets = (each for each in self._found.datasets if shown and not self._masks.telling(each[0]))
        return Subgraph(
            title=self._title(),
            nodes=ordered.nodes(nodes.values()),
            ties=ordered.ties(tie for tie in ties if tie.start in there and tie.end in there),
            focus=tuple(sorted(uid for uid in map(self._masks.uid, self._found.focus) if uid in nodes)),
            rows=tuple(sorted(self._rows(nodes), key=lambda row: (row.subject, row.events))),
            sources=ordered.nodes(sources.values()),
            datasets=tuple(datasets),
            as_of=coarse.dated(self._found.as_of[: len("2022-09-26")], "day") if shown else "",
            asked=self._asked(),
            left_out=(f"what the redaction profile {self._profile.name} does not show",),
        )

    def _ties(self) -> list[Tie]:
        """Return the ties that are shown, each once: places of one state have become one."""
        made = {
            (tie.start, tie.link, tie.end, tie.role): tie
            for tie in sorted(filter(None, map(self._fields.tie, self._found.ties)), key=repr, reverse=True)
        }
        return list(made.values())

    def _nodes(self, some: Iterable[Node], ties: Iterable[Tie]) -> dict[str, Node]:
        """Return the nodes that are shown by uid; one that lost all that it was tied to tells of what isn't."""
        before = {uid for tie in self._found.ties for uid in (tie.start, tie.end)}
        after = {uid for tie in ties for uid in (tie.start, tie.end)}
        made = [
            self._fields.node(node)
            for node in some
            if (shown := self._masks.uid(node.uid))
            and (shown in after or node.uid not in before or node.uid in self._found.focus)
        ]
        return {node.uid: node for node in made}

    def _sources(self, nodes: dict[str, Node], ties: list[Tie]) -> dict[str, Node]:
        """Return who and what is named beside the nodes that are shown, and who published it."""
        said: tuple[Node | Tie, ...] = (*nodes.values(), *(tie for tie in ties if tie.start in nodes))
        cited = {uid for each in said for place in each.citations for uid in (place.source, place.by, place.quoted_in)}
        named = cited.union(*(each.denied_by for each in said))
        published = {tie.end for tie in ties if tie.start in named}
        beside = (named | published) - nodes.keys()
        made = (self._fields.node(node) for node in self._found.sources if self._masks.uid(node.uid) in beside - {""})
        return {node.uid: node for node in made}

    def _rows(self, nodes: dict[str, Node]) -> Iterator[Row]:
        for row in self._found.rows:
            subject, shown = self._masks.uid(row.subject), {uid: self._masks.uid(uid) for uid in row.events}
            events = tuple(uid for uid in shown.values() if uid in nodes)
            if not events or subject not in nodes:
                continue
            gaps = [
                (shown[start], shown[end], least, most)
                for start, end, least, most in row.gaps
                if shown.get(start) in events and shown.get(end) in events
            ]
            aligned = self._masks.uid(row.aligned)
            yield Row(subject, events, aligned if aligned in events else "", row.certain, self._gaps(gaps, nodes))

    def _gaps(
        self, gaps: list[tuple[str, str, int, int | None]], nodes: dict[str, Node]
    ) -> tuple[tuple[str, str, int, int | None], ...]:
        """Return the gaps as the dates that are shown tell them: between two of one month they would tell the order."""
        if self._profile.dates == "day":
            return tuple(gaps)
        bounds = {uid: (node.earliest, node.latest) for uid, node in nodes.items()}
        apart = [each for each in gaps if (bounds[each[0]][1] or _NEVER) < (bounds[each[1]][0] or "")]
        return tuple((start, end, *coarse.gap(bounds[start], bounds[end])) for start, end, _, _ in apart)

    def _title(self) -> str:
        if pattern := self._found.asked.get("pattern"):
            return library.pattern(pattern).title if pattern in library.names() else "Matches of a pattern"
        named = sorted(name for name in map(self._masks.name, self._found.focus) if name)
        return ", ".join(named) or "A part of the graph"

    def _asked(self) -> dict[str, Any]:
        """Return what was asked as far as it names nobody: a pattern that ships, and how it is aligned."""
        name = self._found.asked.get("pattern")
        if name not in library.names():
            return {MADE_BY: self._profile.name}
        steps = {step.id for step in library.pattern(name).steps}
        align = {key: step for key, step in self._found.asked.items() if key == "align" and step in steps}
        return {"pattern": name, **align, MADE_BY: self._profile.name}
