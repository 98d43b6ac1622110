"""Claims that rival each other are told in one order, the shown one first, however they came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import Claim
from graph.items.provenance import conflicts
from graph.ontology.vocabulary import scheme

if TYPE_CHECKING:
    from graph.engine import Engine

RIVALS = [
    Claim("event/x", "date", f"2022-01-0{day}", standing=standing)
    for day, standing in enumerate(scheme("standings").terms, start=1)
]


@pytest.mark.parametrize("order", [1, -1])
def test_the_shown_claim_of_a_conflict_comes_first(graph: Engine, order: int) -> None:
    for claim in RIVALS[::order]:
        batches.load(graph, [Dataset(claim.standing, "1", (claim,))])
    (conflict,) = conflicts(graph)
    assert (conflict.uid, conflict.field, list(conflict.claims)) == ("event/x", "date", RIVALS)


def test_orders_that_oppose_each_other_are_a_conflict_of_the_first_by_name(graph: Engine) -> None:
    claims = [
        Claim("event/b", "follows", target="event/a", source="source/one", standing="reported"),
        Claim("event/a", "follows", target="event/b", source="source/two", standing="documented"),
        Claim("event/c", "follows", target="event/a", source="source/one", standing="reported"),
    ]
    known = [Claim(f"event/{each}", "kind", "arrest") for each in "abc"]
    known += [Claim(f"source/{each}", "name", each) for each in ("one", "two")]
    for number, claim in enumerate(claims):
        batches.load(graph, [Dataset(f"d{number}", "1", (claim, *known))])
    (conflict,) = conflicts(graph)
    assert (conflict.uid, conflict.field, list(conflict.claims)) == ("event/a", "follows", [claims[1], claims[0]])
