"""How large a change one transaction bears; a larger one is made in parts (see `graph.store.parts`)."""

from __future__ import annotations

LARGEST = 15_000
"""Claims that one transaction changes or shows: 24,752 passed within the engine's heap of 512 MB, 41,152 did not."""


class TooLarge(Exception):
    """A change needs more than one transaction; `claims` are those that it changes or shows."""

    def __init__(self, claims: int) -> None:
        super().__init__(f"{claims:,} claims are more than one transaction changes")
        self.claims = claims

    @classmethod
    def refuse(cls, claims: int) -> None:
        """Raise it for more claims than one transaction may change."""
        if claims > LARGEST:
            raise cls(claims)
