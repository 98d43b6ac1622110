"""Schema and migrations on a real database: done once, in order, resumed when killed, refused when newer."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from api.cli.opening import opened
from api.settings import load_settings
from graph import schema
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.checks import integrity
from graph.claims.claim import Claim
from graph.errors import DatabaseTooNew
from graph.migrations import Migration, show_terms_anew
from graph.store import import_lock, parts
from graph.store.import_lock import Holder

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.embedded.home import Home
    from graph.engine import Engine
    from graph.unit import Unit


@dataclass
class Counted:
    """An engine that counts units of work."""

    engine: Engine
    reads: int = 0
    writes: int = 0
    description: str = field(default="a counted database")

    def read(self, work: Callable[[Unit], Any], **options: Any) -> Any:
        self.reads += 1
        return self.engine.read(work, **options)

    def write(self, work: Callable[[Unit], Any], **options: Any) -> Any:
        self.writes += 1
        return self.engine.write(work, **options)


def rules(engine: Engine) -> set[str]:
    """Return the names of all indexes, those of constraints among them."""
    return {row["name"] for row in engine.read(lambda unit: unit.run("SHOW INDEXES YIELD name"))}


def recorded(engine: Engine) -> dict[str, Any]:
    found = engine.read(lambda unit: unit.run("MATCH (l:Ledger {name: 'schema'}) RETURN properties(l) AS l"))
    return dict(found[0]["l"])


def says(text: str) -> Callable[[Unit], object]:
    """A migration's work that can be seen, and that is seen twice when done twice."""
    return lambda unit: unit.run("MERGE (t:Trace) SET t.said = coalesce(t.said, '') + $text", text=text)


def running(statement: str) -> Callable[[Unit], object]:
    return lambda unit: unit.run(statement)


def trace(engine: Engine) -> str:
    rows = engine.read(lambda unit: unit.run("MATCH (t:Trace) RETURN t.said AS said"))
    return "".join(row["said"] for row in rows)


def called() -> list[str]:
    """The name in every statement, in order."""
    return [statement.partition(" IF ")[0].split()[-1] for statement in schema.statements()]


def test_the_names_of_all_statements_differ() -> None:
    names = called()
    assert len(names) == len(set(names))


def test_everything_asked_for_is_there_and_usable(database: Engine) -> None:
    schema.install(database)
    assert set(called()) <= rules(database)
    states = database.read(lambda unit: unit.run("SHOW INDEXES YIELD state RETURN collect(DISTINCT state) AS states"))
    assert states[0]["states"] == ["ONLINE"]


def test_a_database_that_is_up_to_date_costs_one_read(database: Engine) -> None:
    schema.install(database)
    counted = Counted(database)
    schema.install(counted)  # type: ignore[arg-type]  # it does all that an engine is asked for here
    assert (counted.reads, counted.writes) == (1, 0)


def test_what_is_no_longer_asked_for_goes_and_what_others_made_stays(database: Engine) -> None:
    schema.install(database)
    once = [
        "CREATE INDEX once_asked IF NOT EXISTS FOR (n:Person) ON (n.shoe_size)",
        "CREATE CONSTRAINT once_unique IF NOT EXISTS FOR (n:Shoe) REQUIRE n.size IS UNIQUE",
    ]
    for statement in (*once, "CREATE INDEX of_others IF NOT EXISTS FOR (n:Person) ON (n.hat_size)"):
        database.write(running(statement))
    database.write(
        lambda unit: unit.run("MATCH (l:Ledger {name: 'schema'}) SET l.statements = l.statements + $once", once=once)
    )
    schema.install(database)
    found = rules(database)
    database.write(lambda unit: unit.run("DROP INDEX of_others"))
    assert "of_others" in found
    assert not {"once_asked", "once_unique"} & found


def test_an_index_that_is_asked_for_otherwise_is_made_anew(database: Engine) -> None:
    """Its name is taken, and IF NOT EXISTS alone would leave the old one."""
    schema.install(database)
    old = "CREATE INDEX person_pseudonym IF NOT EXISTS FOR (n:Person) ON (n.nickname)"
    for statement in ("DROP INDEX person_pseudonym", old):
        database.write(running(statement))
    database.write(lambda unit: unit.run("MATCH (l:Ledger {name: 'schema'}) SET l.statements = [$old]", old=old))
    schema.install(database)
    of_it = "SHOW INDEXES YIELD name, properties WHERE name = 'person_pseudonym' RETURN properties"
    assert database.read(lambda unit: unit.run(of_it)) == [{"properties": ["pseudonym"]}]


def test_migrations_are_applied_once_in_order(database: Engine) -> None:
    first, second, third = (Migration(f"00{number}-test", says(str(number))) for number in (1, 2, 3))
    schema.install(database, (first, second))
    schema.install(database, (first, second))
    schema.install(database, (first, second, third))
    assert trace(database) == "123"
    assert recorded(database)["migrations"] == ["001-test", "002-test", "003-test"]


