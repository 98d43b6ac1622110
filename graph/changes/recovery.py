"""What a kill left of a change in several transactions: finished or removed at the next start, with a word about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from graph import guard
from graph.changes import rebuild, staging, undoing
from graph.store import import_lock, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.store.import_lock import Holder
    from graph.unit import Unit


def recover(engine: Engine, say: Callable[[str], None]) -> None:
    """Finish what can be finished, remove what can't, and say which; leave alone what a living process is doing."""
    if engine.read(import_lock.holder) and not guard.is_guarded(engine):
        for line in guard.guarded(engine, partial(_recovered, engine)):
            say(line)


def _recovered(engine: Engine) -> list[str]:
    """Recover as the one who does; return what there is to say, nothing if another was quicker."""
    run = uuid4().hex[:12]
    found = engine.write(partial(_take_over, run=run))
    return [f"Found {found.doing} of {found.since} that was killed: {_end(engine, run, found)}."] if found else []


def _take_over(unit: Unit, run: str) -> Holder | None:
    """Keep the lock from now on; whoever kept it can do nothing more."""
    found = import_lock.holder(unit)
    if found:
        import_lock.take(unit, found.run)
        unit.run("MATCH (l:Ledger {name: 'imports'}) SET l.run = $run", run=run)
    return found


def _end(engine: Engine, run: str, found: Holder) -> str:
    match found.phase:
        case parts.STAGING:
            staging.remove(engine, run)
            return "removed; nothing of it had been loaded"
        case parts.SAYING:
            return f"finished as {', '.join(batch.uid for batch in staging.say(engine, run))}"
        case parts.UNDOING:
            undoing.take_back(engine, run, found.going)
            return "finished"
    rebuild.in_parts(engine, run)
    return "finished"
