"""What the events of an answer are linked to: who acted, by what means, under what law, where, from and to where.

Only what the reader may see counts, and what the version and standing that were asked for let count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph import access
from graph.claims import citations
from graph.claims.citations import CITATIONS, CITED
from graph.ontology import registry
from graph.ontology.events import Event
from graph.patterns.belonging import wholes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graph.access import Reader
    from graph.ontology.entity import Entity
    from graph.patterns.question import Question
    from graph.unit import Unit

_TIES = """
UNWIND $events AS uid MATCH (e:Entity {uid: uid})-[l]->(t:Entity)
WHERE type(l) IN $links AND NOT t:%s AND %s
RETURN uid, type(l) AS link, l.role AS role, t.uid AS end, %s AS standing, [n IN coalesce(%s, []) | (%s)[n]] AS cited
ORDER BY uid, link, role, end
"""
_NAMES = "UNWIND $uids AS uid MATCH (n:Entity {uid: uid}) RETURN uid, %s AS name"


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """A node of the graph; where it has no name, its uid stands for one."""

    uid: str
    name: str

    def of(self, *classes: type[Entity]) -> bool:
        """Tell whether it is of one of the classes."""
        return issubclass(registry.class_of(self.uid), classes)


@dataclass(frozen=True, slots=True)
class Tie:
    """One link of an event, in a role, "" for none; `wholes` are what its end is or belongs to, itself the first."""

    link: str
    role: str
    wholes: tuple[Item, ...]

    @property
    def end(self) -> Item:
        """What the event is linked to."""
        return self.wholes[0]

    def within(self, cls: type[Entity]) -> tuple[Item, ...]:
        """Return what of the class its end is or belongs to."""
        return tuple(item for item in self.wholes if item.of(cls))


Ties = dict[str, tuple[Tie, ...]]
"""The links of each event, by its uid."""


def ties(unit: Unit, events: Collection[str], question: Question) -> Ties:
    """Return what events are linked to, other events left out."""
    reader = access.reader(unit, question.level)
    links = {link.type: name for name, link in registry.links(Event).items()}
    shown = [reader.value("l", "standing"), reader.value("l", CITED), reader.value("e", CITATIONS)]
    text = _TIES % (Event.__name__, reader.sees("l", "t"), *shown)
    rows = unit.run(text, events=sorted(events), links=sorted(links)) if events else []
    rows = [row for row in rows if question.admits(row["standing"], citations.read(row["cited"]))]
    known = _wholes(unit, reader, {row["end"] for row in rows})
    found: dict[str, list[Tie]] = {event: [] for event in events}
    for row in rows:
        found[row["uid"]].append(Tie(links[row["link"]], row["role"] or "", known[row["end"]]))
    return {event: tuple(some) for event, some in found.items()}


def _wholes(unit: Unit, reader: Reader, ends: set[str]) -> Mapping[str, tuple[Item, ...]]:
    above = wholes(unit, "Entity", reader, ends)
    every = sorted(ends.union(*above.values()))
    names = {row["uid"]: row["name"] or row["uid"] for row in unit.run(_NAMES % reader.value("n", "name"), uids=every)}
    return {end: tuple(Item(uid, names[uid]) for uid in (end, *sorted({*above.get(end, ())} - {end}))) for end in ends}
