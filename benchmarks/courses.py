"""Courses of events as the shipped patterns look for them, in order and out of order, with all that they ask about.

They are written past the importer: what matching reads (items, ties, the claim on each day) and nothing else.
"""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks.sequences import FIRST, write_all
from graph.store import packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.engine import Engine

    Row = dict[str, Any]

EVENTS_OF_ONE, SPAN = 5, 60
"""Events of one person, and the days among which theirs are; no two of one person share a day."""
COURSES: tuple[tuple[str, ...], ...] = (
    ("abduction", "handover"),
    ("diplomatic_assurance", "ruling", "handover", "release"),
    ("arrest", "release", "arrest", "consent", "handover"),
    ("entry_ban", "ordered_departure"),
    ("entry_ban", "departure_order"),
    ("asylum_claim", "asylum_decision", "appeal", "handover"),
    ("extradition_decision", "release", "flight"),
    ("release", "arrest", "handover"),
    ("handover", "movement"),
    ("release", "arrest", "flight"),
    ("administrative_penalty", "release", "arrest"),
    ("expulsion_order", "handover", "death"),
    ("interim_measures", "deportation"),
    ("wanted_notice", "arrest", "extradition_decision", "extradition"),
)
_PROPERTIES: dict[str, tuple[Row, ...]] = {
    "arrest": tuple({"ground": each} for each in ("overstay", "wanted_notice", "personal_tie", "ordinary_crime", None)),
    "release": ({"ground": "time_limit_expired"}, {}),
    "ruling": ({"ground": "diplomatic_assurance"}, {}),
    "asylum_claim": ({"outcomes": ["refused"]}, {"outcomes": ["pending"]}),
    "asylum_decision": ({"outcomes": ["refused"]}, {"outcomes": ["granted"]}),
    "extradition_decision": ({"outcomes": ["granted"]}, {"outcomes": ["refused"]}),
    "appeal": ({"outcomes": ["pending"]}, {"outcomes": ["upheld"]}),
    "administrative_penalty": ({"outcomes": ["detained"]}, {"outcomes": ["fined"]}),
    "handover": ({"formal_act": "deportation_order"}, {}),
}
_LINKS = {"ruling": ("RELIED_ON", "diplomatic_assurance"), "appeal": ("APPEALS", "asylum_decision")}
"""What some events of a kind are linked to: an event of the same person of another kind."""

_ACTORS = "UNWIND $rows AS row CREATE (:Entity:Actor:$(row.label) {uid: row.uid, name: row.uid})"
_EVENTS = """
UNWIND $rows AS row MATCH (p:Entity {uid: row.subject})
CREATE (e:Entity:Event)-[:SUBJECT {role: 'target'}]->(p) SET e = row.properties
CREATE (e)-[:HAS_CLAIM]->(:Claim {uid: 'claim/' + e.uid, about: e.uid, field: 'date', value: e.date, by: '',
  standing: 'documented', source: ''})
"""
_TIES = "UNWIND $rows AS row MATCH (a:Entity {uid: row[0]}), (b:Entity {uid: row[2]}) CREATE (a)-[:$(row[1])]->(b)"


def written(engine: Engine, events: int, seed: int = 1) -> None:
    """Write so many events of persons, and of organisations that a tenth of them belong to, into an empty graph."""
    chance = random.Random(seed)  # noqa: S311  no secret
    persons = [f"person/p{n}" for n in range(events // EVENTS_OF_ONE)]
    raided = [f"organization/o{n}" for n in range(len(persons) // 10)]
    told = [each for person in persons for each in _of_one(chance, person)]
    told += [_event(chance, each, n, "search", FIRST + chance.randrange(SPAN)) for n, each in enumerate(raided)]
    actors = [{"label": "Person", "uid": each} for each in persons]
    actors += [{"label": "Organization", "uid": each} for each in raided]
    write_all(engine, _ACTORS, actors)
    write_all(engine, _EVENTS, told)
    write_all(engine, _TIES, [*_tied(told), *_kin(chance, persons, raided)])
    packed.pack_all(engine)
    assert not engine.read(lambda unit: unit.value(f"MATCH (n:{packed.UNPACKED}) RETURN count(n)"))


def _of_one(chance: random.Random, person: str) -> Iterator[Row]:
    """Yield the events of one person: two courses, of which each is as likely out of order."""
    kinds = [kind for course in chance.choices(COURSES, k=2) for kind in course][:EVENTS_OF_ONE]
    days = sorted(chance.sample(range(SPAN), len(kinds)))
    if chance.random() < 0.5:
        chance.shuffle(days)
    for n, (kind, day) in enumerate(zip(kinds, days, strict=True)):
        yield _event(chance, person, n, kind, FIRST + day)


def _event(chance: random.Random, subject: str, n: int, kind: str, day: int) -> Row:
    said = {"uid": f"event/{subject.partition('/')[2]}-{n}", "kind": kind, "modality": "actual"}
    dated = {"date": date.fromordinal(day).isoformat(), "date_first": day, "date_last": day}
    properties = said | dated | chance.choice(_PROPERTIES.get(kind, ({},)))
    return {"subject": subject, "properties": properties}


def _tied(told: Sequence[Row]) -> Iterator[list[str]]:
    """Yield the links of every event that can have one to an event of its person."""
    by_kind = {(row["subject"], row["properties"]["kind"]): row["properties"]["uid"] for row in told}
    for row in told:
        if found := _LINKS.get(row["properties"]["kind"]):
            link, kind = found
            if (row["subject"], kind) in by_kind:
                yield [row["properties"]["uid"], link, by_kind[row["subject"], kind]]


def _kin(chance: random.Random, persons: Sequence[str], raided: Sequence[str]) -> Iterator[list[str]]:
    for person in persons[::10]:
        yield [person, "RELATIVE_OF", chance.choice(persons)]
        yield [chance.choice(persons), "MEMBER_OF", chance.choice(raided)]
