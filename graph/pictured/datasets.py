"""What a part of the graph rests on: the datasets, the version of each, and when the last of them was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.store import ledger

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.unit import Unit

_ASSERTING = """
UNWIND $uids AS uid MATCH (:Entity {uid: uid})-[:HAS_CLAIM]->(c:Claim) UNWIND c.datasets AS dataset
RETURN collect(DISTINCT dataset) AS datasets
"""


class Rests(NamedTuple):
    """Name and version of each dataset, by name; the time, to the second, since which they are what they are."""

    datasets: tuple[tuple[str, str], ...]
    as_of: str


def rests_on(unit: Unit, uids: Collection[str]) -> Rests:
    """Return the datasets that say something of these items."""
    names = unit.run(_ASSERTING, uids=list(uids))[0]["datasets"]
    standing = ledger.batches(unit, "b.undone IS NULL AND b.dataset IN $names", names=names)
    versions = {batch.dataset: batch.version for batch in standing}
    return Rests(tuple(sorted(versions.items())), max((batch.recorded for batch in standing), default=""))
