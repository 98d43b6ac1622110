"""Which events bear on a subject's own: all before them, all after, what is tied to any by a gap or by a text's day.

An order that counts for nothing leads nowhere: what others contradict themselves about is not the subject's matter.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.patterns.statements import dating_texts, orders
from graph.time.conditions import AtLeast, AtMost, Before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.patterns.statements import Claims

_BACK, _ON = _EITHER = ("back", "on")
Step = tuple[str, str]
"""An event or a text, and the way in which order leads there."""


def steps(events: Claims) -> dict[Step, set[Step]]:
    """Return where each step leads, by all that the claims on events tell of orders, gaps and texts."""
    onward: dict[Step, set[Step]] = defaultdict(set)
    for condition in (each for said in orders(events) for each in said.conditions):
        if isinstance(condition, Before):
            onward[condition.later, _BACK].add((condition.earlier, _BACK))
            onward[condition.earlier, _ON].add((condition.later, _ON))
        elif isinstance(condition, AtLeast | AtMost):
            _tie(onward, condition.earlier, condition.later)
    for event, claims in events.items():
        for text in dating_texts(claims):
            _tie(onward, event, text)
    return onward


def _tie(onward: dict[Step, set[Step]], one: str, other: str) -> None:
    for way in _EITHER:
        onward[one, way] |= {(other, _BACK), (other, _ON)}
        onward[other, way] |= {(one, _BACK), (one, _ON)}


def reached(own: Iterable[str], onward: dict[Step, set[Step]]) -> set[str]:
    """Return the uids of all that bears on some events, and of these."""
    waiting = [(uid, way) for uid in own for way in _EITHER]
    found = set(waiting)
    while waiting:
        fresh = onward.get(waiting.pop(), set()) - found
        found |= fresh
        waiting.extend(fresh)
    return {uid for uid, _ in found}
