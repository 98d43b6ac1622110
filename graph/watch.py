"""A change watched from before to after, in one transaction: what is shown otherwise, who is contradicted, who matches.

Only what the change touches is looked at: the items that it shows anew, and the subjects whose histories
hold an event that it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph import access, contradicted, difference, live, told
from graph.claims import ATTITUDE
from graph.derive import RELATIVE
from graph.ontology import registry
from graph.ontology.actors import PersonGroup
from graph.ontology.events import Event
from graph.ontology.sources import Source
from graph.patterns import bearing, concerned, outlook
from graph.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graph.claims import Claim
    from graph.contradicted import Contradicted
    from graph.derive import Shown
    from graph.difference import ItemChange
    from graph.ontology.entity import Entity
    from graph.patterns.model import Pattern
    from graph.patterns.outlook import MatchChange, Outlook
    from graph.patterns.statements import Statement
    from graph.store import Plan
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


@dataclass(frozen=True, slots=True)
class Beforehand:
    """What is known of a planned change before it is made: the items that it shows otherwise; who matches so far."""

    items: tuple[ItemChange, ...]
    outlook: Outlook


def beforehand(unit: Unit, plan: Plan, patterns: list[Pattern], judged: Collection[str]) -> Beforehand:
    """Look at all that a planned change may touch, as it is now; `judged` are its `subjects`."""
    shown = live.shown(unit, [uid for uid, claims in plan.before.items() if claims])
    return Beforehand(tuple(_items(plan, shown)), outlook.outlook(unit, patterns, judged))


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
    """What a planned change, now made, does: `now` is who matches after it."""

    def __init__(self, unit: Unit, plan: Plan, before: Beforehand, now: Outlook) -> None:
        self._unit, self._plan, self._before, self._now = unit, plan, before, now

    def effect(self, loading: dict[str, Iterable[Claim]], makers: Mapping[str, Collection[str]]) -> Effect:
        """Return what the change does; `loading` is all that each dataset says that makes it.

        `makers` are the datasets of each changed claim after it.
        """
        plan, items, old = self._plan, self._before.items, self._before.outlook
        spoken_of = {plan.own(uid) for claims in loading.values() for uid in Spool.of(claims).about()}
        return Effect(
            items,
            len(spoken_of - {item.uid for item in items}),
            tuple(contradicted.contradicted(self._unit, plan, set(loading), makers)),
            tuple(self._torn(*each) for each in sorted(self._now.torn.items()) if each not in old.torn.items()),
            tuple(outlook.compared(old.matching, self._now.matching)),
        )

    def _torn(self, subject: str, contradiction: tuple[Statement, ...]) -> Torn:
        claims = live.records(self._unit, {uid for statement in contradiction for uid in statement.claims})
        seen = tuple(each for each in contradiction if all(_is_public(claims[uid]) for uid in each.claims))
        return Torn(subject, seen, len(contradiction) - len(seen))


def subjects(unit: Unit, plan: Plan, patterns: list[Pattern]) -> set[str]:
    """Return those whose histories the change touches, before or after it; to be asked before it is made."""
    claims = [*plan.begun, *plan.ended]
    doubted = live.records(unit, {claim.about for claim in claims if claim.field == ATTITUDE}).values()
    about = [claim for claim in (*claims, *doubted) if claim.field != ATTITUDE]
    touched = plan.touched | {plan.own(claim.about) for claim in about}
    after = {plan.own(claim.target) for claim in about if claim.field == "follows"}
    befallen = {plan.own(claim.target) for claim in about if claim.field == "subject"}
    kin = [claim for claim in about if claim.field in concerned.kin(patterns)]
    befallen |= {plan.own(uid) for claim in kin for uid in (claim.about, claim.target)}
    texts = {plan.own(claim.source) for claim in about if claim.field == RELATIVE and claim.source}
    events, texts = _of_class(touched, Event) | after, texts | _of_class(touched, Source)
    befallen |= bearing.subjects(unit, events | concerned.events(unit, patterns, touched), texts)
    return befallen | concerned.subjects(unit, patterns, befallen | _of_class(touched, PersonGroup))


def _of_class(uids: Iterable[str], cls: type[Entity]) -> set[str]:
    return {uid for uid in uids if registry.class_of(uid) is cls}


def _is_public(claim: Claim) -> bool:
    cls = registry.class_of(claim.about)
    return access.sensitivity(cls, claim.field, claim.sensitivity) == access.PUBLIC
