"""What carries a graph that an older Handover wrote over to this one.

A migration changes what is stored; it stands here for ever, under the name that it is recorded by. Terms that
the vocabulary replaces need none: claims keep the words of their sources, and what is shown of them is
derived anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from graph.store import import_lock, making, parts
from graph.unit import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.unit import Unit


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of what is stored, made in one transaction; `name` begins with its number: 001-..."""

    name: str
    work: Callable[[Unit], object]


MIGRATIONS: tuple[Migration, ...] = ()
"""All there ever were, in the order in which they are applied."""


def apply(engine: Engine, known: tuple[Migration, ...]) -> None:
    """Apply each migration that the database hasn't had, once, in order; one that was killed left no trace."""
    for migration in known:
        engine.write(partial(_once, migration), timeout=None)


def _once(migration: Migration, unit: Unit) -> None:
    """Apply and record in one transaction, so that two commands that start together don't both do it."""
    import_lock.take(unit)
    rows = unit.run("MERGE (l:Ledger {name: 'schema'}) RETURN $name IN l.migrations AS done", name=migration.name)
    if not rows[0]["done"]:
        migration.work(unit)
        unit.run(
            "MATCH (l:Ledger {name: 'schema'}) SET l.migrations = coalesce(l.migrations, []) + $name",
            name=migration.name,
        )


def show_terms_anew(engine: Engine, before: list[str], now: list[str]) -> None:
    """Show anew the items whose claims say a term that is replaced otherwise than `before`."""
    terms = [replacement.split()[1] for replacement in set(before) ^ set(now)]
    touched = engine.read(partial(_saying, terms=terms), timeout=None) if terms else []
    for start in range(0, len(touched), ROWS):
        engine.write(partial(_show, uids=set(touched[start : start + ROWS])), timeout=None)
    parts.show_resting(engine, import_lock.take)


def show_all_anew(engine: Engine) -> None:
    """Show every item anew: this Handover shows the same claims otherwise."""
    last = ""
    while page := engine.read(partial(_after, last=last)):
        engine.write(partial(_show, uids=set(page)), timeout=None)
        last = page[-1]
    parts.show_resting(engine, import_lock.take)


def _after(unit: Unit, last: str) -> list[str]:
    rows = unit.run(
        "MATCH (n:Entity) WHERE n.uid > $last AND EXISTS { (n)-[:HAS_CLAIM]->() } "
        "WITH n.uid AS uid ORDER BY uid LIMIT $rows RETURN collect(uid) AS uids",
        last=last,
        rows=ROWS,
    )
    return list(rows[0]["uids"])


def _saying(unit: Unit, terms: list[str]) -> list[str]:
    rows = unit.run(
        "MATCH (n:Entity)-[:HAS_CLAIM]->(c) WHERE c.value IN $terms OR c.role IN $terms OR c.standing IN $terms "
        "RETURN collect(DISTINCT n.uid) AS touched",
        terms=terms,
    )
    return list(rows[0]["touched"])


def _show(unit: Unit, uids: set[str]) -> None:
    import_lock.take(unit)
    making.show(unit, uids)
