"""What the graph holds, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.queries.selection import Everything, Listing, Page
from graph.queries.statement import answer

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity

_SECONDS = 30


def holdings(engine: Engine) -> dict[str, int]:
    """Return how many nodes of each class there are, by plural; from the database's own counters."""
    classes = registry.node_classes().values()
    each = " UNION ALL ".join(
        f"MATCH (n:{cls.__name__}) RETURN '{cls.plural}' AS plural, count(n) AS n" for cls in classes
    )
    rows = engine.read(lambda unit: unit.run(each))
    return {row["plural"]: row["n"] for row in rows}


def holdings_seen(engine: Engine, level: Sensitivity) -> dict[str, int]:
    """Return how many nodes of each class a reader of the level sees, by plural."""
    classes = registry.node_classes().values()
    counted = Listing(Page(0), rows=False, total=True)
    found = answer(engine, [Everything(cls.__name__, counted) for cls in classes], level, timeout=_SECONDS)
    return {cls.plural: total for cls, (_, total, _) in zip(classes, found, strict=True)}


def is_alive(engine: Engine) -> bool:
    """Tell whether the database answers within two seconds; a HandoverError says why not."""
    return bool(engine.read(lambda unit: unit.run("RETURN 1 AS one"), timeout=2))


def is_empty(engine: Engine) -> bool:
    """Tell whether nothing was ever loaded."""
    return not engine.read(lambda unit: unit.run("MATCH (b:Batch) RETURN b.uid AS uid LIMIT 1"))
