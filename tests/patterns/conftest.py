"""Small histories written as case files, as an importer would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from importers import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.engine import Engine

BASE = """
dataset: base
version: 1
persons:
- {uid: person/a, name: A}
- {uid: person/b, name: B}
sources:
- {uid: source/one, name: One}
- {uid: source/two, name: Two}
"""


@pytest.fixture
def told(graph: Engine, tmp_path: Path) -> Callable[[str], Engine]:
    """Load events, written as the items of a case file, and return the graph that holds them."""

    def load_events(events: str, sources: str = "") -> Engine:
        (tmp_path / "base.yaml").write_text(BASE)
        (tmp_path / "told.yaml").write_text(f"dataset: told\n{sources}\nevents:\n{events}")
        load.load(graph, load.gather([tmp_path]))
        return graph

    return load_events
