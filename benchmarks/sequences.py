"""Histories of exact days for the matcher and for its rivals, the same for all, with steps of chosen rarity.

They are written past the importer: what matching reads (items, ties, the claim on each day) and nothing else.
"""

from __future__ import annotations

import random
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, LiteralString, NamedTuple

from graph.store import packed
from graph.unit import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph.engine import Engine
    from graph.unit import Unit

EVENTS_OF_ONE = 5
FIRST = 738_000
"""The day on which the earliest history begins."""
SHARES = {1: "overstay", 5: "registration", 10: "irregular_work", 30: "border_regime", 70: "public_order"}
"""Up to how many of a hundred persons were arrested on this ground, or on one before it."""
COMMON = "ordinary_crime"

_PERSONS = "UNWIND $rows AS row CREATE (:Entity:Actor:Person {uid: row, name: row})"
_EVENTS = """
UNWIND $rows AS row MATCH (p:Entity {uid: row[0]})
CREATE (e:Entity:Event {uid: row[1], kind: row[2], ground: row[3], modality: 'actual', date_first: row[4],
  date_last: row[5], date: row[6]})-[:SUBJECT {role: 'target'}]->(p)
CREATE (e)-[:HAS_CLAIM]->(:Claim {uid: 'claim/' + row[1], about: row[1], field: 'date', value: row[6], by: '',
  standing: 'documented', source: ''})
"""


class Happened(NamedTuple):
    """One event: whom it befell, its uid, kind, ground, and day."""

    person: str
    uid: str
    kind: str
    ground: str | None
    day: int


def histories(events: int, seed: int = 1) -> list[Happened]:
    """Return histories of five events: a release, an arrest within 30 days, a handover, and two others."""
    chance = random.Random(seed)  # noqa: S311  no secret
    return [event for n in range(events // EVENTS_OF_ONE) for event in _of_one(chance, n)]


def grounds(share: int) -> list[str]:
    """Return the grounds on which that share of a hundred persons was arrested."""
    return [ground for most, ground in SHARES.items() if most <= share]


def _of_one(chance: random.Random, n: int) -> Iterator[Happened]:
    person, start, place = f"person/p{n}", FIRST + chance.randrange(1500), chance.randrange(100)
    ground = next((each for most, each in SHARES.items() if place < most), COMMON)
    days = {
        "release": start,
        "arrest": start + chance.randrange(31),
        "handover": start + chance.randrange(-60, 60),
        "hearing": start + chance.randrange(-60, 60),
        "custody": start + chance.randrange(-60, 60),
    }
    for m, (kind, day) in enumerate(days.items()):
        yield Happened(person, f"event/p{n}-{m}", kind, ground if kind == "arrest" else None, day)


def written(engine: Engine, told: list[Happened], known: Callable[[int], tuple[int, int]] | None = None) -> None:
    """Write histories into an empty graph; `known` returns the days among which a day is known to be."""
    people: list[object] = list(dict.fromkeys(event.person for event in told))
    days = [known(event.day) if known else (event.day, event.day) for event in told]
    rows: list[object] = [[*event[:4], *some, _text(*some)] for event, some in zip(told, days, strict=True)]
    write_all(engine, _PERSONS, people)
    write_all(engine, _EVENTS, rows)
    packed.pack_all(engine)


def _text(first: int, last: int) -> str:
    ends = [date.fromordinal(day).isoformat() for day in (first, last)]
    return ends[0] if first == last else f"[{'..'.join(ends)}]"


def write_all(engine: Engine, statement: LiteralString, rows: Sequence[object]) -> None:
    """Write rows by a statement, a transaction for each part of them."""
    for start in range(0, len(rows), ROWS):
        engine.write(partial(_write, statement=statement, rows=rows[start : start + ROWS]))


def _write(unit: Unit, statement: LiteralString, rows: Sequence[object]) -> None:
    unit.run(statement, rows=rows)
