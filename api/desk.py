"""Where changes of the graph are handed in, by whoever may: imports, undoings, decisions on who is who.

Each is noted in the audit once it is done.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from api import loading
from graph.changes import decisions, undoing
from graph.errors import HandoverError, InputRefused, UsageError
from importers import load
from importers.doubts import problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from api.audit import Audit
    from api.callers import Caller
    from api.jobs import Job, Jobs
    from graph.changes.batches import Outcome
    from graph.changes.identity import Decision
    from graph.changes.preview import Preview
    from graph.engine import Engine
    from graph.problems import Problem

_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Forbidden(HandoverError):
    """Who asks may read, and not change anything."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What one caller hands changes in at."""

    engine: Engine
    caller: Caller
    jobs: Jobs
    audit: Audit

    def bring_in(self, files: dict[str, str], *, dry_run: bool) -> Job:
        """Begin an import of case files, each given by its name and text; a dry run tells what it would change."""
        self._check()
        _refuse_names(files)

        def work(engine: Engine) -> dict[str, Any]:
            outcomes, warnings, looked_at = _loaded(engine, files, dry_run=dry_run)
            if not dry_run:
                self.audit.imported(self.caller, outcomes)
            return loading.as_json(outcomes, warnings, looked_at)

        return self.jobs.begin("dry run" if dry_run else "import", self.caller, work)

    def undo(self, batch: str, *, with_later: bool) -> Job:
        """Begin to take a batch back."""
        self._check()

        def work(engine: Engine) -> dict[str, Any]:
            gone = undoing.undo(engine, batch, with_later=with_later)
            self.audit.undone(self.caller, gone)
            return {"batches": [{"uid": each.uid} | asdict(each) for each in gone]}

        return self.jobs.begin("undo", self.caller, work)

    def decide(self, make: Callable[[Engine], Decision]) -> Decision:
        """Make a decision on who is who."""
        self._check()
        made = make(self.engine)
        self.audit.decided(self.caller, made)
        return made

    def take_back(self, decision: str) -> Decision:
        """Take a decision on who is who back."""
        self._check()
        gone = decisions.take_back(self.engine, decision)
        self.audit.taken_back(self.caller, gone)
        return gone

    def job(self, uid: str) -> Job | None:
        """Return a job that the caller began."""
        return self.jobs.of(self.caller, uid)

    def cancel(self, uid: str) -> Job:
        """Let a job that the caller began end where it stands."""
        return self.jobs.cancel(self.caller, uid)

    def _check(self) -> None:
        if not self.caller.writes:
            raise Forbidden(
                f"the token of {self.caller.name} is for reading", way_out="ask who runs Handover for one with write"
            )


def _refuse_names(files: dict[str, str]) -> None:
    for name in files:
        if not _FILE.fullmatch(name) or Path(name).suffix not in load.ENDINGS:
            raise UsageError(f"{name!r} is no name of a case file", way_out="give one like case.yaml, without a folder")


def _loaded(
    engine: Engine, files: dict[str, str], *, dry_run: bool
) -> tuple[list[Outcome], list[Problem], Preview | None]:
    """Load files, or look at what that would do; return what was done, what is doubtful, and what was looked at."""
    with TemporaryDirectory() as folder, _by_name():
        for name, text in files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        gathered = load.gather([Path(folder, name) for name in files])
        warnings = _named([*gathered.warnings, *problems(gathered.doubts())])
        looked_at = load.preview(engine, gathered) if dry_run else None
        outcomes = looked_at.outcomes if looked_at else load.load(engine, gathered)
    return outcomes, warnings, looked_at


@contextmanager
def _by_name() -> Iterator[None]:
    """Tell problems by the names that the files were given."""
    try:
        yield
    except InputRefused as refused:
        raise InputRefused(refused.what, _named(refused.problems), way_out=refused.way_out) from refused


def _named(found: Sequence[Problem]) -> list[Problem]:
    return [replace(each, place=replace(each.place, file=Path(each.place.file).name)) for each in found]
