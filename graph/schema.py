"""Constraints and indexes, made from the ontology: what a database needs before it holds a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.entity import Entity
from graph.ontology.values import DATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine, Unit

_FIXED = (
    "CREATE CONSTRAINT entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE",
    "CREATE CONSTRAINT claim_uid IF NOT EXISTS FOR (n:Claim) REQUIRE n.uid IS UNIQUE",
    "CREATE CONSTRAINT batch_uid IF NOT EXISTS FOR (n:Batch) REQUIRE n.uid IS UNIQUE",
    "CREATE CONSTRAINT ledger_name IF NOT EXISTS FOR (n:Ledger) REQUIRE n.name IS UNIQUE",
    "CREATE INDEX claim_about IF NOT EXISTS FOR (n:Claim) ON (n.about)",
    "CREATE INDEX claim_source IF NOT EXISTS FOR (n:Claim) ON (n.source)",
    "CREATE INDEX event_kind_ground IF NOT EXISTS FOR (n:Event) ON (n.kind, n.ground)",
)


def _indexes(cls: type[Entity]) -> Iterator[str]:
    """Yield one index for each property that the class itself marks for look-up, and two for a date's days."""
    for name, prop in registry.properties(cls).items():
        if prop.index and (name in vars(cls)):
            stored = (f"{name}_first", f"{name}_last") if prop.kind is DATE else (name,)
            for column in stored:
                label = cls.__name__
                yield f"CREATE INDEX {label.lower()}_{column} IF NOT EXISTS FOR (n:{label}) ON (n.{column})"


def statements() -> tuple[str, ...]:
    """Return every schema statement that the ontology asks for; each may be repeated."""
    classes: list[type[Entity]] = [Entity, *registry.node_classes().values()]
    return (*_FIXED, *(statement for cls in classes for statement in _indexes(cls)))


def install(engine: Engine) -> None:
    """Give the database what the ontology asks for; on one that has it already this changes nothing."""

    def work(unit: Unit) -> None:
        for statement in statements():
            unit.run(statement)

    engine.write(work)
