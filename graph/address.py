"""A database's URL, taken apart: what the driver needs, and what may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

from graph.errors import UsageError

_SCHEMES = {f"{scheme}{tail}" for scheme in ("bolt", "neo4j") for tail in ("", "+s", "+ssc")}
_WAY_OUT = (
    "set HANDOVER_DATABASE_URL to bolt://user:password@host for one server, neo4j:// for a cluster, "
    "neo4j+s:// for Aura; write special characters of the password as %XX"
)


@dataclass(frozen=True)
class Address:
    """Where a server is (`uri` and `place` hold no secret) and who asks."""

    uri: str
    place: str
    credentials: tuple[str, str] | None = field(repr=False)

    @classmethod
    def of(cls, url: str) -> Self:
        """Read HANDOVER_DATABASE_URL. Raises UsageError, which doesn't repeat the URL: it holds a password."""
        try:
            parts = urlsplit(url)
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            raise UsageError("the database's URL can't be read", way_out=_WAY_OUT) from None
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise UsageError("the database's URL isn't one of a Neo4j database", way_out=_WAY_OUT)
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        query = f"?{parts.query}" if parts.query else ""
        known = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        return cls(f"{parts.scheme}://{host}{port}{query}", f"{host}{port}", known)
