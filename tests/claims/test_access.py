"""What a reader may not see leaves no trace in what is derived for that reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from graph import access
from graph.access import Reader
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.checks import integrity
from graph.claims.claim import Claim
from graph.claims.derive import Shown, shown
from graph.claims.strength import Context, Weight
from graph.ontology.actors import Person
from graph.ontology.events import Event
from graph.ontology.meaning import SENSITIVITIES, Sensitivity
from graph.patterns import library
from graph.patterns.matching import match
from graph.patterns.question import Question

if TYPE_CHECKING:
    from graph.engine import Engine

WEIGHTS = {"source/s1": Weight(held=True, published=738_000), "source/s2": Weight()}
CONTEXT = Context(WEIGHTS)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    field, value, target = draw(
        st.sampled_from(
            [
                ("kind", "arrest", ""),
                ("kind", "release", ""),
                ("date", "2022-01-01", ""),
                ("date", "2022-02", ""),
                ("outcomes", "granted", ""),
                ("outcomes", "refused", ""),
                ("subject", None, "person/a"),
                ("subject", None, "person/b"),
            ]
        )
    )
    return Claim(
        about="event/x",
        field=field,
        value=value,
        target=target,
        role="target" if target else "",
        qualifiers=draw(st.sampled_from(("", '{"number": 4}'))) if target else "",
        source=draw(st.sampled_from(("", *WEIGHTS))),
        standing=draw(st.sampled_from(("", "documented", "alleged"))),
        sensitivity=draw(st.sampled_from(("", *SENSITIVITIES))),
    )


def as_seen(item: Shown, level: Sensitivity) -> Any:
    """What a reader of the level is given of a stored item, following the rule of `graph.access` by hand."""
    levels = SENSITIVITIES[: SENSITIVITIES.index(level) + 1]

    def values(stored: dict[str, Any]) -> dict[str, Any]:
        plain = {name: value for name, value in stored.items() if "__" not in name and name != "sensitivity"}
        for each in levels[1:]:
            own = {name: value for name, value in stored.items() if name.endswith(f"__{each}")}
            plain |= {name.removesuffix(f"__{each}"): value for name, value in own.items()}
        return plain

    visible = [edge for edge in item.edges if edge.properties.get("sensitivity", access.PUBLIC) in levels]
    return values(item.properties), sorted((edge.link, edge.target, str(values(edge.properties))) for edge in visible)


@given(st.lists(claims(), max_size=8, unique_by=lambda claim: claim.uid), st.sampled_from(SENSITIVITIES))
def test_each_level_sees_what_it_would_see_if_nothing_else_were_claimed(said: list[Claim], level: Sensitivity) -> None:
    levels = SENSITIVITIES[: SENSITIVITIES.index(level) + 1]
    allowed = [claim for claim in said if access.sensitivity(Event, claim.field, claim.sensitivity) in levels]
    alone = shown(Event, "event/x", allowed, CONTEXT)
    assert as_seen(shown(Event, "event/x", said, CONTEXT), level) == as_seen(alone, level)


def test_the_class_and_the_field_close_a_claim() -> None:
    assert access.sensitivity(Person, "real_name", "") == "restricted"
    assert access.sensitivity(Person, "name", "") == "public"
    assert access.sensitivity(Person, "name", "secret") == "secret"


def test_a_reader_asks_for_variants_only_where_the_graph_has_them() -> None:
    assert Reader("secret").value("n", "kind") == "n.kind"
    some = Reader("secret", frozenset({"kind__restricted", "sensitivity"}))
    assert some.value("n", "kind") == "coalesce(n.kind__restricted, n.kind)"
    assert some.value("n", "date") == "n.date"
    assert Reader("public", some.variants).value("n", "kind") == "n.kind"
    assert "'restricted', 'secret'" in Reader("public", some.variants).sees("n")


def test_who_may_not_see_a_step_gets_no_match_of_it(graph: Engine) -> None:
    cases = Dataset(
        "case",
        "1",
        (
            Claim("person/a", "name", "A"),
            *(
                Claim(f"event/{uid}", field, value, sensitivity=mark)
                for uid, kind, date, mark in (
                    ("release", "release", "2022-01-01", ""),
                    ("rearrest", "arrest", "2022-01-02", "restricted"),
                    ("handover", "handover", "2022-02-01", ""),
                )
                for field, value in (("kind", kind), ("date", date))
            ),
            Claim("event/rearrest", "ground", "migration"),
            *(
                Claim(f"event/{uid}", "subject", target="person/a", role="target")
                for uid in ("release", "rearrest", "handover")
            ),
        ),
    )
    batches.load(graph, [cases])
    pattern = library.pattern("migration-rearrest")
    assert [found.uid for found in match(graph, pattern, Question("restricted")).matches] == ["person/a"]
    assert match(graph, pattern).matches[0].time == "certain"
    assert match(graph, pattern, Question("public")).matches == ()
    assert integrity.differences(graph) == []


def test_an_order_that_a_reader_may_not_see_does_not_make_that_reader_certain(graph: Engine) -> None:
    said = [Claim("person/a", "name", "A")]
    for uid, kind, date in (
        ("release", "release", "2022-01"),
        ("rearrest", "arrest", "2022-01"),
        ("end", "handover", "2023"),
    ):
        said.append(Claim(f"event/{uid}", "kind", kind))
        said.append(Claim(f"event/{uid}", "date", date))
        said.append(Claim(f"event/{uid}", "subject", target="person/a", role="target"))
    said.append(Claim("event/rearrest", "ground", "migration"))
    order = {"target": "event/release", "qualifiers": '{"gap": "PT1H"}'}
    said.append(Claim("event/rearrest", "follows", **order, sensitivity="restricted"))
    batches.load(graph, [Dataset("case", "1", tuple(said))])
    pattern = library.pattern("migration-rearrest")
    assert [found.time for found in match(graph, pattern).matches] == ["certain"]
    assert [found.time for found in match(graph, pattern, Question("public")).matches] == ["possible"]
