"""A change watched from before to after, in one transaction: what is shown otherwise, who is contradicted, who matches.

Only what the change touches is looked at: the items that it shows anew, and the subjects whose histories
hold an event that it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph import access
from graph.changes import contradicted, difference, told
from graph.ontology import registry
from graph.patterns import match_changes
from graph.store import live
from graph.store.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graph.changes.contradicted import Contradicted
    from graph.changes.difference import ItemChange
    from graph.claims.claim import Claim
    from graph.claims.derive import Shown
    from graph.patterns.match_changes import MatchChange
    from graph.patterns.outlook import Outlook
    from graph.patterns.statements import Statement
    from graph.store.plan import Plan
    from graph.unit import Unit


@dataclass(frozen=True, slots=True)
class Torn:
    """A subject whose claims can no longer all be true: the statements that everybody may read, how many are closed."""

    subject: str
    contradiction: tuple[Statement, ...]
    closed: int

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        said = [statement.as_json() for statement in self.contradiction]
        return {"subject": self.subject, "contradiction": said, "closed": self.closed}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does for readers; `unchanged` counts the items that it speaks of and shows as before."""

    items: tuple[ItemChange, ...]
    unchanged: int
    contradicted: tuple[Contradicted, ...]
    inconsistent: tuple[Torn, ...]
    matches: tuple[MatchChange, ...]

    def counts(self) -> dict[str, int]:
        """Return how many items are new, changed, gone and unchanged."""
        states = [each.state for each in self.items]
        counted = {state: states.count(state) for state in difference.STATES}
        return counted | {"unchanged": self.unchanged}

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        parts = {name: getattr(self, name) for name in ("items", "contradicted", "inconsistent", "matches")}
        plain = {name: [each.as_json() for each in part] for name, part in parts.items()}
        return {"counts": self.counts()} | plain


def items(unit: Unit, plan: Plan) -> tuple[ItemChange, ...]:
    """Return the items that a planned change shows otherwise, before it is made."""
    return tuple(_items(plan, live.shown(unit, [uid for uid, claims in plan.before.items() if claims])))


def _items(plan: Plan, shown: Mapping[str, Shown]) -> Iterator[ItemChange]:
    """Yield the items that are shown otherwise after the change than they are `shown` now."""
    after = {item.uid: item for item in plan.items}
    for uid in sorted(plan.touched):
        sides = [(shown.get(uid), plan.before.get(uid, ())), (after.get(uid), plan.said.get(uid, ()))]
        fields = told.differing(*sides)
        before, now = (told.told(item, claims, plan.own, fields) if item else None for item, claims in sides)
        if change := difference.compared(uid, before, now):
            yield change


class Watch:
    """What a planned change, now made, does: how it shows its `items`, and who matched `before` and does `now`."""

    def __init__(self, unit: Unit, plan: Plan, items: tuple[ItemChange, ...], before: Outlook, now: Outlook) -> None:
        self._unit, self._plan, self._items, self._before, self._now = unit, plan, items, before, now

    def effect(self, loading: dict[str, Iterable[Claim]], makers: Mapping[str, Collection[str]]) -> Effect:
        """Return what the change does; `loading` is all that each dataset says that makes it.

        `makers` are the datasets of each changed claim after it.
        """
        spoken_of = {self._plan.own(uid) for claims in loading.values() for uid in Spool.of(claims).about()}
        return Effect(
            self._items,
            len(spoken_of - {item.uid for item in self._items}),
            tuple(contradicted.contradicted(self._unit, self._plan, set(loading), makers)),
            tuple(
                self._torn(*each) for each in sorted(self._now.torn.items()) if each not in self._before.torn.items()
            ),
            tuple(match_changes.compared(self._unit, self._before, self._now)),
        )

    def _torn(self, subject: str, contradiction: tuple[Statement, ...]) -> Torn:
        claims = live.records(self._unit, {uid for statement in contradiction for uid in statement.claims})
        seen = tuple(each for each in contradiction if all(_is_public(claims[uid]) for uid in each.claims))
        return Torn(subject, seen, len(contradiction) - len(seen))


def _is_public(claim: Claim) -> bool:
    cls = registry.class_of(claim.about)
    return access.sensitivity(cls, claim.field, claim.sensitivity) == access.PUBLIC
