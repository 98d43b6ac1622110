"""Who asks, and what they may: each token has a name and a role, and each role includes those before it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from api.tokens import TokenDigest
from graph.access import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.ontology.meaning import Sensitivity


class Role(StrEnum):
    """What somebody may do."""

    read_public = "read-public"
    read_all = "read-all"
    write = "write"
    administer = "administer"


_LEVELS: dict[Role, Sensitivity] = {
    Role.read_public: PUBLIC,
    Role.read_all: "restricted",
    Role.write: "restricted",
    Role.administer: "secret",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks, by the name of the token."""

    name: str
    role: Role

    @property
    def level(self) -> Sensitivity:
        """What the caller may read."""
        return _LEVELS[self.role]

    @property
    def writes(self) -> bool:
        """Whether the caller may change the graph."""
        return self.role in (Role.write, Role.administer)


OWNER = Caller("owner", Role.administer)
"""Whose data folder it is: the holder of the local token, and whoever runs the command line."""


class Callers:
    """Tells who a token belongs to; without the owner's own, only named tokens count."""

    def __init__(self, owner: TokenDigest | None, named: Callable[[TokenDigest], Caller | None] | None = None) -> None:
        self._owner, self._named = owner, named

    def of(self, presented: str) -> Caller | None:
        """Return whose token is presented; None for one that is nobody's, or is revoked."""
        return self.by(TokenDigest.of(presented))

    def by(self, token: TokenDigest) -> Caller | None:
        """Return whose token it is, by its digest."""
        if self._owner and self._owner.is_same(token):
            return OWNER
        return self._named(token) if self._named else None
