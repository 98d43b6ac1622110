"""Changes too large for one transaction are made in parts, each of which leaves the graph as whole as it was.

What is left to do can be read from the graph at any moment, so whoever comes after a kill goes on from there
(see `graph.recovery`).
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from graph import import_lock, ledger, live, staged, store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from graph.claims import Claim
    from graph.engine import Engine, Unit
    from graph.ledger import Batch
    from graph.staged import Kind

    Records = Callable[[Unit, Collection[str]], dict[str, Claim]]

T = TypeVar("T")

LARGEST = 15_000
"""Claims that one transaction changes: 24,752 passed within the engine's heap of 512 MB, 41,152 did not."""

PART = 5_000
"""Claims of one part."""

_PAGE = 10
"""Parts that are planned at a time; to plan, all that a batch ever said is read."""

STAGING, SAYING, UNDOING, REBUILDING = "staging", "saying", "undoing", "rebuilding"
"""How far a change in parts is, as the one who holds the import lock says it."""


class TooLarge(Exception):
    """A change needs more than one transaction."""

    @classmethod
    def refuse(cls, claims: int) -> None:
        """Raise it for more claims than one transaction may change."""
        if claims > LARGEST:
            raise cls


def of(rows: Iterable[T]) -> Iterator[list[T]]:
    """Yield so many rows at a time as make a part."""
    waiting = iter(rows)
    while part := list(islice(waiting, PART)):
        yield part


def say_left(
    engine: Engine, run: str, batch: Batch, kind: Kind, *, sources: bool, records: Records = live.records
) -> None:
    """Let a batch's dataset say what is left to be said of it, and no longer what is not, and show the items.

    Only what is about sources, or about all else. `records` reads claims: from the graph, or from where it is quicker.
    """

    def part(unit: Unit, claims: list[list[object]]) -> None:
        import_lock.kept(unit, run)
        begun, ended = staged.say(unit, batch.dataset, claims)
        held = records(unit, [*begun, *ended])
        bare = store.change(unit, [held[uid] for uid in begun], [held[uid] for uid in ended])
        ledger.note_perhaps_bare(unit, batch.uid, bare)

    page = _PAGE * PART
    look = partial(staged.left, batch=batch.uid, dataset=batch.dataset, kind=kind, sources=sources, limit=page)
    more = True
    while more:
        left = engine.read(look, timeout=None)
        for claims in of(left):
            engine.write(partial(part, claims=claims))
        more = len(left) == page