KILLED = """
import os, sys
from pathlib import Path
from graph import schema
from graph.engine import DatabasePlace, connect
from graph.migrations import Migration

def says(text):
    return lambda unit: unit.run("MERGE (t:Trace) SET t.said = coalesce(t.said, '') + $text", text=text)

def killed(unit):
    says("2")(unit)
    os._exit(9)

with connect(DatabasePlace(Path(sys.argv[1]))) as engine:
    schema.install(engine, (Migration("001-test", says("1")), Migration("002-test", killed)))
"""


def test_a_start_that_was_killed_between_two_is_finished_by_the_next(database: Engine, home: Home) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, home.path], env=os.environ, check=False)
    assert done.returncode == 9
    assert recorded(database)["migrations"] == ["001-test"]
    schema.install(database, (Migration("001-test", says("1")), Migration("002-test", says("2"))))
    assert trace(database) == "12"


@pytest.mark.parametrize("newer", ["l.migrations = ['999-later']", "l.version = '99.0.1'"])
def test_a_graph_that_a_newer_handover_wrote_is_refused_untouched(database: Engine, newer: str) -> None:
    schema.install(database)
    database.write(lambda unit: unit.run(f"MATCH (l:Ledger {{name: 'schema'}}) SET {newer}, l.statements = []"))
    before = recorded(database)
    with pytest.raises(DatabaseTooNew, match="newer Handover") as refused:
        schema.install(database, (Migration("001-test", says("1")),))
    assert "HANDOVER_HOME" in refused.value.way_out
    assert recorded(database) == before
    assert trace(database) == ""


def test_what_a_newer_handover_left_half_done_is_not_mended_by_this_one(
    database: Engine, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema.install(database)
    for name in [name for name in os.environ if name.startswith("HANDOVER_")]:
        monkeypatch.delenv(name)

    def killed(unit: Unit) -> None:
        import_lock.take(unit)
        import_lock.keep(unit, Holder("run", "an import", parts.STAGING, "2023-05-01T10:00:00+00:00"))
        unit.run("MATCH (l:Ledger {name: 'schema'}) SET l.version = '99.0.1'")

    database.write(killed)
    with pytest.raises(DatabaseTooNew), opened(load_settings(home=home.path)):
        pytest.fail("it was opened")
    assert database.read(import_lock.holder) is not None


def test_a_graph_that_an_older_handover_derived_is_shown_anew(database: Engine) -> None:
    schema.install(database)
    said = (Claim("person/p", "name", "P"), Claim("event/e", "subject", target="person/p", role="target"))
    batches.load(database, [Dataset("d", "1", said)])

    def by_an_older(unit: Unit) -> None:
        unit.run("MATCH (n:Entity) REMOVE n.citations")
        unit.run("MATCH (l:Ledger {name: 'schema'}) REMOVE l.derivation")

    database.write(by_an_older)
    assert integrity.differences(database) != []
    schema.install(database)
    assert integrity.differences(database) == []


def test_a_later_patch_of_the_same_release_is_no_newer_handover(database: Engine) -> None:
    ours = f"{recorded_version(database)}.99"
    database.write(lambda unit: unit.run("MATCH (l:Ledger {name: 'schema'}) SET l.version = $ours", ours=ours))
    schema.install(database)


def recorded_version(database: Engine) -> str:
    schema.install(database)
    return str(recorded(database)["version"])


ITEMS = {"event/x": ("kind", "arrest"), "event/y": ("kind", "release"), "person/a": ("name", "arrest")}
LINKED = Claim("event/z", "subject", target="person/a", role="victim")


def notes(engine: Engine) -> dict[str, str]:
    found = engine.read(lambda unit: unit.run("MATCH (n:Entity) RETURN n.uid AS uid, n.note AS note"))
    return {row["uid"]: row["note"] for row in found}


@pytest.mark.parametrize(
    ("before", "now", "anew"),
    [
        ([], ["event_kinds arrest seizure"], {"event/x", "person/a"}),
        (["event_kinds arrest seizure"], [], {"event/x", "person/a"}),
        (["event_kinds arrest seizure"], ["event_kinds arrest capture"], {"event/x", "person/a"}),
        ([], ["subject_roles victim target"], {"event/z"}),
        (["event_kinds arrest seizure"], ["event_kinds arrest seizure"], set()),
    ],
)
def test_items_that_say_a_replaced_term_are_shown_anew(
    database: Engine, before: list[str], now: list[str], anew: set[str]
) -> None:
    """A mark written past the store is gone from those that were, and stays on the others."""
    claims = (*(Claim(uid, name, value) for uid, (name, value) in ITEMS.items()), LINKED)
    batches.load(database, [Dataset("test", "1", claims)])
    database.write(lambda unit: unit.run("MATCH (n:Entity) SET n.note = 'marked'"))
    show_terms_anew(database, before, now)
    assert {uid for uid, note in notes(database).items() if note is None} == anew
