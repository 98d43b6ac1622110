"""All that one dataset says, however much that is: on disk beyond a few megabytes, so that memory stays flat.

A temporary database of SQLite's holds it: nobody else can open it, and it is gone with the process.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from graph.claims.claim import ATTITUDE, Claim

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_TABLES = """
PRAGMA journal_mode = OFF;
CREATE TABLE claims (dataset TEXT, uid TEXT, about TEXT, said TEXT, PRIMARY KEY (dataset, uid)) WITHOUT ROWID;
CREATE TABLE before (dataset TEXT, uid TEXT, PRIMARY KEY (dataset, uid)) WITHOUT ROWID;
"""
_ALL = "claims WHERE dataset = $dataset"
_NEW = "claims WHERE dataset = $dataset AND uid NOT IN (SELECT uid FROM before WHERE dataset = $dataset)"
_GONE = "before WHERE dataset = $dataset AND uid NOT IN (SELECT uid FROM claims WHERE dataset = $dataset)"
_COLUMNS = [each.name for each in fields(Claim) if each.init]
_said = attrgetter(*_COLUMNS)


@dataclass(frozen=True, slots=True)
class Rows(Iterable[T]):
    """What is found of a dataset, read anew each time that it is gone through."""

    database: sqlite3.Connection
    dataset: str
    column: str
    source: str
    read: Callable[[str], T]

    def __iter__(self) -> Iterator[T]:
        query = f"SELECT {self.column} FROM {self.source} ORDER BY uid"  # noqa: S608  both are constants of this file
        return (self.read(row[0]) for row in self._run(query))

    def __len__(self) -> int:
        query = f"SELECT count(*) FROM {self.source}"  # noqa: S608  the same
        return int(self._run(query).fetchone()[0])

    def _run(self, query: str) -> sqlite3.Cursor:
        return self.database.execute(query, {"dataset": self.dataset})


def database() -> sqlite3.Connection:
    """Return an empty database that spools may share: each has its own dataset."""
    made = sqlite3.connect("")
    made.executescript(_TABLES)
    return made


class Spool(Collection[Claim]):
    """Claims of a dataset, each once, by uid; and, once `compare` knows what was said before, what is new or gone."""

    def __init__(
        self, claims: Iterable[Claim] = (), dataset: str = "", shared: sqlite3.Connection | None = None
    ) -> None:
        """Begin with these claims, in a database of its own if none is shared."""
        self._database, self._dataset = shared or database(), dataset
        self.add(claims)

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> Spool:
        """Return claims as a spool, which they may be already."""
        return claims if isinstance(claims, cls) else cls(claims)

    def add(self, claims: Iterable[Claim]) -> None:
        """Add claims; one that is there already changes nothing."""
        rows = ((self._dataset, claim.uid, _item(claim), json.dumps(_said(claim))) for claim in claims)
        self._database.executemany("INSERT OR IGNORE INTO claims VALUES (?, ?, ?, ?)", rows)

    def compare(self, before: Iterable[Iterable[str]]) -> None:
        """Take note, page by page, of the uids of what was said before."""
        self._database.execute("DELETE FROM before WHERE dataset = ?", (self._dataset,))
        for page in before:
            self._database.executemany("INSERT INTO before VALUES (?, ?)", ((self._dataset, uid) for uid in page))

    @property
    def new(self) -> Rows[Claim]:
        """What was not said before."""
        return Rows(self._database, self._dataset, "said", _NEW, _claim)

    @property
    def gone(self) -> Rows[str]:
        """The uids of what was said before and is no longer."""
        return Rows(self._database, self._dataset, "uid", _GONE, str)

    @property
    def _all(self) -> Rows[Claim]:
        return Rows(self._database, self._dataset, "said", _ALL, _claim)

    def among(self, uids: Iterable[str]) -> dict[str, Claim]:
        """Return those of the claims that have one of these uids."""
        mine = "SELECT said FROM claims WHERE dataset = ? AND uid = ?"
        rows = ((uid, self._database.execute(mine, (self._dataset, uid)).fetchone()) for uid in uids)
        return {uid: _claim(row[0]) for uid, row in rows if row}

    def about(self) -> set[str]:
        """Return the uids of the items that are spoken of; attitudes speak of claims, not of items."""
        query = "SELECT DISTINCT about FROM claims WHERE dataset = ? AND about IS NOT NULL"
        return {row[0] for row in self._database.execute(query, (self._dataset,))}

    def digest(self) -> str:
        """Return a hash of all that is said, which is the same in whatever order it was added."""
        found = sha256()
        for uid in Rows(self._database, self._dataset, "uid", _ALL, str):
            found.update(uid.encode())
        return found.hexdigest()

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, claim: object) -> bool:
        uid = claim.uid if isinstance(claim, Claim) else ""
        mine = "SELECT 1 FROM claims WHERE dataset = ? AND uid = ?"
        return bool(self._database.execute(mine, (self._dataset, uid)).fetchone())


def _item(claim: Claim) -> str | None:
    """Return the item that a claim speaks of, if it is no attitude."""
    return claim.about if claim.field != ATTITUDE else None


def _claim(said: str) -> Claim:
    fields_of_it: list[Any] = json.loads(said)
    return Claim(*fields_of_it)
