"""What a database needs before it holds a graph: constraints and indexes from the ontology, and migrations.

What was done is recorded on the node (:Ledger {name: 'schema'}), so that a start on a database that is up to
date costs one read. Each step may be repeated: one that was killed is done again at the next start.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from graph import access, migrations, names
from graph.claims.derive import DERIVATION
from graph.errors import DatabaseTooNew
from graph.items import search
from graph.ontology import registry
from graph.ontology.entity import Entity
from graph.ontology.meaning import SENSITIVITIES
from graph.ontology.values import DATE
from graph.ontology.vocabulary import replacements
from graph.store import event_codes, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.engine import Engine
    from graph.migrations import Migration
    from graph.ontology.meaning import Sensitivity
    from graph.unit import Unit

_FIXED = (
    "CREATE CONSTRAINT entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE",
    "CREATE CONSTRAINT claim_uid IF NOT EXISTS FOR (n:Claim) REQUIRE n.uid IS UNIQUE",
    "CREATE CONSTRAINT alias_uid IF NOT EXISTS FOR (n:Alias) REQUIRE n.uid IS UNIQUE",
    "CREATE CONSTRAINT decision_uid IF NOT EXISTS FOR (n:Decision) REQUIRE n.uid IS UNIQUE",
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


def _full_text(level: Sensitivity) -> str:
    """Return the index of the names that a level sees and none below it: hidden text stands with no other."""
    return (
        f"CREATE FULLTEXT INDEX {search.index(level)} IF NOT EXISTS FOR (n:Entity) "
        f"ON EACH [n.{access.column(names.SEARCHED, level)}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    )


def statements() -> tuple[str, ...]:
    """Return every schema statement that the ontology asks for; each may be repeated."""
    classes: list[type[Entity]] = [Entity, *registry.node_classes().values()]
    return (*_FIXED, *(statement for cls in classes for statement in _indexes(cls)), *map(_full_text, SENSITIVITIES))


@dataclass(frozen=True, slots=True)
class State:
    """What was done to a database: by which Handover, the statements, migrations, terms, how it derives and packs."""

    version: str = ""
    statements: list[str] = field(default_factory=list)
    migrations: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    derivation: int = 0
    event_codes: list[str] = field(default_factory=list)


def install(engine: Engine, known: tuple[Migration, ...] = migrations.MIGRATIONS) -> None:
    """Give the database what the ontology asks for, and carry what it holds over to this Handover.

    Raises DatabaseTooNew, with nothing changed.
    """
    found, wanted = engine.read(_recorded), _wanted(known)
    if found == wanted:
        return
    _refuse_newer(found, wanted, engine.description)
    _restate(engine, found.statements, wanted.statements)
    migrations.apply(engine, known)
    if found.derivation == wanted.derivation:
        migrations.show_terms_anew(engine, found.terms, wanted.terms)
    else:
        migrations.show_all_anew(engine)
    if found.event_codes != wanted.event_codes:
        packed.pack_all(engine)
    engine.write(lambda unit: unit.run("MERGE (l:Ledger {name: 'schema'}) SET l += $state", state=asdict(wanted)))


def refuse_newer(engine: Engine) -> None:
    """Raise DatabaseTooNew if a newer Handover has written the graph; nothing is written before this is known."""
    _refuse_newer(engine.read(_recorded), _wanted(migrations.MIGRATIONS), engine.description)


def _wanted(known: tuple[Migration, ...]) -> State:
    return State(
        version("handover"),
        list(statements()),
        [each.name for each in known],
        replacements(),
        DERIVATION,
        event_codes.legend(),
    )


def _recorded(unit: Unit) -> State:
    rows = unit.run("MATCH (l:Ledger {name: 'schema'}) RETURN l {.*} AS state")
    known = State.__dataclass_fields__
    return State(**{name: said for row in rows for name, said in row["state"].items() if name in known})


def _refuse_newer(found: State, ours: State, database: str) -> None:
    if set(found.migrations) - set(ours.migrations) or _release(found.version) > _release(ours.version):
        raise DatabaseTooNew(
            f"a newer Handover ({found.version}) has written the graph in {database}; this is {ours.version}",
            way_out="use that Handover or a newer one, or name another database or HANDOVER_HOME",
        )


def _release(text: str) -> tuple[int, ...]:
    """Return major and minor: within these the ontology stays readable."""
    return tuple(int(part) for part in text.split(".")[:2] if part)


def _restate(engine: Engine, before: Iterable[str], wanted: list[str]) -> None:
    """Drop what Handover once asked for and no longer does, then ask for the rest and wait until it is usable."""
    _run_each(engine, [_dropping(statement) for statement in before if statement not in wanted])
    _run_each(engine, wanted)
    engine.write(lambda unit: unit.run("CALL db.awaitIndexes(86400)"), timeout=None)


def _dropping(statement: str) -> str:
    *_, kind, name = statement.partition(" IF ")[0].split()
    return f"DROP {kind} {name} IF EXISTS"


def _run_each(engine: Engine, each: list[str]) -> None:
    """Run statements in one transaction; the database admits no other writing beside them."""
    engine.write(lambda unit: [unit.run(statement) for statement in each], timeout=None)
