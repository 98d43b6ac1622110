"""Who changed the graph, when and by what: a line for each in HANDOVER_HOME/audit.log, with nothing of what is said."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from api.callers import Caller
    from graph.changes.batches import Outcome
    from graph.changes.identity import Decision
    from graph.store.ledger import Batch


class Audit:
    """The audit of a data folder."""

    def __init__(self, home: Path) -> None:
        self._path = home / "audit.log"

    def imported(self, caller: Caller, outcomes: Iterable[Outcome]) -> None:
        """Note an import, by its batches; nothing where it brought nothing new."""
        if batches := [outcome.batch for outcome in outcomes if outcome.batch]:
            self.note(caller, "import", batches=" ".join(batches))

    def undone(self, caller: Caller, batches: Iterable[Batch]) -> None:
        """Note that batches were taken back."""
        self.note(caller, "undo", batches=" ".join(batch.uid for batch in batches))

    def decided(self, caller: Caller, made: Decision) -> None:
        """Note a decision on who is who, by its verdict."""
        self.note(caller, made.verdict, decision=made.uid)

    def taken_back(self, caller: Caller, gone: Decision) -> None:
        """Note that a decision on who is who was taken back."""
        self.note(caller, "take back", decision=gone.uid)

    def note(self, caller: Caller, what: str, **about: str) -> None:
        """Add a line: the token's name and role, what was done, and the uids of the records that tell of it."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps({"at": now, "who": caller.name, "role": caller.role, "what": what} | about)
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(descriptor)
