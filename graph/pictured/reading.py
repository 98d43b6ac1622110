"""Items as pictures have them, with what links them, for one reader.

They are read as they are stored, and what is closed is taken off here: a selection of everything that every class
has takes an engine that has just started half a minute to plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.claims import citations
from graph.claims.citations import CITATIONS, CITED
from graph.ontology import registry
from graph.pictured.subgraph import Cited, Node, Tie
from graph.queries.fields import CONFLICT, edge_columns
from graph.store import live
from graph.time.days import FIRST_DAY, LAST_DAY, Days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph.access import Reader
    from graph.claims.derive import Shown
    from graph.unit import Unit

_MARKS = ("role", "standing", CONFLICT)

Places = list[Cited]
"""All that is cited for an item, by number."""


def read(unit: Unit, reader: Reader, uids: Collection[str]) -> tuple[list[Node], list[Tie]]:
    """Return the items with these uids that the reader may see, in their order, and the links from them."""
    stored = live.shown(unit, uids)
    nodes: list[Node] = []
    ties: list[Tie] = []
    for item in (stored[uid] for uid in dict.fromkeys(uids) if uid in stored):
        if reader.may_know(item.properties):
            seen = reader.seen(item.properties)
            places = [Cited(*_place(each)) for each in citations.read(seen.get(CITATIONS))]
            nodes.append(_node(item.uid, seen, places))
            ties.extend(_ties(item, reader, places))
    return nodes, ties


def _place(cited: citations.Cited) -> tuple[str, str, str, str, str]:
    return cited.source, cited.locator, cited.standing, cited.by, cited.quoted_in


def _node(uid: str, seen: dict[str, Any], places: Places) -> Node:
    cls = registry.class_of(uid)
    days = Days(((seen.get("date_first") or FIRST_DAY, seen.get("date_last") or LAST_DAY),))
    return Node(
        uid=uid,
        kind=cls.__name__,
        name=seen.get("name") or seen.get("pseudonym") or "",
        properties={name: seen[name] for name in registry.properties(cls) if seen.get(name) not in (None, [])},
        earliest=days.earliest(),
        latest=days.latest(),
        standing=places[0].standing if places else "",
        conflicts=tuple(seen.get("conflicts") or ()),
        citations=_sourced(places),
    )


def _sourced(places: Iterable[Cited]) -> tuple[Cited, ...]:
    return tuple(dict.fromkeys(place for place in places if place.source or place.by))


def _ties(item: Shown, reader: Reader, places: Places) -> Iterator[Tie]:
    links = registry.links(registry.class_of(item.uid))
    for edge in item.edges:
        if edge.link not in links or not reader.may_know(edge.properties):
            continue
        seen = reader.seen(edge.properties)
        qualifiers = edge_columns(links[edge.link]).keys() - set(_MARKS)
        yield Tie(
            start=item.uid,
            link=edge.link,
            end=edge.target,
            role=seen.get("role") or "",
            standing=seen.get("standing") or "",
            conflict=bool(seen.get(CONFLICT)),
            properties={name: seen[name] for name in sorted(qualifiers) if seen.get(name) is not None},
            citations=_sourced(places[number] for number in seen.get(CITED) or ()),
        )
