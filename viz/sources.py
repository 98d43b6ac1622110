"""The numbered sources of a picture: one number for each place in a document, told document by document."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.ontology.events import Event
from viz.words import named, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.pictured.subgraph import Cited, Node, Subgraph, Tie

PUBLISHED_BY = "published_by"
_MARKED = 3
"""Sources whose numbers stand beside a link; the list has them all."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document with the places in it that are cited: the number of each, and what stands there."""

    title: str
    url: str
    places: tuple[tuple[int, str], ...]

    def __str__(self) -> str:
        return f"{self.title}: {'; '.join(f'[{number}] {place}' for number, place in self.places)}"


class Sources:
    """Gives the places that a picture cites their numbers, in the order in which they stand in it."""

    def __init__(self, subgraph: Subgraph) -> None:
        shown = {node.uid for node in subgraph.nodes}
        ties = (tie for tie in subgraph.ties if tie.end in shown)
        said: tuple[Node | Tie, ...] = (*ties, *(node for node in subgraph.nodes if node.kind == Event.__name__))
        places = dict.fromkeys(place for each in said for place in each.citations)
        documents: dict[str, list[Cited]] = defaultdict(list)
        for place in places:
            documents[place.source].append(place)
        ordered = [place for some in documents.values() for place in some]
        self.numbers: Mapping[Cited, int] = {place: number for number, place in enumerate(ordered, start=1)}
        self._named = {node.uid: node for node in (*subgraph.sources, *subgraph.nodes)}
        self._publishers = {tie.start: tie.end for tie in subgraph.ties if tie.link == PUBLISHED_BY}
        self._documents = documents

    def name(self, uid: str) -> str:
        """Return what an item that is named beside the nodes is called."""
        node = self._named.get(uid)
        return named(node) if node else plain(uid)

    def marks(self, citations: Iterable[Cited], most: int = _MARKED) -> str:
        """Return the numbers of places, such as [1, 4], the firmest first; how many more there are."""
        numbers = [self.numbers[place] for place in citations]
        more = f" +{len(numbers) - most}" if len(numbers) > most else ""
        return f"[{', '.join(map(str, sorted(numbers[:most])))}{more}]" if numbers else ""

    def documents(self) -> list[Document]:
        """Return the documents with their places, by number."""
        return [
            Document(self._title(uid), self._url(uid), tuple((self.numbers[each], self._place(each)) for each in some))
            for uid, some in self._documents.items()
        ]

    def _title(self, uid: str) -> str:
        if not uid:
            return "Without a source"
        published = self._named[uid].properties.get("published", "") if uid in self._named else ""
        publisher = self.name(self._publishers[uid]) if uid in self._publishers else ""
        return ", ".join(part for part in (self.name(uid), publisher, plain(published)) if part)

    def _url(self, uid: str) -> str:
        url = str(self._named[uid].properties.get("url", "")) if uid in self._named else ""
        return url if url.startswith(("https://", "http://")) else ""

    def _place(self, place: Cited) -> str:
        by = place.by and f"by {self.name(place.by)}"
        quoted = place.quoted_in and f"quoted in {self.name(place.quoted_in)}"
        said = ", ".join(part for part in (plain(place.locator), place.standing, by, quoted) if part)
        return said or "no place"
