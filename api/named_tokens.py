"""Named tokens: a file in the data folder that keeps of each its name, its role and a digest, and never the token."""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from api.callers import OWNER, Caller, Role
from api.tokens import BYTES, TokenDigest, explained, private_text, refuse_if_others_write
from graph.errors import HomeUnusable, UsageError
from graph.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
_LONGEST = 10_000_000
"""Characters of the file."""


@dataclass(frozen=True, slots=True)
class NamedToken:
    """What is kept of a token; `digest` is enough to know it again, too little to give it away."""

    name: str
    role: Role
    digest: str
    made: str

    @property
    def caller(self) -> Caller:
        """Who presents the token."""
        return Caller(self.name, self.role)


class NamedTokens:
    """The named tokens of a data folder; what is made or revoked meanwhile, by whatever process, counts at once."""

    def __init__(self, home: Path) -> None:
        self._home, self._path = home, home / "tokens.json"
        self._seen: tuple[int, int, int] | None = None
        self._known: dict[str, NamedToken] = {}

    def every(self) -> list[NamedToken]:
        """Return all tokens that count, by name; HomeUnusable if others could have written them."""
        if not os.path.lexists(self._path):
            self._known, self._seen = {}, None
            return []
        with explained(self._path):
            found = self._path.stat()
            mark = found.st_ino, found.st_ctime_ns, found.st_size
            if mark != self._seen:
                self._known = {each.digest: each for each in self._read()}
                self._seen = mark
        return sorted(self._known.values(), key=lambda token: token.name)

    def caller(self, presented: TokenDigest) -> Caller | None:
        """Return whose token is presented; looking a digest up tells nothing of any token."""
        self.every()
        token = self._known.get(presented.digest.hex())
        return token.caller if token else None

    def make(self, name: str, role: Role) -> str:
        """Return a new token, which is kept nowhere; UsageError for a name that is taken."""
        if not _NAME.fullmatch(name) or name == OWNER.name:
            raise UsageError(
                f"{name!r} is no name for a token",
                way_out="give small letters, digits, dots and dashes, such as anna or newsroom-2",
            )
        token = secrets.token_urlsafe(BYTES)
        with self._changing() as known:
            if any(each.name == name for each in known):
                raise UsageError(f"there is a token {name!r} already", way_out="give another name, or revoke that one")
            made = datetime.now(UTC).isoformat(timespec="seconds")
            known.append(NamedToken(name, role, TokenDigest.of(token).digest.hex(), made))
        return token

    def revoke(self, name: str) -> None:
        """Let a token count no longer; UsageError where there is none of the name."""
        with self._changing() as known:
            if not any(each.name == name for each in known):
                others = nearest(name, [each.name for each in known])
                raise UsageError(f"there is no token {name!r}", way_out=others or "`handover token list` has all names")
            known[:] = [each for each in known if each.name != name]

    def _read(self) -> list[NamedToken]:
        try:
            kept = json.loads(private_text(self._path, _LONGEST))
            return [NamedToken(**each | {"role": Role(each["role"])}) for each in kept]
        except (ValueError, TypeError, KeyError) as error:
            raise HomeUnusable(
                f"The file {self._path} holds no tokens.", way_out="remove it, and make the tokens anew"
            ) from error

    @contextmanager
    def _changing(self) -> Iterator[list[NamedToken]]:
        """Give all tokens to be changed, one process at a time; what is made of them is written whole or not at all."""
        with explained(self._path):
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            refuse_if_others_write(self._home)
            lock = os.open(self._path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            with os.fdopen(lock, "w") as held:
                fcntl.flock(held, fcntl.LOCK_EX)
                known = self.every()
                yield known
                draft = self._path.with_name(f"tokens-{secrets.token_hex(8)}")
                descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
                with os.fdopen(descriptor, "w") as file:
                    json.dump([asdict(each) for each in known], file, indent=1)
                draft.replace(self._path)
