"""Every check of the graph in one list: integrity, items that nothing is said of, histories that no world allows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graph import consistency
from graph import rebuild as records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine

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
    """Return all that is found; with `rebuild` everything derived is made anew from the records."""
    found = [*_differences(engine), *_bare(engine), *_inconsistent(engine)]
    if rebuild:
        records.rebuild(engine)
    return found


def _differences(engine: Engine) -> Iterator[Finding]:
    for each in records.differences(engine):
        yield Finding("integrity", each.uid, f"{each.part} is {each.stored}, and by the records {each.derived}")


def _inconsistent(engine: Engine) -> Iterator[Finding]:
    for each in consistency.inconsistent(engine):
        said = "; ".join(str(statement) for statement in each.contradiction)
        yield Finding("time", each.subject, f"these {len(each.contradiction)} statements can't all be true: {said}")


def _bare(engine: Engine) -> Iterator[Finding]:
    for row in engine.read(lambda unit: unit.run(_BARE)):
        yield Finding("bare", row["uid"], f"nothing is said of it, but {row['spoken_of']} claims or links speak of it")
