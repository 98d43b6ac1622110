"""`--redact PROFILE` and `--key FILE`, alike in every command that makes something to give away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import UsageError
from graph.share.pseudonyms import key_of, new_key
from importers import profilefile

if TYPE_CHECKING:
    from graph.share.profile import Profile

RedactOption = Annotated[
    str, typer.Option(metavar="PROFILE", help="Leave out what a profile closes: public, court, internal, or a file.")
]
KeyOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Keep pseudonyms the same from document to document; made if it isn't there."),
]


@dataclass(frozen=True)
class Redaction:
    """The profile that something leaves under, and the key of its pseudonyms."""

    profile: Profile
    key: bytes


def redaction(redact: str, key: Path | None) -> Redaction | None:
    """Return what the options ask for, None if they ask for nothing; the key is of one document if none is named."""
    if not redact:
        if key:
            raise UsageError("--key goes with --redact", way_out="add --redact public, or leave --key out")
        return None
    profile = profilefile.named(redact)
    return Redaction(profile, key_of(key) if key else new_key())
