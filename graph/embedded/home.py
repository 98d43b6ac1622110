"""The data folder: readable by its owner alone, opened by one engine at a time.

    database/         Neo4j's store and its logs
    engine.lock       held for as long as an engine has the store open; says whose
    engine.json       where that engine listens; true only while the engine holds a lock on this very file
    engine.password   random, set before Bolt was ever open on the store
    engine.log        what the last engine printed

An old `engine.json` is never believed: whoever has taken a dead engine's port would be sent the password.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import stat
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import HomeUnusable

if TYPE_CHECKING:
    from typing import IO

_ROOM = 100_000_000


@dataclass(frozen=True)
class Running:
    """An engine that serves: its process, and its port on loopback."""

    pid: int
    port: int


@dataclass(frozen=True)
class Home:
    """One data folder and what is where in it."""

    path: Path

    @property
    def database(self) -> Path:
        """Neo4j's own folder."""
        return self.path / "database"

    @property
    def password(self) -> Path:
        """The file with the password of the database's only user."""
        return self.path / "engine.password"

    @property
    def log(self) -> Path:
        """What the engine's process printed since its last start."""
        return self.path / "engine.log"

    @property
    def is_new(self) -> bool:
        """Whether Bolt must stay shut: no password of ours has been set on this store."""
        return not (self.password.exists() and (self.database / "data/databases/system").exists())

    def prepare(self) -> None:
        """Make the folder, or refuse one that others can read, that can't be written or has no room."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(
                f"the data folder {self.path} can't be made: {error.strerror}", way_out=_ELSEWHERE
            ) from error
        self._refuse_others()
        self._refuse_full()

    def _refuse_others(self) -> None:
        status = self.path.stat()
        if status.st_uid != os.getuid():
            raise HomeUnusable(f"the data folder {self.path} belongs to another user", way_out=_ELSEWHERE)
        if stat.S_IMODE(status.st_mode) & 0o077:
            raise HomeUnusable(
                f"other users of this machine can enter the data folder {self.path}",
                way_out=f"chmod 700 '{self.path}'",
            )

    def _refuse_full(self) -> None:
        try:
            self._lock_file().close()
        except OSError as error:
            raise HomeUnusable(
                f"the data folder {self.path} can't be written: {error.strerror}", way_out=_ELSEWHERE
            ) from error
        if (free := shutil.disk_usage(self.path).free) < _ROOM:
            raise HomeUnusable(
                f"the data folder {self.path} has {free // 1_000_000} MB left; the engine needs "
                f"{_ROOM // 1_000_000} MB",
                way_out="make room there, or set HANDOVER_HOME to a folder on another disk",
            )

    def hold(self) -> IO[str] | None:
        """Take the folder for this process and keep it while the answer is open; None if another has it."""
        lock = self._lock_file()
        if not _lock(lock, fcntl.LOCK_EX):
            lock.close()
            return None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        return lock

    def _lock_file(self) -> IO[str]:
        return os.fdopen(os.open(self.path / "engine.lock", os.O_RDWR | os.O_CREAT, 0o600), "r+")

    def holder(self) -> str:
        """Name the process that has the folder open, as far as it has said so."""
        return (self.path / "engine.lock").read_text() or "?"

    def announce(self, running: Running) -> IO[str]:
        """Tell other commands where the engine is, for as long as the answer stays open."""
        draft = (self.path / "engine.json.new").open("w")
        json.dump(asdict(running), draft)
        draft.flush()
        _lock(draft, fcntl.LOCK_EX)
        Path(draft.name).replace(self.path / "engine.json")
        return draft

    def withdraw(self) -> None:
        """Tell no further command of this engine."""
        (self.path / "engine.json").unlink(missing_ok=True)

    def running(self) -> Running | None:
        """Find the engine that serves this folder now."""
        try:
            with (self.path / "engine.json").open() as announced:
                return Running(**json.load(announced)) if is_held(announced) else None
        except FileNotFoundError:
            return None

    def announced(self, running: Running) -> IO[str] | None:
        """Open what an engine has announced, which `is_held` while it serves; None if it serves no more."""
        try:
            announced = (self.path / "engine.json").open()
        except FileNotFoundError:
            return None
        if is_held(announced) and Running(**json.load(announced)) == running:
            return announced
        announced.close()
        return None


_ELSEWHERE = "set HANDOVER_HOME to a folder of your own that can be written"


def is_held(announced: IO[str]) -> bool:
    """Tell whether the engine that announced this holds it still, and hasn't withdrawn it."""
    return os.fstat(announced.fileno()).st_nlink > 0 and not _lock(announced, fcntl.LOCK_SH)


def _lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
