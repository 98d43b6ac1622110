"""Whose matches a change may touch beside those whom the changed events befell: through relatives, groups and links.

What a change links anew is named by its claims; these look at what was linked before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.actors import Person
from graph.patterns.language.model import SUBJECT, Linked, Neither
from graph.patterns.packed import coded
from graph.patterns.predicates import way

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph.patterns.language.model import Filter, Pattern, Step
    from graph.unit import Unit

Chain = tuple[Linked, ...]
_MEMBERSHIP = Person.member_of.type
_KINDS = "UNWIND $uids AS uid MATCH (:Entity {uid: uid})<-[:SUBJECT]-(e:Event) RETURN DISTINCT e.kind AS kind"


def events(unit: Unit, patterns: Iterable[Pattern], items: Collection[str]) -> set[str]:
    """Return the events that a pattern judges by what any of these items says of itself."""
    chains = {
        tuple((each.link, each.backwards) for each in chain): chain
        for pattern in patterns
        for step in pattern.seats()
        for chain in _chains(step.every_filter())
    }
    return {uid for chain in chains.values() for uid in _led(unit, chain, items)}


def _led(unit: Unit, chain: Chain, items: Collection[str]) -> Iterator[str]:
    """Yield the events that a chain leads from, those of these items that can be at its end taken."""
    ends = registry.reached(chain[-1].link, backwards=chain[-1].backwards)
    asked = sorted(uid for uid in items if registry.class_of(uid) in ends)
    yield from (row["uid"] for row in unit.run(_leading(chain), items=asked)) if asked else ()


def _chains(filters: Iterable[Filter]) -> Iterator[Chain]:
    """Yield the links from an event to each item of which a filter asks something."""
    for each in filters:
        if isinstance(each, Linked) and each.where:
            yield (each,)
            yield from ((each, *chain) for chain in _chains(each.where))
        elif isinstance(each, Neither):
            yield from _chains(each.filters)


def _leading(chain: Chain) -> str:
    """Return Cypher for the events at the beginning of a chain, found from the items at its end."""
    ends = ["e", *(f"t{n}" for n in range(len(chain)))]
    ways = [way(ends[n], "", each.link, ends[n + 1], backwards=each.backwards) for n, each in enumerate(chain)]
    matched = ", ".join(reversed(ways))
    return f"UNWIND $items AS item MATCH ({ends[-1]}:Entity {{uid: item}}) MATCH {matched} RETURN DISTINCT e.uid AS uid"


def subjects(unit: Unit, patterns: Iterable[Pattern], befallen: Collection[str]) -> set[str]:
    """Return who is judged by what befell these: the members of a group, and whom a step on somebody else is about."""
    return _tied(unit, [(link, not backwards) for link, backwards in _ways(patterns)], befallen)


def _ways(patterns: Iterable[Pattern]) -> list[tuple[str, bool]]:
    """Return the links, and whether they are walked backwards, from a subject to whom a step may be on instead."""
    of = {(step.of.link, step.of.backwards) for pattern in patterns for step in pattern.seats() if step.of}
    return sorted({(_MEMBERSHIP, False), *of})


def _tied(unit: Unit, ways: Iterable[tuple[str, bool]], uids: Collection[str]) -> set[str]:
    """Return what these are linked to in any of the ways."""
    ties = " + ".join(f"[{way('n', '', link, 'o', backwards=backwards)} | o.uid]" for link, backwards in ways)
    text = f"UNWIND $uids AS uid MATCH (n:Entity {{uid: uid}}) UNWIND {ties} AS tied RETURN DISTINCT tied"
    return {row["tied"] for row in unit.run(text, uids=sorted(uids))} if uids else set()


def kin(patterns: Iterable[Pattern]) -> set[str]:
    """Return the links by which somebody is judged by what befell somebody else, by their names in claims."""
    return {link.lower() for link, _ in _ways(patterns)}


def fillable(unit: Unit, patterns: list[Pattern], judged: Collection[str]) -> list[Pattern]:
    """Return the patterns that can match at all, by the kinds of event that befell these and those tied to them."""
    befallen = {*judged, *_tied(unit, _ways(patterns), judged)}
    kinds = {row["kind"] for row in unit.run(_KINDS, uids=sorted(befallen))}
    return [pattern for pattern in patterns if pattern.through != SUBJECT or all(_has(kinds, pattern.steps))]


def _has(kinds: set[str], steps: Iterable[Step]) -> Iterator[bool]:
    for step in steps:
        if step.required and (asked := coded.kinds(step)) is not None:
            yield bool(asked & kinds)
