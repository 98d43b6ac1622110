"""A process that changes a graph over and over, to be killed: loads, corrects, takes back and rebuilds."""

from __future__ import annotations

import sys
from pathlib import Path

from graph.changes import batches, rebuild, recovery, undoing
from graph.changes.batches import Dataset
from graph.claims.claim import Claim
from graph.engine import DatabasePlace, Engine, connect
from graph.store import ledger, parts, transaction_size

PERSONS = 40


def version(number: int) -> Dataset:
    """Return a version of the dataset; each takes some claims away, adds others, and weighs a source otherwise."""
    source = f"source/s{number % 2}"
    published = f"202{number % 2}"
    said = [Claim("source/s0", "published", published), Claim("source/s1", "published", "2020-07-01")]
    for each in range(PERSONS):
        person, event = f"person/{each}", f"event/{each}"
        said += [
            Claim(person, "name", f"{each} in version {number % 2}", source=source, standing="reported"),
            Claim(person, "name", f"{each}", source="source/s0", standing="reported"),
            Claim(event, "kind", "arrest", source=source, standing="documented"),
            Claim(event, "subject", target=person, role="target", source="source/s0", standing="documented"),
        ]
    return Dataset("d", str(number), tuple(said), f"hash of {number}")


def steps(engine: Engine, number: int) -> None:
    """Go once around: a new version, taken back and loaded again, everything derived anew."""
    batch = batches.load(engine, [version(number)])[0].batch
    undoing.undo(engine, batch)
    batches.load(engine, [version(number)])
    rebuild.rebuild(engine)


def newest(engine: Engine) -> int:
    """Return the version that stands; 0 if none does."""
    standing = engine.read(lambda unit: ledger.batches(unit, "b.undone IS NULL"))
    return int(standing[-1].version) if standing else 0


def main(home: str, largest: int) -> None:
    """Change the graph of a home for ever, and say when it has begun."""
    transaction_size.LARGEST, parts.PART = largest, max(2, largest // 2)
    with connect(DatabasePlace(Path(home)), say=lambda _: None) as engine:
        recovery.recover(engine, lambda _: None)
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        number = newest(engine) + 1
        while True:
            steps(engine, number)
            number += 1


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
