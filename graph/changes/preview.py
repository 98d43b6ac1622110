"""What an import would do: worked out, made as far as matching looks at it, compared with what was, and taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn
from uuid import uuid4

from graph.changes import batches, sketch, strangers
from graph.changes.beforehand import Aside
from graph.changes.watch import Effect, Watch
from graph.patterns import library, outlook
from graph.store import import_lock, live
from graph.store import plan as planning
from graph.store.transaction_size import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.changes.batches import Dataset, Outcome
    from graph.changes.staging import Change
    from graph.engine import Engine
    from graph.store.plan import Changed, Plan
    from graph.unit import Unit


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do; `effect` is None where it is too large to be done in one transaction."""

    outcomes: list[Outcome]
    effect: Effect | None


class _TakenBack(Exception):
    """Ends a transaction that was to be looked at only."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.preview = preview


def preview(engine: Engine, datasets: Iterable[Dataset]) -> Preview:
    """See what an import changes, with the graph as before. Raises what `batches.load` does."""
    given, run = list(datasets), uuid4().hex[:12]

    def work(unit: Unit) -> NoReturn:
        changes = batches.changes(unit, import_lock.take(unit), given, run)
        raise _TakenBack(_looked_at(engine, unit, given, changes))

    try:
        return engine.write(work)
    except _TakenBack as looked_at:
        return looked_at.preview
    except TooLarge:
        return Preview(batches.in_parts(engine, given, run, keep=False), None)


def _looked_at(engine: Engine, unit: Unit, given: list[Dataset], changes: list[Change]) -> Preview:
    changes = batches.at_hand(changes)
    makers, changed = _changed(unit, changes)
    patterns = [library.pattern(name) for name in library.names()]
    with Aside(engine, patterns) as aside:
        aside.look(changed)
        plan = planning.planned(unit, changed)
        if resting := plan.touched - changed.touched:
            aside.look(replace(changed, begun=[], ended=[], touched=resting))
        strangers.refuse_planned(unit, (claim for change in changes for claim in change.asserted), plan)
        entered = [replace(change.batch, bare=sketch.bare(unit, plan)) for change in changes]
        watch = _watched(unit, plan, aside)
    effect = watch.effect({dataset.name: dataset.claims for dataset in given}, makers)
    return Preview(batches.outcomes(given, entered), effect)


def _watched(unit: Unit, plan: Plan, aside: Aside) -> Watch:
    """Make a change, and look at what it may touch as it is now."""
    items = aside.items(plan)
    sketch.make(unit, plan, aside.patterns)
    now = outlook.outlook(unit, aside.patterns, aside.subjects())
    return Watch(unit, plan, items.result(), aside.outlook(), now)


def _changed(unit: Unit, changes: list[Change]) -> tuple[dict[str, set[str]], Changed]:
    """Return which datasets make each changed claim after the import, and which claims begin and end by it."""
    asserted = {claim.uid: claim for change in changes for claim in change.asserted}
    uids = {*asserted, *(uid for change in changes for uid in change.retracted)}
    before = live.datasets_of(unit, uids)
    makers = {uid: set(before.get(uid, ())) for uid in uids}
    for change in changes:
        for claim in change.asserted:
            makers[claim.uid].add(change.batch.dataset)
        for uid in change.retracted:
            makers[uid].discard(change.batch.dataset)
    begun = [asserted[uid] for uid in asserted if makers[uid] and not before.get(uid)]
    ended = live.records(unit, {uid for uid in uids if before.get(uid) and not makers[uid]})
    return makers, planning.changed(unit, begun, list(ended.values()))
