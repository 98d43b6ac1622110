"""How it is before a change is made: whose histories it touches, who of them matches, how its items are shown.

Looked at while the change is planned and made, which takes as long.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from graph.changes import watch
from graph.claims.claim import ATTITUDE
from graph.claims.derive import RELATIVE
from graph.ontology import registry
from graph.ontology.actors import PersonGroup
from graph.ontology.events import Event
from graph.ontology.sources import Source
from graph.patterns import bearing, concerned, outlook
from graph.store import live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future
    from typing import Self, TypeVar

    from graph.changes.difference import ItemChange
    from graph.engine import Engine
    from graph.ontology.entity import Entity
    from graph.patterns.language.model import Pattern
    from graph.patterns.outlook import Outlook
    from graph.store.plan import Changed, Plan
    from graph.unit import Unit

    T = TypeVar("T")


class Aside:
    """Looks at how it is in transactions of its own, which see nothing of a change that is made in the meantime.

    They are asked for as writes: these see all that the one that makes it saw before it took the import lock, which
    nobody else has by now.
    """

    def __init__(self, engine: Engine, patterns: list[Pattern]) -> None:
        self.patterns = patterns
        self._engine, self._thread = engine, ThreadPoolExecutor(1)
        self._subjects: list[Future[set[str]]] = []
        self._outlooks: list[Future[Outlook]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def _do(self, work: Callable[[Unit], T]) -> Future[T]:
        return self._thread.submit(lambda: self._engine.write(work))

    def look(self, changed: Changed) -> None:
        """Begin to look at whom a change, or a part of it, touches, and who of them matches."""
        touched = self._do(partial(subjects, change=changed, patterns=self.patterns))
        self._subjects.append(touched)
        self._outlooks.append(self._do(lambda unit: _outlook(unit, self.patterns, touched.result())))

    def items(self, plan: Plan) -> Future[tuple[ItemChange, ...]]:
        """Begin to compare the items with what the plan shows."""
        return self._do(partial(watch.items, plan=plan))

    def subjects(self) -> set[str]:
        """Return whom all that was begun to be looked at touches."""
        return set[str]().union(*(each.result() for each in self._subjects))

    def outlook(self) -> Outlook:
        """Return who of them matches before the change is made."""
        return outlook.joined(*(each.result() for each in self._outlooks))


def _outlook(unit: Unit, patterns: list[Pattern], subjects: set[str]) -> Outlook:
    return outlook.judged(unit, outlook.outlook(unit, patterns, subjects))


def subjects(unit: Unit, change: Changed, patterns: list[Pattern]) -> set[str]:
    """Return those whose histories a change touches, before or after it; to be asked before it is made."""
    claims = [*change.begun, *change.ended]
    doubted = live.records(unit, {claim.about for claim in claims if claim.field == ATTITUDE}).values()
    about = [claim for claim in (*claims, *doubted) if claim.field != ATTITUDE]
    touched = change.touched | {change.own(claim.about) for claim in about}
    after = {change.own(claim.target) for claim in about if claim.field == "follows"}
    befallen = {change.own(claim.target) for claim in about if claim.field == "subject"}
    kin = concerned.kin(patterns)
    befallen |= {change.own(uid) for claim in about if claim.field in kin for uid in (claim.about, claim.target)}
    texts = {change.own(claim.source) for claim in about if claim.field == RELATIVE and claim.source}
    events, texts = _of_class(touched, Event) | after, texts | _of_class(touched, Source)
    befallen |= bearing.subjects(unit, events | concerned.events(unit, patterns, touched), texts)
    return befallen | concerned.subjects(unit, patterns, befallen | _of_class(touched, PersonGroup))


def _of_class(uids: Iterable[str], cls: type[Entity]) -> set[str]:
    return {uid for uid in uids if registry.class_of(uid) is cls}
