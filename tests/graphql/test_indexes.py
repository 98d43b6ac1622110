"""Lists that ask for what has an index are answered from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph import access
from graph.queries.condition import Compared
from graph.queries.fields import columns
from graph.queries.selection import Everything, Listing, Page, Value
from graph.queries.statement import statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine
    from graph.unit import Unit


@pytest.fixture
def crowd(graph: Engine) -> Engine:
    """So many persons that the database counts its indexes anew, and that going through all of them costs far more."""
    made = "UNWIND range(1, 20000) AS n CREATE (:Entity:Actor:Person {uid: 'person/' + n, name: toString(n)})"
    graph.write(lambda unit: unit.run(made))
    graph.write(lambda unit: unit.run("CALL db.prepareForReplanning(300)"))
    return graph


@pytest.mark.parametrize("name", ["uid", "name"])
@pytest.mark.parametrize("operator", ["eq", "in"])
def test_a_list_of_given_items_goes_through_an_index(crowd: Engine, name: str, operator: str) -> None:
    where = Compared(columns("Person")[name], operator, "x" if operator == "eq" else ["x"])
    listing = Listing(Page(10), where, fields=(Value("name"),), total=True)

    def planned(unit: Unit) -> list[str]:
        made = statement([Everything("Person", listing)], access.reader(unit, access.PUBLIC))
        plan = unit._transaction.run(f"EXPLAIN {made.text}", made.parameters).consume().plan
        return list(steps(plan))

    found = crowd.read(planned)
    assert not any("LabelScan" in each for each in found), found
    assert any("IndexSeek" in each for each in found), found


def steps(plan: Any) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", []):
        yield from steps(child)
