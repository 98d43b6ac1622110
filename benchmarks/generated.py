"""Case files of any size that say what a real one says: persons, events in order, who acted, where, on what ground."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("release", "arrest", "extradition", "handover", "custody")
EVENTS_OF_ONE = 10
"""Events of one person."""
SOURCES, AGENCIES, PLACES = 50, 20, 30


def case_file(events: int, *, dataset: str = "generated", seed: int = 1) -> dict[str, Any]:
    """Return a case file with so many events, each of about eight claims, every one with its source."""
    chance = random.Random(seed)  # noqa: S311  no secret
    persons = [f"person/{dataset}-{number}" for number in range(max(1, events // EVENTS_OF_ONE))]
    return {
        "dataset": dataset,
        "version": 1,
        "states": [{"uid": "state/by", "name": "Belarus"}, {"uid": "state/ru", "name": "Russia"}],
        "sources": [{"uid": f"source/s{n}", "name": f"Report {n}", "published": 2023} for n in range(SOURCES)],
        "agencies": [{"uid": f"agency/a{n}", "name": f"Agency {n}"} for n in range(AGENCIES)],
        "places": [{"uid": f"place/p{n}", "name": f"Town {n}"} for n in range(PLACES)],
        "persons": [{"uid": uid, "name": uid, "citizen_of": "state/by"} for uid in persons],
        "events": list(_events(chance, dataset, persons, events)),
    }


def _events(chance: random.Random, dataset: str, persons: list[str], count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        day = date(2020, 1, 1) + timedelta(days=chance.randrange(1500))
        agencies = chance.sample(range(AGENCIES), 2)
        yield {
            "uid": f"event/{dataset}-{number}",
            "kind": chance.choice(KINDS),
            "ground": "migration",
            "date": day.isoformat(),
            "subject": persons[number % len(persons)],
            "actors": [{"uid": f"agency/a{n}", "role": role} for n, role in zip(agencies, _ROLES, strict=True)],
            "at": f"place/p{chance.randrange(PLACES)}",
            "to": "state/by",
            "sources": [
                {
                    "source": f"source/s{chance.randrange(SOURCES)}",
                    "locator": f"page {chance.randrange(90)}, paragraph {number % 7}",
                    "standing": chance.choice(("documented", "reported", "alleged")),
                }
            ],
        }


_ROLES = ("requested", "carried_out")
