"""Every check of the graph in one list: integrity, items that nothing is said of, histories that no world allows.

What sources count, against what is named, is no fault of the graph: see `graph.checks.figures`.

A check takes many transactions, and what others change between them would look like a fault. So it begins again
when the ledger has moved meanwhile, and refuses to begin while a change in parts is under way.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graph.changes import rebuild as rebuilding
from graph.checks import consistency, figures, integrity
from graph.store import import_lock
from graph.store.import_lock import GraphMoves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine

LOOKS = 3
"""How often a check begins anew on a graph that others change, before it gives up."""

_BARE = """
MATCH (n:Entity) WHERE NOT EXISTS { (n)-[:HAS_CLAIM]->() }
RETURN n.uid AS uid, COUNT { (n)<-[]-() } AS spoken_of ORDER BY uid
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found; `check` names the kind."""

    check: str
    uid: str
    text: str

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain data."""
        return asdict(self)


def check(engine: Engine, *, rebuild: bool = False) -> list[Finding]:
    """Return all that is found; with `rebuild` everything derived is made anew from the records.

    Raises LockHeld during a change in parts, and GraphMoves if others go on changing the graph.
    """
    found = _undisturbed(engine)
    if rebuild:
        rebuilding.rebuild(engine)
    return found


def _undisturbed(engine: Engine) -> list[Finding]:
    """Look until nobody has changed the graph meanwhile: so all that is found is of one state of it."""
    for _ in range(LOOKS):
        before = engine.read(import_lock.changes)
        found = [*_differences(engine), *_bare(engine), *_inconsistent(engine), *_uncountable(engine)]
        if engine.read(import_lock.changes) == before:
            return found
    raise GraphMoves(LOOKS)


def _differences(engine: Engine) -> Iterator[Finding]:
    for each in integrity.differences(engine):
        yield Finding("integrity", each.uid, f"{each.part} is {each.stored}, and by the records {each.derived}")


def _inconsistent(engine: Engine) -> Iterator[Finding]:
    for each in consistency.inconsistent(engine):
        said = "; ".join(str(statement) for statement in each.contradiction)
        yield Finding("time", each.subject, f"these {len(each.contradiction)} statements can't all be true: {said}")


def _bare(engine: Engine) -> Iterator[Finding]:
    for row in engine.read(lambda unit: unit.run(_BARE)):
        yield Finding("bare", row["uid"], f"nothing is said of it, but {row['spoken_of']} claims or links speak of it")


def _uncountable(engine: Engine) -> Iterator[Finding]:
    for uid, said in figures.unreadable(engine):
        yield Finding("figure", uid, said)
