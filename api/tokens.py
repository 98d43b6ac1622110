"""The local token: who may read the owner's token file may use the owner's server, and nobody else."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import HomeUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""32 random bytes as URL-safe base64."""


@dataclass(frozen=True, slots=True)
class TokenDigest:
    """What a server keeps of a token: enough to know it again, too little to give it away."""

    digest: bytes = field(repr=False)

    @classmethod
    def of(cls, token: str) -> TokenDigest:
        """Return the digest of a token; unsalted, since 256 random bits can't be guessed from a list."""
        return cls(hashlib.sha256(token.encode()).digest())

    def is_same(self, other: TokenDigest) -> bool:
        """Tell whether it is of the same token, in a time that says nothing of how much of it was right."""
        return hmac.compare_digest(self.digest, other.digest)


def local_token(home: Path) -> str:
    """Return the token in `home`, made at the first call; HomeUnusable if it may not be the owner's alone."""
    path = home / "token"
    with explained(path):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_if_others_write(home)
        if not os.path.lexists(path):
            _make(path)
        return _read(path)


def _make(path: Path) -> None:
    """Put a new token at `path`, whole or not at all; of two makers at once the first one's stands."""
    draft = path.with_name(f"token-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(BYTES) + "\n")
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _read(path: Path) -> str:
    token = private_text(path, 100).strip()
    if not _TOKEN.fullmatch(token):
        raise _refused(path, "holds no token")
    return token


def private_text(path: Path, most: int) -> str:
    """Return the text of a regular file that only its owner, this process's user, can open."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor) as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise _refused(path, "is no regular file")
        if found.st_uid != os.geteuid():
            raise _refused(path, "belongs to another user")
        if stat.S_IMODE(found.st_mode) & 0o077:
            raise _refused(path, f"is open to others (mode {stat.S_IMODE(found.st_mode):04o})")
        return file.read(most)


def refuse_if_others_write(home: Path) -> None:
    """Refuse a folder in which somebody else could put a token of theirs in place of ours."""
    found = home.stat()
    if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o022:
        raise HomeUnusable(
            f"Others can write to the data folder {home}.",
            way_out=f"make it yours alone (chown, chmod 700 {home}), or set HANDOVER_HOME to a folder of your own",
        )


def _refused(path: Path, why: str) -> HomeUnusable:
    return HomeUnusable(
        f"The token file {path} {why}, so the token may be known to others.",
        way_out=f"remove it (rm {path}) and start again: a new token is made",
    )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the system's refusals into one that says what to do."""
    try:
        yield
    except UnicodeDecodeError:
        raise _refused(path, "holds no token") from None
    except OSError as error:
        if path.is_symlink():
            raise _refused(path, "is a symbolic link") from error
        raise HomeUnusable(
            f"The token file {path} can't be read or made: {error.strerror}.",
            way_out="free the data folder for writing, or set HANDOVER_HOME to a folder of your own",
        ) from error
