"""Histories told by random claims: what worlds allow, and which claims contradict, against plain enumeration."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from typing import TYPE_CHECKING

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from graph.patterns.history import Happening
from graph.patterns.history import History as Known
from graph.patterns.statements import Statement, statements
from graph.time.conditions import AtLeast, AtMost, Before
from graph.time.days import ANY_DAY
from tests.patterns.random_claims import History, history
from tests.patterns.reference import Rule, worlds
from tests.patterns.told import Told, apart, before

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.patterns.statements import Claims
    from tests.patterns.told import Point

LONGEST = 120
"""Days; more take the reference too long."""
HISTORIES = st.randoms(use_true_random=False).map(lambda random: history(random, "h"))


def rows(told: History, about: tuple[str, ...]) -> Claims:
    """Return the claims on items as the database returns them."""
    attitudes = {claim.uid: [each.value for each in told.claims if each.about == claim.uid] for claim in told.claims}
    return {
        each: [
            {
                "uid": claim.uid, "field": claim.field, "value": claim.value, "target": claim.target,
                "source": claim.source, "qualifiers": claim.qualifiers, "attitudes": attitudes[claim.uid],
            }
            for claim in told.claims if claim.about == each
        ]
        for each in about
    }  # fmt: skip


def known(told: History) -> Known:
    dating = tuple({claim.source for claim in told.claims if claim.field == "relative_date" and claim.source})
    said = statements(rows(told, told.events), rows(told, dating))
    return Known({each: Happening(each, "hearing", None, ANY_DAY, False, ()) for each in told.events}, said)


def point(said: Statement) -> Point:
    """Return the point of the reference that a statement makes."""
    if said.field == "time":
        return "time", said.about, said.says.split()[-2]
    if said.field == "follows":
        earlier, _, gap = said.says.partition(" by ")
        return "gap" if gap else "follows", said.about, earlier
    return said.field, said.about


def is_possible(told: History, rules: Collection[Rule], days: range) -> bool:
    """Tell whether the reference finds a world of all events under some rules."""
    return any(True for _ in worlds(rules, told.events, days))


@settings(max_examples=150, deadline=None)
@given(HISTORIES)
def test_what_can_be_and_what_must_be(told: History) -> None:
    """Every order of all events, and every number of days between two of them; else the fewest that contradict."""
    days = told.days()
    assume(len(days) <= LONGEST)
    points, history = Told(told.claims, days).points(told.events), known(told)
    assert {point(said) for said in history.statements} == set(points)
    consistent = is_possible(told, points.values(), days)
    event("consistent" if consistent else "inconsistent")
    assert history.worlds.exist() == consistent
    if consistent:
        orders_agree(told, history, list(points.values()), days)
    else:
        fewest_contradict(told, history, points, days)


def orders_agree(told: History, history: Known, rules: list[Rule], days: range) -> None:
    every = list(permutations(told.events))
    possible = {
        order for order in every if is_possible(told, [*rules, *(before(*pair) for pair in pairwise(order))], days)
    }
    for order in every:
        conditions = [Before(*pair) for pair in pairwise(order)]
        assert history.worlds.some(*conditions) == (order in possible)
        assert history.worlds.all(*conditions) == (possible == {order})
    one, other = told.events[:2]
    for n in range(-4, 5):
        asked = (AtLeast(one, other, plus=n), AtMost(one, other, plus=n))
        assert history.worlds.some(*asked) == is_possible(told, [*rules, apart(one, other, [n])], days)


def fewest_contradict(told: History, history: Known, points: dict[Point, Rule], days: range) -> None:
    """What is reported contradicts itself, also as claims alone; no choice of fewer points does."""
    contradiction = history.contradiction()
    found = {point(said) for said in contradiction}
    event(f"contradiction of {len(found)}")
    assert not any(worlds([points[each] for each in found], (), days))
    for fewer in combinations(points, len(found) - 1):
        assert any(worlds([points[each] for each in fewer], (), days)), fewer
    claimed = {uid for said in contradiction for uid in said.claims}
    alone = Told([claim for claim in told.claims if claim.uid in claimed], days).points(told.events)
    assert not any(worlds(alone.values(), (), days))
