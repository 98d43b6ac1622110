"""What the database plans by: how much its indexes hold, which it counts every ten seconds.

Until it has counted what a first import brought it takes its indexes for empty, and plans to read one from end to end
for each row. Such plans are kept, and a step takes time in proportion to the whole graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.unit import Unit

LEAST = 1_000
"""Claims of a graph in which a plan can matter."""

_SECONDS = 30
"""As long as counting may take; it goes on, and nobody waits, after that."""

_COUNTING = "db.prepareForReplanning"


def count_indexes(engine: Engine, asserted: int) -> None:
    """Let the database count its indexes now if these new claims are half of all, or more; plans are made anew."""

    def work(unit: Unit) -> None:
        claims = unit.value("MATCH (c:Claim) RETURN count(c)")
        if claims >= LEAST and 2 * asserted >= claims and _may(unit):
            unit.run(f"CALL {_COUNTING}({_SECONDS})")

    engine.read(work)


def _may(unit: Unit) -> bool:
    """Tell whether this user of the database may have them counted; a hosted one may refuse it."""
    return bool(unit.run("SHOW PROCEDURES EXECUTABLE YIELD name WHERE name = $name RETURN name", name=_COUNTING))
