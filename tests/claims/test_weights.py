"""A source that weighs otherwise changes what readers see of all that rests on it, however much that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.changes import batches, decisions, recovery, undoing
from graph.changes.batches import Dataset
from graph.changes.decisions import IdentityRefused
from graph.checks import integrity
from graph.claims.claim import Claim
from graph.store import making, parts, staged, transaction_size
from tests.claims.test_batches import everything

if TYPE_CHECKING:
    from graph.engine import Engine

PERSONS = 12


@pytest.fixture
def resting(graph: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Persons with two names each, of which the one in the older source is shown; more of them than one part."""
    monkeypatch.setattr(transaction_size, "LARGEST", 8)
    monkeypatch.setattr(parts, "PART", 5)
    said = [Claim("source/old", "published", "2021"), Claim("source/new", "name", "Not held, not dated")]
    said += [Claim("source/new", "kind", kind, source=f"source/{name}") for name, kind in ALIKE]
    for number in range(PERSONS):
        said += [Claim(f"person/{number}", "name", name, source=f"source/{name}") for name in ("old", "new")]
    batches.load(graph, [Dataset("persons", "1", tuple(said))])
    assert shown(graph) == {"old"}
    return graph


ALIKE = (("old", "report"), ("new", "letter"))
HELD = [Dataset("archive", "1", (Claim("source/new", "held", value=True),))]


def shown(graph: Engine) -> set[str]:
    """The names that readers see."""
    return {row["name"] for row in graph.read(lambda unit: unit.run("MATCH (n:Person) RETURN n.name AS name"))}


def test_one_claim_about_a_source_shows_all_that_rests_on_it(resting: Engine) -> None:
    before = resting.read(everything)[0]
    (outcome,) = batches.load(resting, HELD)
    assert shown(resting) == {"new"}
    assert integrity.differences(resting) == []
    undoing.undo(resting, outcome.batch)
    assert integrity.differences(resting) == []
    assert resting.read(everything)[0] == before


@pytest.mark.parametrize("parts_before", [0, 1, 4])
@pytest.mark.parametrize("change", ["import", "undo"])
def test_what_a_kill_left_to_show_is_shown_at_the_next_start(
    resting: Engine, monkeypatch: pytest.MonkeyPatch, change: str, parts_before: int
) -> None:
    if change == "undo":
        batches.load(resting, HELD)
    left, show = [None] * parts_before, making.show

    def killed(*arguments: Any) -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        show(*arguments)

    monkeypatch.setattr(making, "show", killed)
    with pytest.raises(KeyboardInterrupt):
        batches.load(resting, HELD) if change == "import" else undoing.undo(resting, "batch/2")
    assert resting.read(staged.is_reweighed)
    monkeypatch.setattr(making, "show", show)
    recovery.recover(resting, lambda _: None)
    assert shown(resting) == ({"new"} if change == "import" else {"old"})
    assert integrity.differences(resting) == []


def test_a_source_on_which_too_much_rests_is_not_renamed(resting: Engine) -> None:
    before = resting.read(everything)
    with pytest.raises(IdentityRefused, match=r"\d+ claims would .*\n  way out: write the one uid in the case files"):
        decisions.rename(resting, "source/old", "source/older")
    assert resting.read(everything) == before
