"""Every error that Handover raises on purpose, as one tree with one root.

HandoverError
├── UsageError              the call itself is wrong                          exit 2
├── InputRefused            a file, query or pattern has problems             exit 1
├── DatabaseUnreachable     no database can be spoken to                      exit 3
│   ├── DownloadFailed      the embedded engine's files can't be had whole
│   ├── HomeUnusable        the data folder can't be used safely
│   ├── EngineFailed        the embedded engine did not start, or died
│   ├── DatabaseTooOld      the server lacks what Handover needs
│   └── DatabaseTooNew      a newer Handover has written the graph
├── OutcomeUnknown          the connection broke during a commit              exit 3
└── QueryTimeout            a unit of work took longer than it was given      exit 3
    └── QueryTooLarge       or needs more memory than the database has for it

Each says what happened and the way out; the command line prints both and exits with `exit_code`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.problems import Problem


class HandoverError(Exception):
    """What happened, in a sentence, and `way_out`: what the reader can do about it."""

    exit_code = 1

    def __init__(self, what: str, *, way_out: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what}\n  way out: {self.way_out}" if self.way_out else self.what


class UsageError(HandoverError):
    """The call itself is wrong: an option, a setting or a name that there isn't."""

    exit_code = 2


class InputRefused(HandoverError):
    """Input with problems; all of them are in `problems`, and nothing was written."""

    def __init__(self, what: str, problems: Sequence[Problem], *, way_out: str = "") -> None:
        super().__init__(what, way_out=way_out)
        self.problems = tuple(problems)


class DatabaseUnreachable(HandoverError):
    """No database can be spoken to: it isn't there, refuses the login, or can't be started."""

    exit_code = 3


class DownloadFailed(DatabaseUnreachable):
    """The embedded engine's files can't be had whole; what arrived is kept and the next try resumes."""


class HomeUnusable(DatabaseUnreachable):
    """The data folder can't be used: read-only, full, open to others, or held by another command."""


class EngineFailed(DatabaseUnreachable):
    """The embedded engine did not start, or ended while it was needed."""


class DatabaseTooOld(DatabaseUnreachable):
    """The server is older than the oldest Neo4j whose Cypher Handover speaks."""


class DatabaseTooNew(DatabaseUnreachable):
    """A newer Handover has written the graph; this one could misread it, and doesn't touch it."""


class OutcomeUnknown(HandoverError):
    """The connection broke during a commit that may not be repeated: it may or may not have happened."""

    exit_code = 3


class QueryTimeout(HandoverError):
    """A unit of work took longer than it was given; the database has stopped it."""

    exit_code = 3


class QueryTooLarge(QueryTimeout):
    """A unit of work needs more memory than the database has for it."""
