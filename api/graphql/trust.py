"""Which operations a server answers: all, or only the documents that its keeper trusts, each known by its hash."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SCHEME = "sha256:"


class NotTrusted(UsageError):
    """An operation that the server doesn't know, or doesn't answer; `code` is the one that clients look for."""

    def __init__(self, what: str, code: str) -> None:
        super().__init__(what)
        self.code = code


@dataclass(frozen=True, slots=True)
class Trust:
    """The trusted documents by the hash of their text, None where every operation is answered.

    A schema that is `closed` isn't told.
    """

    documents: Mapping[str, str] | None = None
    closed: bool = False

    def text(self, query: Any, named: Any) -> Any:
        """Return the text to be answered, which a request has or names; NotTrusted for one that isn't among ours."""
        if query is None and named is not None:
            found = (self.documents or {}).get(str(named).removeprefix(_SCHEME))
            if found is None:
                raise NotTrusted("There is no document of this hash.", "PERSISTED_QUERY_NOT_FOUND")
            return found
        if self.documents is not None and not (isinstance(query, str) and _hash(query) in self.documents):
            raise NotTrusted("This server answers trusted documents alone.", "DOCUMENT_NOT_TRUSTED")
        return query


EVERYTHING = Trust()


def trusting(folder: Path | None, *, closed: bool) -> Trust:
    """Return what is trusted of a folder's .graphql files; UsageError if there are none that can be read."""
    if folder is None:
        return Trust(None, closed)
    try:
        texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("**/*.graphql"))]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{folder} can't be read", way_out="name a folder of .graphql files") from error
    if not texts:
        raise UsageError(f"{folder} has no .graphql files", way_out="put the trusted documents there")
    return Trust({_hash(text): text for text in texts}, closed)


def _hash(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()
