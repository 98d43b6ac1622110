"""Whether a text that is shown names somebody or a place that isn't: the second line behind what a profile closes.

A text that does is left out whole, and nothing is put in its place: to cut a name out of it would show where it stood.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph import names
from graph.ontology import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.pictured.subgraph import Node

_WORD = re.compile(r"[^\W\d_]+")
_TELLING = 4
"""Letters from which on a word may tell who or what is meant."""
_SOUNDING = 3
"""Letters of its sound, for the same."""
_ENDING = 4
"""Letters that cases and other languages may add."""


class Mentions:
    """Knows what those are called who are not shown by name, as it sounds in all three languages.

    What they have in common with somebody who is, such as a family name, tells nothing of them.
    """

    def __init__(self, hidden: Iterable[Node], shown: Iterable[Node]) -> None:
        self._stems = _stems(_heard(hidden) - _heard(shown))

    def named_in(self, text: str) -> bool:
        """Tell whether a text has a word that sounds like one of their names."""
        return any(_alike(word, self._stems) for word in _spellings(text))


class Places:
    """Knows what places are called, as it sounds in all three languages."""

    def __init__(self, places: Iterable[Node]) -> None:
        names = {text for place in places for text in _names(place)}
        words = ([_stems(heard) for word in _WORD.findall(text) if (heard := _spellings(word))] for text in names)
        self._names = [name for name in words if name]
        self._stems = tuple({stem for name in self._names for stems in name for stem in stems})

    def named_in(self, text: str) -> bool:
        """Tell whether a text has all telling words of a name: Moscow alone doesn't name Sheremetyevo, Moscow."""
        said = {word for word in _spellings(text) if word.startswith(self._stems)}
        return any(all(any(_alike(word, stems) for word in said) for stems in name) for name in self._names)


def _stems(heard: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(word[:-2] if len(word) > _TELLING + 1 else word for word in heard))


def _alike(word: str, stems: tuple[str, ...]) -> bool:
    if not word.startswith(stems):
        return False
    return any(word.startswith(stem) and len(word) - len(stem) <= _ENDING for stem in stems)


def _heard(nodes: Iterable[Node]) -> set[str]:
    return {word for node in nodes for text in _called(node) for word in _spellings(text)}


def _spellings(text: str) -> set[str]:
    """Return the words of a text that may tell what is meant: as they stand, in Latin letters, and as they sound."""
    latin = names.words(text)
    told = {word for word in {*_WORD.findall(text.casefold()), *latin} if len(word) >= _TELLING}
    return told | {heard for word in told & latin if len(heard := names.sound(word)) >= _SOUNDING}


def _called(node: Node) -> list[str]:
    """Return all that an item is called, its uid too."""
    return [*_names(node), node.uid.partition("/")[2]]


def _names(node: Node) -> list[str]:
    fields = registry.properties(registry.label_class(node.kind))
    said = [node.properties.get(name) or () for name, field in fields.items() if field.naming]
    return [
        node.name,
        *(str(one) for value in said for one in (value if isinstance(value, list | tuple) else (value,))),
    ]
