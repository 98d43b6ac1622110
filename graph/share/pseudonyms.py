"""Pseudonyms, made with a random key: nobody who lacks the key can tell whose they are, or try names out on them."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_BYTES = 32
_SIGNS = "bcdfghjkmnpqrstvwxz23456789"
"""No vowels, so that no code reads as a word, and no two signs that look alike."""
SHORTEST = 5
"""Signs of a code; more where two codes of one document begin alike."""


def new_key() -> bytes:
    """Return a key for one document."""
    return secrets.token_bytes(_BYTES)


def key_of(file: Path) -> bytes:
    """Return the key that a file holds, which is made if there is none; who is called what stays the same under it."""
    try:
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(f"{secrets.token_hex(_BYTES)}\n", encoding="ascii")
        if file.stat().st_mode & 0o077:
            raise UsageError(f"others may read the key in {file}", way_out=f"chmod 600 {file}")
        key = bytes.fromhex(file.read_text(encoding="ascii"))
    except OSError as error:
        raise UsageError(f"{file} can't be used as a key: {error.strerror}", way_out="name another file") from error
    except ValueError as error:
        raise _no_key(file) from error
    if len(key) < _BYTES:
        raise _no_key(file)
    return key


def _no_key(file: Path) -> UsageError:
    expected = f"{2 * _BYTES} or more hexadecimal digits"
    return UsageError(f"{file} holds no key: {expected}", way_out="name a file that isn't there yet: it is made")


def codes(key: bytes, uids: Collection[str]) -> dict[str, str]:
    """Return a code for each uid, which the key alone decides: as short as tells those of one document apart."""
    whole = {uid: "".join(_SIGNS[byte % len(_SIGNS)] for byte in _digest(key, uid)) for uid in uids}
    length = SHORTEST
    while len({code[:length] for code in whole.values()}) < len(whole):
        length += 1
    return {uid: code[:length] for uid, code in whole.items()}


def _digest(key: bytes, uid: str) -> bytes:
    return hmac.digest(key, uid.encode(), "sha256")
