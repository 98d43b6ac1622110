"""What everything is called under a profile: who is shown by name keeps uid and name, all else gets new ones.

What is not shown has none; so nothing that speaks of it can be written.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.actors import Person, State
from graph.ontology.events import Event
from graph.ontology.law import Agreement, LegalArticle, LegalInstrument, Mechanism
from graph.ontology.places import Place
from graph.ontology.vocabulary import scheme
from graph.share import people
from graph.share.mentions import Mentions, Places
from graph.share.pseudonyms import codes

if TYPE_CHECKING:
    from graph.pictured.subgraph import Node, Subgraph
    from graph.share.profile import Profile

WITHIN = "within"
_NO_PLACE = (State, LegalInstrument, LegalArticle, Agreement, Mechanism)
"""Classes whose names say which state it is, or where a text was signed, and never where something befell somebody."""


class Masks:
    """The uids and names under which the items of a part of the graph are shown."""

    def __init__(self, subgraph: Subgraph, profile: Profile, key: bytes) -> None:
        every = (*subgraph.sources, *subgraph.nodes)
        gone = people.left_out(subgraph, profile)
        self.profile = profile
        self.hidden = people.hidden(subgraph, profile)
        self.nodes = {node.uid: node for node in every if node.uid not in gone and node.kind in profile.open}
        closed = self.hidden | gone
        persons = [node for node in every if node.kind == Person.__name__]
        self._mentions = Mentions(
            hidden=(node for node in persons if node.uid in closed),
            shown=(node for node in persons if node.uid not in closed),
        )
        merging = profile.places == "state"
        self._states = _states(subgraph) if merging else {}
        self._places = Places(subgraph.places if merging else ())
        self._whole = {node.uid for node in self.nodes.values() if self._is_whole(node)}
        coded = {uid: uid if uid in self._whole else self._coded_by(node) for uid, node in self.nodes.items()}
        self._codes = codes(key, sorted(set(coded.values()) - self._whole))
        self._coded = coded

    def uid(self, uid: str) -> str:
        """Return the uid under which an item is shown, "" if it isn't."""
        if uid in self._whole or uid not in self.nodes:
            return uid if uid in self._whole else ""
        return f"{registry.label_class(self.nodes[uid].kind).prefix}/{self._codes[self._coded[uid]]}"

    def name(self, uid: str) -> str:
        """Return the name under which an item is shown, "" if it isn't."""
        node = self.nodes.get(uid)
        return "" if node is None else node.name if uid in self._whole else self._label(node)

    def is_whole(self, uid: str) -> bool:
        """Tell whether an item is shown by its own name."""
        return uid in self._whole

    def is_merged(self, uid: str) -> bool:
        """Tell whether an item is a place that is one with all others of its state."""
        return self.profile.places == "state" and uid in self.nodes and self.nodes[uid].kind == Place.__name__

    def telling(self, text: str) -> bool:
        """Tell whether a text names somebody who isn't shown by name."""
        return self._mentions.named_in(text)

    def _is_whole(self, node: Node) -> bool:
        named = self.profile.shows(node.kind, "name") and node.uid not in self.hidden and not self.is_merged(node.uid)
        called = f"{node.name} {node.uid.partition('/')[2]}"
        return named and not self.telling(called) and not self._is_placed(node.kind, called)

    def _is_placed(self, kind: str, called: str) -> bool:
        """Tell whether what an item is called tells a place where only states are told, such as a town's police."""
        return not issubclass(registry.label_class(kind), _NO_PLACE) and self._places.named_in(called)

    def _coded_by(self, node: Node) -> str:
        """Return what an item's code is made of: of a merged place its states."""
        return " ".join((Place.prefix, *self._states_of(node))) if self.is_merged(node.uid) else node.uid

    def _states_of(self, node: Node) -> list[str]:
        return sorted(self._states.get(node.uid, ()))

    def _label(self, node: Node) -> str:
        """Return a name made of what a profile shows of an item: its kind, and a code where it must be told apart."""
        if self.is_merged(node.uid):
            states = [self.name(uid) for uid in self._states_of(node) if uid in self._whole]
            return f"Place in {' and '.join(states)}" if states else "Place"
        cls = registry.label_class(node.kind)
        kind, word = registry.properties(cls).get("kind"), cls.meaning.labels.en
        if kind and self.profile.shows(node.kind, "kind"):
            term = scheme(kind.kind.scheme).terms.get(str(node.properties.get("kind")))
            word = term.meaning.labels.en if term else word
        called = f"{word[:1].upper()}{word[1:]}"
        return called if issubclass(cls, Event) else f"{called} {self._codes[self._coded[node.uid]].upper()}"


def _states(subgraph: Subgraph) -> dict[str, set[str]]:
    """Return the states in which each place lies, as far as the ties tell."""
    above: dict[str, set[str]] = defaultdict(set)
    for tie in subgraph.ties:
        if tie.link == WITHIN:
            above[tie.start].add(tie.end)
    found: dict[str, set[str]] = {}
    for place in list(above):
        seen, more = {place}, {place}
        while more := {whole for each in more for whole in above.get(each, ())} - seen:
            seen |= more
        found[place] = {uid for uid in seen if uid.partition("/")[0] == State.prefix}
    return found
