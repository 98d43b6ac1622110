"""Sessions of browsers: a cookie stands for a token that was presented, and dies with it or with the server's run."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from api.tokens import BYTES, TokenDigest

if TYPE_CHECKING:
    from api.callers import Caller, Callers


class Sessions:
    """The sessions of one run, one for each token."""

    def __init__(self, callers: Callers) -> None:
        self._callers = callers
        self._values: dict[TokenDigest, str] = {}
        self._tokens: dict[TokenDigest, TokenDigest] = {}

    def begun(self, presented: str) -> str | None:
        """Return the value of a cookie for a token; None for a token that is nobody's."""
        token = TokenDigest.of(presented)
        if self._callers.by(token) is None:
            return None
        value = self._values.setdefault(token, secrets.token_urlsafe(BYTES))
        self._tokens[TokenDigest.of(value)] = token
        return value

    def of(self, value: str) -> Caller | None:
        """Return whose session a cookie stands for; looking a digest up tells nothing of any value."""
        token = self._tokens.get(TokenDigest.of(value))
        return self._callers.by(token) if token else None
