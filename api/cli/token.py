"""`handover token`: who besides the owner may use the server, and for what."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from api.audit import Audit
from api.callers import OWNER, Role
from api.cli.output import Format, FormatOption, say, show, show_json, show_table
from api.named_tokens import NamedTokens
from api.settings import load_settings

app = typer.Typer(help="Make, list and revoke tokens for others than the owner.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(help="Whose token it is, such as anna or newsroom.")]


@app.command()
def make(
    name: _Name,
    *,
    role: Annotated[
        Role, typer.Option(help="What it is good for; each role includes those before it.")
    ] = Role.read_public,
) -> None:
    """Make a token and print it, this once: what is kept can't be turned back into it."""
    home = load_settings().home
    token = NamedTokens(home).make(name, role)
    Audit(home).note(OWNER, "token made", token=name, given=role)
    say(f"The token of {name} ({role}); it is shown only now:")
    show(token)


@app.command("list")
def list_tokens(*, form: FormatOption = Format.table) -> None:
    """List the tokens that count."""
    found = NamedTokens(load_settings().home).every()
    if form is Format.json:
        show_json([{name: value for name, value in asdict(each).items() if name != "digest"} for each in found])
        return
    show_table(("Name", "Role", "Made"), ((each.name, each.role, each.made) for each in found))


@app.command()
def revoke(name: _Name) -> None:
    """Let a token count no longer, from the next request on."""
    home = load_settings().home
    NamedTokens(home).revoke(name)
    Audit(home).note(OWNER, "token revoked", token=name)
    show(f"The token of {name} counts no longer.")
