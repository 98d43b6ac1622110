"""One graph for all pictures, loaded once for each module: no test here changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.changes import batches
from tests.pictures.case import DATASET

if TYPE_CHECKING:
    from graph.engine import Engine


@pytest.fixture(scope="module")
def case(engine: Engine) -> Engine:
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    batches.load(engine, [DATASET])
    return engine
