"""What a match is counted under: states, agencies, courts, mechanisms, articles, the year, places.

A match of several events that are linked to several items counts once under each; one of which nothing is told counts
under None.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from graph.ontology.actors import Agency, Court, State
from graph.ontology.law import LegalArticle, LegalInstrument, Mechanism
from graph.ontology.places import Place
from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph.ontology.entity import Entity
    from graph.patterns.matches import Match
    from graph.patterns.ties import Item, Tie, Ties

Key = tuple["Item | str | None", ...]
"""What matches have in common, one part for each column."""

LEAVING = ("handover", "removal")
"""Kinds of events, with those below, by which a person is made to leave a state."""
OPEN = ".."


class Dimension(NamedTuple):
    """One way to count matches: its columns, and the keys under which a match counts."""

    name: str
    columns: tuple[str, ...]
    keys: Callable[[Match, Ties], Iterable[Key]]
    by_key: bool = False
    """Whether groups stand in the order of their keys, not of how many they are."""


def _linked(link: str, cls: type[Entity], *, in_role: bool = False) -> Callable[[Match, Ties], Iterable[Key]]:
    def keys(match: Match, ties: Ties) -> Iterator[Key]:
        for tie in _ties(match, ties, link):
            if tie.end.of(cls):
                yield (tie.end, tie.role) if in_role else (tie.end,)

    return keys


def _articles(match: Match, ties: Ties) -> Iterator[Key]:
    for tie in _ties(match, ties, "under"):
        if tie.end.of(LegalArticle):
            yield from ((tie.end, instrument) for instrument in tie.within(LegalInstrument) or (None,))


def _ties(match: Match, ties: Ties, link: str) -> Iterator[Tie]:
    return (tie for event in match.events for tie in ties[event.uid] if tie.link == link)


def _year(match: Match, _ties: Ties) -> Iterator[Key]:
    """Yield the year of the event that completes a match; of one that may lie in several, first/last, .. for no end."""
    first, last = ((day or OPEN).partition("-")[0] for day in (match.last.earliest, match.last.latest))
    yield (None if first == last == OPEN else first if first == last else f"{first}/{last}",)


def _state_pair(match: Match, ties: Ties) -> Iterator[Key]:
    """Yield from which state to which.

    From: where the last handover or removal leads from; else the state of the last place that lies in one only.
    To: where that leads; else the state of who received the person by it, else of who last requested any of it.
    """
    backwards = [ties[event.uid] for event in reversed(match.events)]
    leaving = frozenset().union(*(scheme("event_kinds").below(kind) for kind in LEAVING))
    movements = [ties[event.uid] for event in reversed(match.events) if event.kind in leaving]
    places = (states for states in (_states(each, "at") for each in backwards) if len(states) == 1)
    sent = _last(movements, "from") or next(places, [])
    got = _last(movements, "to") or _last(movements, "actors", "received") or _last(backwards, "actors", "requested")
    yield from product(sent or (None,), got or (None,))


def _last(backwards: Iterable[tuple[Tie, ...]], link: str, role: str = "") -> list[Item]:
    """Return the states to which the last event with such a link is tied by it."""
    return next(filter(None, (_states(each, link, role) for each in backwards)), [])


def _states(some: Iterable[Tie], link: str, role: str = "") -> list[Item]:
    told = (tie for tie in some if tie.link == link and (not role or tie.role == role))
    return list(dict.fromkeys(state for tie in told for state in tie.within(State)))


DIMENSIONS = (
    Dimension("state_pair", ("from", "to"), _state_pair),
    Dimension("agency", ("agency", "role"), _linked("actors", Agency, in_role=True)),
    Dimension("court", ("court", "role"), _linked("actors", Court, in_role=True)),
    Dimension("mechanism", ("mechanism",), _linked("by_means_of", Mechanism)),
    Dimension("article", ("article", "instrument"), _articles),
    Dimension("year", ("year",), _year, by_key=True),
    Dimension("place", ("place",), _linked("at", Place)),
)
"""Links and roles by their names in the ontology; an instrument is the one to which an article belongs."""
