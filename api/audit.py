"""Who changed the graph, when and by what: a line for each in HANDOVER_HOME/audit.log, with nothing of what is said."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from api.callers import Caller


class Audit:
    """The audit of a data folder."""

    def __init__(self, home: Path) -> None:
        self._path = home / "audit.log"

    def note(self, caller: Caller, what: str, **about: str) -> None:
        """Add a line: the token's name and role, what was done, and the uids of the records that tell of it."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps({"at": now, "who": caller.name, "role": caller.role, "what": what} | about)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(descriptor)
