"""Lists of what was known by a date, and of what parties say to claims: as a plain reference and patterns have it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from api.graphql.answering import Request, answer
from api.graphql.context import Context
from graph.access import ALL, PUBLIC
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import ATTITUDE, Claim
from graph.patterns import match, read
from graph.patterns.question import Question
from graph.time.edtf import days_of, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine

DATES = ["2021", "2022-09", "2022-09-26", "[2022-01-28..2022-02-01]", "2021-12/2022-03", "2023-01?"]
ASKED = ["2020", "2021-12", "2022-01-30", "2022-09-26", "2022", "2024"]
PARTIES = ["agency/a", "agency/b"]
ATTITUDES = ["denies", "disputes"]


@dataclass
class Event:
    """What is said of an event: its claims, each in a source or none, with what parties say to it."""

    uid: str
    known_from: str | None
    claims: list[tuple[Claim, list[tuple[str, str]]]] = field(default_factory=list)


def _random() -> tuple[dict[str, str | None], list[Event]]:
    dice = random.Random(5)  # noqa: S311  no secret
    sources = {f"source/s{n}": dice.choice([None, *DATES]) for n in range(7)}
    events = []
    for n in range(30):
        event = Event(f"event/e{n:02}", dice.choice([None, None, *DATES[:3]]))
        said = [("kind", "arrest", ""), ("subject", None, "person/p"), ("note", f"note {n}", "")]
        for name, value, target in said:
            source = dice.choice(["", "", *sources]) if n % 4 else ""
            claim = Claim(event.uid, name, value, target=target, role="target" if target else "", source=source)
            attitudes = [(dice.choice(PARTIES), dice.choice(ATTITUDES)) for _ in range(dice.randrange(2))]
            event.claims.append((claim, attitudes))
        events.append(event)
    return sources, events


SOURCES, EVENTS = _random()


def _claims() -> Iterator[Claim]:
    yield from (Claim(uid, "name", uid) for uid in ("person/p", *PARTIES, *SOURCES))
    yield from (Claim(uid, "published", published) for uid, published in SOURCES.items() if published)
    for event in EVENTS:
        if event.known_from:
            yield Claim(event.uid, "known_from", event.known_from)
        for claim, attitudes in event.claims:
            yield claim
            yield from (Claim(claim.uid, ATTITUDE, value, by=by) for by, value in attitudes)


@pytest.fixture
def told(graph: Engine) -> Engine:
    batches.load(graph, [Dataset("random", "1", tuple(_claims()))])
    return graph


def asked(graph: Engine, where: dict[str, Any]) -> set[str]:
    query = "query ($where: EventFilter) { events(where: $where, first: 100) { nodes { uid } } }"
    found = answer(Request(query, {"where": where}), Context(graph, ALL))
    assert found.errors == ()
    assert found.data
    return {each["uid"] for each in found.data["events"]["nodes"]}


def _known(published: list[str], day: int, *, certainly: bool) -> bool:
    spans = [days_of(each) for each in published]
    if certainly:
        return any(each.last <= day for each in spans)
    return not spans or any(each.first <= day for each in spans)


def known(event: Event, when: str, *, certainly: bool) -> bool:
    """The rule: from when it says it was known, else from when a source of any claim on it was published."""
    published = [SOURCES.get(claim.source) for claim, _ in event.claims]
    told = [event.known_from] if event.known_from else [each for each in published if each]
    return _known(told, span_of(when).last, certainly=certainly)


@pytest.mark.parametrize("when", ASKED)
def test_items_are_known_by_a_date_as_the_rule_has_it(told: Engine, when: str) -> None:
    lists = {}
    for name, certainly in (("certainlyKnownBy", True), ("possiblyKnownBy", False)):
        expected = {event.uid for event in EVENTS if known(event, when, certainly=certainly)}
        assert asked(told, {name: when}) == expected
        assert asked(told, {"not": {name: when}}) == {event.uid for event in EVENTS} - expected
        lists[name] = expected
    pattern = read({"name": "any", "title": "Any", "steps": [{"id": "arrest", "kind": "arrest"}]})
    matches = match(told, pattern, Question(known_by=when)).matches
    by_certainty = {each.steps[0].events[0].uid: each.time for each in matches}
    assert {uid for uid, time in by_certainty.items() if time == "certain"} == lists["certainlyKnownBy"]
    assert by_certainty.keys() == lists["possiblyKnownBy"]


@pytest.mark.parametrize("when", ASKED)
def test_claims_are_known_by_a_date_when_their_source_is_published(told: Engine, when: str) -> None:
    for name, certainly in (("certainlyKnownBy", True), ("possiblyKnownBy", False)):
        for noted in ("note", "kind"):
            expected = {
                event.uid
                for event in EVENTS
                for claim, _ in event.claims
                for published in [SOURCES.get(claim.source)]
                if claim.field == noted
                and _known([published] if published else [], span_of(when).last, certainly=certainly)
            }
            assert asked(told, {"anyClaim": {"field": {"eq": noted}, name: when}}) == expected


@pytest.mark.parametrize("by", PARTIES)
@pytest.mark.parametrize("value", ATTITUDES)
def test_lists_can_ask_what_parties_say_to_claims(told: Engine, by: str, value: str) -> None:
    said = {event.uid: [each for _, attitudes in event.claims for each in attitudes] for event in EVENTS}
    where = {"anyAttitude": {"by": {"eq": by}, "value": {"eq": value}}}
    assert asked(told, {"anyClaim": where}) == {uid for uid, each in said.items() if (by, value) in each}
    unsaid = {event.uid for event in EVENTS if any((by, value) not in attitudes for _, attitudes in event.claims)}
    assert asked(told, {"anyClaim": {"not": where, "field": {"in": ["kind", "subject", "note"]}}}) == unsaid


def test_a_date_that_is_none_is_told(graph: Engine) -> None:
    query = '{ events(where: {certainlyKnownBy: "last week"}) { totalCount } }'
    found = answer(Request(query), Context(graph, ALL))
    assert [each["message"] for each in found.errors] == ["certainlyKnownBy 'last week' can't be read."]


def test_a_closed_source_or_attitude_tells_nobody_when(graph: Engine) -> None:
    closed = [
        Claim("event/e", "kind", "arrest", source="source/s"),
        Claim("source/s", "name", "S"),
        Claim("source/s", "published", "2022", sensitivity="restricted"),
        Claim("agency/a", "name", "A"),
    ]
    denied = Claim(closed[0].uid, ATTITUDE, "denies", by="agency/a", sensitivity="restricted")
    batches.load(graph, [Dataset("closed", "1", (*closed, denied))])
    for where in ('certainlyKnownBy: "2022"', 'anyClaim: {anyAttitude: {value: {eq: "denies"}}}'):
        for level, count in ((ALL, 1), (PUBLIC, 0)):
            found = answer(Request(f"{{ events(where: {{{where}}}) {{ totalCount }} }}"), Context(graph, level))
            assert found.data == {"events": {"totalCount": count}}
