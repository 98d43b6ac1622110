"""Parts of a graph with a mark of its own in every field that the ontology has, so that a new one is in it."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.links import edge_properties
from graph.ontology.values import TEXT, URL
from graph.ontology.vocabulary import scheme
from graph.pictured.subgraph import Cited, Node, Row, Subgraph, Tie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.ontology.properties import Stated
    from graph.share.profile import Profile

EXAMPLES = {"yes or no": True, "whole number": 7, "number": 7.5}


class Planted:
    """Marks by what they are planted in: a class and a field of it, or a field of the whole ("", name)."""

    def __init__(self, mark: Callable[[int], str] = "m{}q".format) -> None:
        self._mark, self._numbers = mark, count(1000)
        self.marks: dict[tuple[str, str], list[str]] = defaultdict(list)

    def mark(self, kind: str, field: str) -> str:
        mark = self._mark(next(self._numbers))
        self.marks[kind, field].append(mark)
        return mark

    def places(self, kind: str) -> tuple[Cited, ...]:
        by, source = f"agency/{self.mark('Agency', 'cited')}", f"source/{self.mark('Source', 'cited')}"
        return (
            Cited(source, self.mark("", "locator"), self.mark(kind, "standing"), by, source),
            Cited("source/0", "", ""),
        )

    def value(self, kind: str, name: str, field: Stated, *, garbled: bool) -> Any:
        """A value that reads, or a mark where none could be."""
        if garbled or field.kind is TEXT:
            value: Any = self.mark(kind, name if field.kind is TEXT else f"{name}, garbled")
        elif field.kind is URL:
            value = f"https://example.org/{self.mark(kind, name)}"
        elif field.kind.scheme:
            value = next(iter(scheme(field.kind.scheme).terms))
        else:
            value = EXAMPLES.get(field.kind.name, field.kind.example)
        return [value] if field.many else value

    def node(self, kind: str, *, garbled: bool) -> Node:
        cls = registry.label_class(kind)
        fields = registry.properties(cls)
        said = {name: self.value(kind, name, field, garbled=garbled) for name, field in fields.items()}
        unknown = {self.mark(kind, "unknown key"): self.mark(kind, "unknown value")}
        return Node(
            uid=f"{cls.prefix}/{self.mark(kind, 'name')}",
            kind=kind,
            name=self.mark(kind, "name"),
            properties=said | unknown,
            earliest=self.mark(kind, "earliest") if garbled else "2022-09-17",
            latest=self.mark(kind, "latest") if garbled else "2022-09-19",
            standing=self.mark(kind, "standing"),
            conflicts=(self.mark(kind, "conflicts"),),
            denied_by=(f"agency/{self.mark(kind, 'denied_by')}",),
            citations=self.places(kind),
        )

    def ties(self, nodes: dict[str, list[Node]]) -> Iterator[Tie]:
        for kind, cls in registry.node_classes().items():
            for link in registry.links(cls).values():
                for target in (name for name, other in registry.node_classes().items() if registry.admits(link, other)):
                    yield self.tie(nodes[kind][0], link.name, nodes[target][-1])
            yield self.tie(nodes[kind][0], self.mark(kind, "unknown link"), nodes[kind][-1])

    def tie(self, start: Node, link: str, end: Node) -> Tie:
        said = {
            name: self.value("", name, field, garbled=field.kind is not TEXT)
            for name, field in edge_properties().items()
        }
        return Tie(
            start.uid,
            link,
            end.uid,
            role=self.mark(start.kind, "role"),
            standing=self.mark(start.kind, "standing"),
            properties=said | {self.mark(start.kind, "unknown qualifier"): self.mark(start.kind, "unknown qualifier")},
            denied_by=(f"agency/{self.mark(start.kind, 'denied_by')}",),
            citations=self.places(start.kind),
        )

    def subgraph(self) -> Subgraph:
        """A node of each class with values that read, one with marks in all, all links, and whatever else there is."""
        nodes = {kind: [self.node(kind, garbled=each) for each in (False, True)] for kind in registry.node_classes()}
        first, last = (node.uid for node in nodes["Event"])
        return Subgraph(
            title=self.mark("", "title"),
            nodes=tuple(node for some in nodes.values() for node in some),
            ties=tuple(self.ties(nodes)),
            focus=(nodes["Person"][0].uid, f"person/{self.mark('', 'focus')}"),
            rows=tuple(
                Row(nodes["Person"][0].uid, (first, last), each, gaps=((first, last, 2, 2),)) for each in (first, last)
            ),
            sources=(Node("source/0", "Source", self.mark("Source", "name")), self.node("Source", garbled=True)),
            places=(self.node("Place", garbled=True),),
            datasets=((self.mark("", "datasets"), self.mark("", "datasets")),),
            as_of=self.mark("", "as_of"),
            asked={self.mark("", "asked"): self.mark("", "asked"), "target": self.mark("", "asked")},
            left_out=(self.mark("", "left_out"),),
        )

    def closed(self, profile: Profile) -> set[str]:
        """The marks of all that a profile doesn't open."""
        return {mark for where, some in self.marks.items() if not opens(profile, *where) for mark in some}


def opens(profile: Profile, kind: str, field: str) -> bool:
    """Whether a profile lets a mark through: a text that it opens, of what it shows by name."""
    if not kind:
        return getattr(profile, {"locator": "locators"}.get(field, field), "") == "shown"
    merged = (kind == "Place" and profile.places == "state") or kind == "Person"
    return not merged and profile.shows(kind, field)
