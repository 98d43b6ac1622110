"""Who of a part of the graph is not shown by name under a profile, and who and what is not shown at all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.actors import Agency, Court, Person
from graph.ontology.events import Event
from graph.ontology.vocabulary import scheme
from graph.patterns.language.model import SUBJECT, SUBJECT_ROLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.pictured.subgraph import Node, Subgraph, Tie
    from graph.share.profile import Profile

OFFICE = "member_of"


def hidden(subgraph: Subgraph, profile: Profile) -> set[str]:
    """Return the uids of the persons who are shown under a pseudonym, if at all."""
    persons = {node.uid: node for node in (*subgraph.nodes, *subgraph.sources) if node.kind == Person.__name__}
    sensitive = {uid for uid, node in persons.items() if _sensitive(node)}
    named = persons.keys() if not profile.shows(Person.__name__, "name") or profile.persons == "all" else set()
    shown = _officials(subgraph) - targets(subgraph) if profile.officials == "shown" else set()
    return set() if profile.persons == "none" else sensitive | (named - shown)


def _sensitive(node: Node) -> bool:
    """Tell whether a person's name isn't public: it stands behind a pseudonym, or whoever reads may not see it."""
    closing = (name for name, field in registry.properties(Person).items() if field.closes_uid)
    return not node.name or any(node.properties.get(name) for name in closing)


def _officials(subgraph: Subgraph) -> set[str]:
    bodies = {Agency.prefix, Court.prefix}
    return {tie.start for tie in subgraph.ties if tie.link == OFFICE and tie.end.partition("/")[0] in bodies}


def targets(subgraph: Subgraph) -> set[str]:
    """Return the uids of those whom events target."""
    roles = scheme(registry.links(Event)[SUBJECT].roles).below(SUBJECT_ROLE)
    return {tie.end for tie in subgraph.ties if tie.link == SUBJECT and tie.role in roles}


def left_out(subgraph: Subgraph, profile: Profile) -> set[str]:
    """Return the uids of persons whom a profile leaves out, and of events of its kinds or that leave with them."""
    gone = set(_beside(subgraph, profile)) - {*subgraph.focus, *targets(subgraph)}
    subjects: dict[str, set[str]] = defaultdict(set)
    for tie in subgraph.ties:
        if tie.link == SUBJECT:
            subjects[tie.start].add(tie.end)
    kinds = {node.uid for node in subgraph.nodes if node.properties.get("kind") in profile.left_out.kinds}
    events = {node.uid for node in subgraph.nodes if node.kind == Event.__name__}
    return gone | (kinds & events) | {event for event, some in subjects.items() if some <= gone}


def _beside(subgraph: Subgraph, profile: Profile) -> Iterator[str]:
    for tie in subgraph.ties:
        if tie.link in profile.left_out.links or tie.role in profile.left_out.roles:
            yield from filter(_is_person, (tie.start, tie.end))


def _is_person(uid: str) -> bool:
    return uid.partition("/")[0] == Person.prefix


def kept(tie: Tie, gone: set[str]) -> bool:
    """Tell whether a tie leads between what is shown."""
    return tie.start not in gone and tie.end not in gone
