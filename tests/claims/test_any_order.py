"""Any order and any cut of loading, correcting and undoing ends in the graph of the live claims loaded once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.changes import batches, rebuild, undoing
from graph.changes.batches import Dataset
from graph.checks import integrity
from graph.claims.claim import ATTITUDE, Claim

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.engine import Engine
    from graph.unit import Unit

SOURCES = ("source/s1", "source/s2")
PERSONS = ("person/a", "person/b")
EVENTS = ("event/x", "event/y")
BASE = Dataset(
    "base",
    "1",
    tuple(Claim(about=uid, field="name", value=uid) for uid in (*SOURCES, *PERSONS, *EVENTS, "state/by", "agency/k")),
)
"""What every generated dataset may speak of, loaded first and never taken back."""

_SAID = [
    *(("person/a", "name", name, "", "") for name in ("A", "Aa")),
    *(("person/b", "name", name, "", "") for name in ("B", "Bb")),
    *(("person/a", "other_names", name, "", "") for name in ("А", "Ā")),
    *(("event/x", "date", day, "", "") for day in ("2022-01-01", "2022-02", "2022-03-01")),
    *(("event/x", "kind", kind, "", "") for kind in ("arrest", "release")),
    *(("event/y", "outcomes", outcome, "", "") for outcome in ("granted", "refused")),
    *(("source/s1", "held", held, "", "") for held in (True, False)),
    *(("source/s2", "published", day, "", "") for day in ("2021", "2023-05-01")),
    ("event/x", "subject", None, "person/a", "target"),
    ("event/x", "subject", None, "person/b", "target"),
    ("event/x", "actors", None, "agency/k", "ordered"),
    ("event/x", "actors", None, "agency/k", "carried_out"),
    ("event/y", "follows", None, "event/x", ""),
    ("person/a", "citizen_of", None, "state/by", ""),
]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    about, field, value, target, role = draw(st.sampled_from(_SAID))
    source = draw(st.sampled_from(("", *SOURCES)))
    return Claim(
        about=about,
        field=field,
        value=value,
        target=target,
        role=role,
        qualifiers='{"gap": "P1D"}' if field == "follows" and draw(st.booleans()) else "",
        by=draw(st.sampled_from(("", "agency/k"))),
        source=source,
        standing=draw(st.sampled_from(("documented", "alleged"))) if source else "",
        sensitivity=draw(st.sampled_from(("", "", "restricted", "secret"))),
    )


@st.composite
def statements(draw: st.DrawFn) -> tuple[Claim, ...]:
    """What one version of a dataset says: claims, and attitudes of a party to some of them."""
    said = draw(st.lists(claims(), max_size=8, unique_by=lambda claim: claim.uid))
    doubted = draw(st.lists(st.sampled_from(said), max_size=2, unique=True)) if said else []
    attitudes = [Claim(about=claim.uid, field=ATTITUDE, value="denies", by="agency/k") for claim in doubted]
    return (*said, *attitudes)


DATASETS = ("d1", "d2", "d3")


@dataclass
class History:
    """The plain reference: what each dataset says, and how to take a batch back."""

    says: dict[str, Collection[Claim]]
    batches: list[tuple[str, str, Collection[Claim]]]

    def load(self, dataset: str, claims: Collection[Claim], batch: str) -> None:
        if batch:
            self.batches.append((batch, dataset, self.says.get(dataset, ())))
            self.says[dataset] = claims

    def undo_from(self, index: int) -> None:
        """Take back a batch and the later ones of its dataset."""
        _, dataset, before = self.batches[index]
        self.batches = [each for n, each in enumerate(self.batches) if n < index or each[1] != dataset]
        self.says[dataset] = before

    def live(self) -> list[Dataset]:
        return [Dataset(name, "final", claims) for name, claims in self.says.items()]


def snapshot(unit: Unit) -> Any:
    """All that readers can see: items, edges, live claims and what they hang on."""
    items = unit.run("MATCH (n:Entity) RETURN labels(n) AS labels, properties(n) AS n ORDER BY n.uid")
    edges = unit.run(
        "MATCH (a)-[r]->(b) WHERE NOT a:Batch RETURN a.uid AS a, type(r) AS type, properties(r) AS r, b.uid AS b"
    )
    return json.loads(json.dumps([items, sorted(edges, key=str)], sort_keys=True, default=sorted))


def emptied(engine: Engine) -> None:
    engine.write(lambda unit: unit.run("MATCH (n) DETACH DELETE n"))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_order_of_loading_and_undoing_ends_alike(graph: Engine, data: st.DataObject) -> None:
    emptied(graph)
    batches.load(graph, [BASE])
    reference = History({}, [])
    for version in range(data.draw(st.integers(1, 5), label="steps")):
        undo = data.draw(st.booleans(), label="undo")
        if reference.batches and undo:
            index = data.draw(st.integers(0, len(reference.batches) - 1), label="batch")
            undoing.undo(graph, reference.batches[index][0], with_later=True)
            reference.undo_from(index)
            continue
        together = data.draw(st.lists(st.sampled_from(DATASETS), min_size=1, max_size=2, unique=True), label="datasets")
        given_ = [Dataset(name, str(version), data.draw(statements(), label=name)) for name in together]
        for dataset, outcome in zip(given_, batches.load(graph, given_), strict=True):
            reference.load(dataset.name, dataset.claims, outcome.batch)
    assert integrity.differences(graph) == []
    travelled = graph.read(snapshot)
    emptied(graph)
    order = data.draw(st.permutations([BASE, *reference.live()]), label="order")
    batches.load(graph, order)
    assert graph.read(snapshot) == travelled


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(statements(), min_size=1, max_size=3))
def test_undoing_everything_ends_empty(graph: Engine, versions: list[tuple[Claim, ...]]) -> None:
    emptied(graph)
    batches.load(graph, [BASE])
    for number, claims in enumerate(versions):
        batches.load(graph, [Dataset("d", str(number), claims)])
    standing = graph.read(
        lambda unit: unit.run("MATCH (b:Batch) WHERE b.undone IS NULL RETURN b.uid AS uid ORDER BY b.number")
    )
    for row in reversed(standing):
        undoing.undo(graph, row["uid"])
    assert graph.read(snapshot) == [[], []]
    assert integrity.differences(graph) == []


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(statements(), min_size=1, max_size=2))
def test_rebuilding_changes_nothing(graph: Engine, versions: list[tuple[Claim, ...]]) -> None:
    emptied(graph)
    batches.load(graph, [BASE])
    for number, claims in enumerate(versions):
        batches.load(graph, [Dataset("d", str(number), claims)])
    before = graph.read(snapshot)
    rebuild.rebuild(graph)
    assert graph.read(snapshot) == before


def test_a_hand_written_change_is_found_and_rebuilt(graph: Engine) -> None:
    batches.load(graph, [BASE])
    before = graph.read(snapshot)
    graph.write(lambda unit: unit.run("MATCH (n:Person {uid: 'person/a'}) SET n.name = 'forged'"))
    assert [(each.uid, each.part) for each in integrity.differences(graph)] == [("person/a", "name")]
    rebuild.rebuild(graph)
    assert graph.read(snapshot) == before
