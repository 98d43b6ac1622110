"""`--redact PROFILE` and `--key FILE`, alike in every command that makes something to give away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import say
from graph.errors import UsageError
from graph.pictured import targets
from graph.share import answers
from graph.share.pseudonyms import key_of, new_key
from importers import profilefile

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.patterns.answer import Answer
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


def refuse_unredacted(**wanted: bool | str | None) -> None:
    """Refuse what tells in words of its own why somebody matches or doesn't: nothing says whom these words name."""
    for name, is_wanted in wanted.items():
        if is_wanted:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"{option} can't be redacted", way_out="leave it out; matches and --statistics can be")


def released(engine: Engine, found: Answer, leaving: Redaction) -> Answer:
    """Return what may leave of an answer, and tell how many matches may not."""
    about = targets.of_items(engine, "", answers.named(found), {})
    made = answers.release(found, about, leaving.profile, leaving.key)
    if missing := len(found.matches) - len(made.matches):
        say(f"Left out by the profile {leaving.profile.name}: {missing} matches")
    return made
