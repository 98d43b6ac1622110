"""What a change costs doesn't grow with the graph: what is given is sought in an index, from the first import on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.changes import batches
from graph.changes.batches import Dataset
from graph.changes.preview import preview
from graph.claims.claim import Claim
from graph.parameters import converted
from graph.unit import Unit
from tests.graphql.test_indexes import steps

if TYPE_CHECKING:
    from graph.engine import Engine

PERSONS = 400


def dataset(version: str, year: int) -> Dataset:
    """Persons who are each released and arrested again; every tenth release is in the year."""
    said = []
    for number in range(PERSONS):
        person, release, arrest = f"person/p{number}", f"event/r{number}", f"event/a{number}"
        said += [
            Claim(person, "name", person),
            Claim(release, "kind", "release"),
            Claim(release, "date", f"{2020 if number % 10 else year}-05-01"),
            Claim(release, "subject", target=person, role="target"),
            Claim(arrest, "kind", "arrest"),
            Claim(arrest, "subject", target=person, role="target"),
            Claim(arrest, "follows", target=release),
        ]
    return Dataset("d", version, tuple(said))


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Gather, for each statement that is run, the parts of its plan that go through whole indexes."""
    found: dict[str, list[str]] = {}
    run = Unit.run

    def explained(unit: Unit, cypher: Any, /, **parameters: Any) -> list[dict[str, Any]]:
        if not cypher.startswith(("CALL", "SHOW")):
            plan = unit._transaction.run(f"EXPLAIN {cypher}", converted(parameters)).consume().plan
            if scanning := [each for each in steps(plan) if "IndexScan" in each]:
                found[cypher] = scanning
        return run(unit, cypher, **parameters)

    monkeypatch.setattr(Unit, "run", explained)
    return found


def test_a_correction_right_after_the_first_import_reads_no_whole_index(
    graph: Engine, scans: dict[str, list[str]]
) -> None:
    batches.load(graph, [dataset("1", 2021)])
    scans.clear()
    corrected = [dataset("2", 2022)]
    effect = preview(graph, corrected).effect
    assert effect
    assert len(effect.items) == PERSONS // 10
    batches.load(graph, corrected)
    assert not scans
