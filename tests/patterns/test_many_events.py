"""Of a subject with more events than are looked at for a step nothing is told, rather than a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.patterns import choices, match, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine

MOST = 3
RELEASE = {"id": "release", "kind": "release"}


@pytest.mark.parametrize(
    "steps", [[RELEASE], [RELEASE, {"id": "never", "kind": "release", "absent": True}]], ids=["filled", "absent"]
)
@pytest.mark.parametrize("events", [MOST, MOST + 2])
def test_nothing_is_told_of_a_part(
    told: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch, events: int, steps: list[dict[str, object]]
) -> None:
    monkeypatch.setattr(choices, "MOST_OF_A_STEP", MOST)
    days = (f"{{uid: event/e{n}, kind: release, date: 2022-01-0{n}, subject: person/a}}" for n in range(1, events + 1))
    graph = told("\n".join(f"- {day}" for day in days))
    answer = match(graph, read({"name": "many", "title": "Many", "steps": steps}))
    assert list(answer.undecided) == (["person/a"] if events > MOST else [])
    assert bool(answer.matches) is (events <= MOST)
