"""Two graphs that differ only in what a role may not see answer that role alike, byte for byte.

The operations are random: selections, filters, orders, groups, pages with their cursors, and all that is computed. So
are the graphs: what is hidden are values beside shown ones, links, whole items, names, attitudes and rival claims.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.graphql.answering import Request, answer
from api.graphql.context import Context
from graph.access import PUBLIC
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import ATTITUDE, Claim
from graph.ontology.meaning import SENSITIVITIES
from tests.graphql.test_random_operations import IDS, operations

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity

PERSONS = ["person/yuri-kastsiuk", "person/p-1", "person/p-2", "person/p-3"]
EVENTS = ["event/kastsiuk-handover", "event/padlobnikau-extradition", *(f"event/e-{n}" for n in range(6))]
AGENCIES = ["agency/ru-fsb", "agency/by-kgb"]
PLACES = ["place/minsk", "place/brest"]
SOURCES = ["source/a", "source/b"]
NAMES = ["Anna", "Barys", "Юрий Костюк", "Yuri Kastsiuk", "Hanna", "Ala"]
DATES = ["2021", "2022-05", "2022-05-03", "[2022-01-01..2022-06-01]", "2023~"]
COMPUTED = [
    *(f'{{ search(text: "{text}", first: 50) {{ likeness item {{ uid name }} matched {{ field text }} }} }}'
      for text in ("Anna", "Hidden", "Юрий", "kastsiuk barys")),
    *(f'{{ timeline(subject: "{uid}") {{ event {{ uid kind }} roles earliest latest certain }} }}' for uid in PERSONS),
    *(f'{{ paths(from: "{PERSONS[0]}", to: "{uid}", longest: 5, first: 20) {{ length items {{ uid }} '
      "steps { links { link role standing backwards claims { uid } } } } }" for uid in (*PERSONS[1:], *AGENCIES)),
    """{ match(name: "migration-rearrest", nearMisses: true) {
        counts { certain possible } matches { subject { uid } standing steps { events { uid } } }
        nearMisses { subject { uid } failed { step condition by knownInstead } } } }""",
    '{ match(name: "abduction") { matches { subject { uid name } steps { events { uid date } } } } }',
    *(f'{{ match(name: "{name}", explain: "{uid}") {{ explanation {{ verdict steps {{ considered {{ uid fits '
      "failed { condition by knownInstead } citations { locator } } } } statistics { "
      "groups { by key { item { uid } value } matches { certain possible } } gaps { from minDays maxDays } "
      "funnel { subjects { certain possible } } } } }"
      for name in ("migration-rearrest", "pressure-on-relatives")
      for uid in (*PERSONS, "person/hidden-0", "person/hidden")),
    "{ figureChecks { figure { uid } } conflicts { field } }",
    "{ check { text } }",
    "{ persons(first: 1000) { nodes { subjectOf(first: 1000) { nodes { at(first: 2) { nodes { uid } } } } } } }",
    f'{{ nodes(ids: {json.dumps([*IDS, "person/hidden-0", "event/hidden-1", "source/hidden"])}) {{ id }} }}',
]  # fmt: skip


def said(dice: random.Random, persons: list[str], events: list[str], sources: list[str]) -> list[Claim]:
    """Random claims on items; the same number may be said twice, differently."""

    def cited() -> dict[str, str]:
        return {"source": dice.choice(sources), "standing": dice.choice(["documented", "reported", "alleged"])}

    found: list[Claim] = []
    for uid in persons:
        found.append(Claim(uid, "name", dice.choice(NAMES), **cited()))
        found.append(Claim(uid, "other_names", dice.choice(NAMES), **cited()))
        found.append(Claim(uid, "birth_date", dice.choice(DATES), **cited()))
        found.append(Claim(uid, "lives_in", target=dice.choice(PLACES), **cited()))
        found.append(Claim(uid, "relative_of", target=dice.choice(persons), role="sister", **cited()))
    for uid in events:
        found.append(Claim(uid, "kind", dice.choice(["arrest", "release", "handover", "abduction"]), **cited()))
        found.append(Claim(uid, "date", dice.choice(DATES), **cited()))
        found.append(
            Claim(uid, "subject", target=dice.choice(persons), role=dice.choice(["target", "victim"]), **cited())
        )
        found.append(
            Claim(uid, "actors", target=dice.choice(AGENCIES), role=dice.choice(["ordered", "held"]), **cited())
        )
        found.append(Claim(uid, "follows", target=dice.choice(events), **cited()))
        found.append(Claim(uid, "ground", dice.choice(["migration", "extradition_request"]), **cited()))
    return [claim for claim in found if claim.target != claim.about and dice.random() < 0.8]


def opened(dice: random.Random) -> tuple[Claim, ...]:
    """What everybody may read."""
    items = (*PERSONS, *EVENTS, *AGENCIES, *PLACES, "state/by")
    named = [Claim(uid, "name", uid.partition("/")[2], source=SOURCES[0], standing="documented") for uid in items]
    return tuple(
        dict.fromkeys([*(Claim(uid, "name", uid) for uid in SOURCES), *named, *said(dice, PERSONS, EVENTS, SOURCES)])
    )


def closed(dice: random.Random, level: Sensitivity, known: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """What the level sees and none below it."""
    new_persons, new_events = [f"person/hidden-{n}" for n in range(3)], [f"event/hidden-{n}" for n in range(4)]
    sources = [*SOURCES, "source/hidden"]
    claims = said(dice, [*PERSONS, *new_persons], [*EVENTS, *new_events], sources)
    named = [Claim(uid, "name", "Hidden", source=dice.choice(sources)) for uid in (*new_persons, *new_events)]
    claims += [*named, Claim("source/hidden", "name", "Hidden"), Claim(PERSONS[1], "real_name", "Hidden Anna")]
    claims += [Claim(claim.uid, ATTITUDE, "denies", by=dice.choice(PERSONS)) for claim in dice.sample(known, 5)]
    return tuple(dict.fromkeys(_marked(claim, level) for claim in claims))


def _marked(claim: Claim, level: Sensitivity) -> Claim:
    fields = ("about", "field", "value", "target", "role", "by", "source", "locator", "standing", "quoted_in")
    return Claim(**{name: getattr(claim, name) for name in fields}, sensitivity=level)


def answers(engine: Engine, level: Sensitivity, asked: list[str]) -> list[str]:
    context = Context(engine, level)
    return [json.dumps(answer(Request(query), context).as_json()) for query in asked]


@pytest.mark.parametrize("level", SENSITIVITIES[:-1])
@settings(max_examples=1, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), asked=st.lists(operations(), min_size=8, max_size=8, unique=True))
def test_what_a_role_may_not_see_changes_no_answer(graph: Engine, level: Any, seed: int, asked: list[str]) -> None:
    graph.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    dice, above = random.Random(seed), SENSITIVITIES[SENSITIVITIES.index(level) + 1]  # noqa: S311  no secret
    claims = opened(dice)
    seen = [Dataset("open", "1", claims)]
    if level != PUBLIC:
        seen.append(Dataset("half", "1", closed(dice, level, claims)))
    batches.load(graph, seen)
    questions = [*COMPUTED, *asked]
    before = answers(graph, level, questions)
    batches.load(graph, [Dataset("closed", "1", closed(dice, above, claims))])
    for question, one, other in zip(questions, before, answers(graph, level, questions), strict=True):
        assert one == other, f"seed {seed}: {question}"
    assert sum('"INTERNAL_ERROR"' in each for each in before) == 0
    if level == PUBLIC:
        assert any("Hidden" in each for each in answers(graph, above, questions))
