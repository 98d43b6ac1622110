"""What an import would do: all of it is done in one transaction, compared with what was before, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from uuid import uuid4

from graph import batches, import_lock
from graph.parts import TooLarge
from graph.watch import Effect, Watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.batches import Dataset, Outcome
    from graph.engine import Engine, Unit


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
    """Do an import, see what it changes, and take it back. Raises what `batches.load` does."""
    given, run = list(datasets), uuid4().hex[:12]

    def work(unit: Unit) -> NoReturn:
        number = import_lock.take(unit)
        changes, plan = batches.recorded(unit, given, number, run)
        watch = Watch(unit, plan)
        done = batches.shown(unit, changes, plan, run)
        effect = watch.effect({dataset.name: dataset.claims for dataset in given})
        raise _TakenBack(Preview(batches.outcomes(given, done), effect))

    try:
        return engine.write(work)
    except _TakenBack as looked_at:
        return looked_at.preview
    except TooLarge:
        return Preview(batches.in_parts(engine, given, run, keep=False), None)
