"""The fewest parts of a whole that can't all be true together."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Part = TypeVar("Part")

MOST_TRIED = 5_000
"""Choices of parts. Beyond it the answer is one from which nothing can be left out, though a smaller may exist."""


def contradiction(parts: Sequence[Part], agree: Callable[[Sequence[Part]], bool]) -> tuple[Part, ...]:
    """Return the fewest parts that don't agree, one such choice of them; none where all agree.

    Whatever agrees must still agree when some of it is left out.
    """
    if agree(parts):
        return ()
    core = _irreducible(parts, agree)
    if sum(comb(len(parts), size) for size in range(1, len(core))) > MOST_TRIED:
        return core
    fewer = (choice for size in range(1, len(core)) for choice in combinations(parts, size))
    return next((choice for choice in fewer if not agree(choice)), core)


def _irreducible(parts: Sequence[Part], agree: Callable[[Sequence[Part]], bool]) -> tuple[Part, ...]:
    """Leave out one part after the other, each for good where the rest still contradicts itself."""
    kept = list(range(len(parts)))
    for place in reversed(range(len(parts))):
        rest = [each for each in kept if each != place]
        if not agree([parts[each] for each in rest]):
            kept = rest
    return tuple(parts[each] for each in kept)
