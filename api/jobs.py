"""Long work as jobs, one after the other: each can be asked for how it stands, and cancelled before it is done.

A job that is cancelled does no more at the database; what it had begun is taken back there, so that nothing of it is
done, unless it was past the point where it can only be finished.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from api import faults
from graph.changes import recovery
from graph.errors import HandoverError, InputRefused, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.callers import Caller
    from graph.engine import Engine

KEPT = 100
"""Jobs that can still be asked for; of more, the oldest that have ended are forgotten."""

_LOG = logging.getLogger(__name__)

State = Literal["waiting", "running", "done", "failed", "cancelled"]


class Cancelled(HandoverError):
    """Somebody has cancelled the job."""


@dataclass(slots=True)
class Job:
    """Work that somebody has handed in; `result` is what it did, `error` why it didn't."""

    what: str
    caller: Caller
    uid: str = field(default_factory=lambda: uuid4().hex)
    state: State = "waiting"
    result: dict[str, Any] | None = None
    error: HandoverError | None = None
    cancelling: Event = field(default_factory=Event)

    def look(self) -> None:
        """Raise Cancelled, once, if the job is to end; what it has begun is then still to be put away."""
        if self.cancelling.is_set():
            self.cancelling.clear()
            raise Cancelled("the job was cancelled")

    def as_json(self) -> dict[str, Any]:
        """Return how it stands, under the names that GraphQL has."""
        error = self.error
        problems = error.problems if isinstance(error, InputRefused) else ()
        return {
            "id": self.uid,
            "what": self.what,
            "state": self.state,
            "result": self.result,
            "error": error and error.what,
            "wayOut": (error and error.way_out) or None,
            "problems": [problem.as_json() for problem in problems],
        }


class Jobs:
    """The jobs of one server."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="job")
        self._jobs: dict[str, Job] = {}
        self._changing = Lock()

    def begin(self, what: str, caller: Caller, work: Callable[[Engine], dict[str, Any]]) -> Job:
        """Hand in work; it is given a database that refuses to go on once the job is cancelled."""
        job = Job(what, caller)
        with self._changing:
            ended = [each.uid for each in self._jobs.values() if each.state not in ("waiting", "running")]
            for uid in ended[: max(0, len(self._jobs) - KEPT + 1)]:
                del self._jobs[uid]
            self._jobs[job.uid] = job
        self._workers.submit(partial(self._run, job, work))
        return job

    def of(self, caller: Caller, uid: str) -> Job | None:
        """Return a job of the caller's own."""
        job = self._jobs.get(uid)
        return job if job and job.caller == caller else None

    def cancel(self, caller: Caller, uid: str) -> Job:
        """Let a job end where it stands; UsageError where the caller has none of the id."""
        job = self.of(caller, uid)
        if job is None:
            raise UsageError("there is no such job", way_out="take the id from the answer that began it")
        job.cancelling.set()
        return job

    def close(self) -> None:
        """Let what runs come to its end, and nothing else begin."""
        self._workers.shutdown(cancel_futures=True)

    def _run(self, job: Job, work: Callable[[Engine], dict[str, Any]]) -> None:
        try:
            job.look()
            job.state = "running"
            job.result = work(self._engine.watched(job.look))
            job.state = "done"
        except Cancelled:
            recovery.recover(self._engine, lambda _line: None)
            job.state = "cancelled"
        except HandoverError as error:
            job.error, job.state = error, "failed"
        except Exception as error:  # a traceback would carry names into the log
            _LOG.error("%s", faults.told(error))
            job.error, job.state = HandoverError("Handover itself failed."), "failed"
