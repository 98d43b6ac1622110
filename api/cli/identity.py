"""`handover identity`: who is who. Every decision is a record that can be taken back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from api.callers import OWNER
from api.cli.opening import changing, opened
from api.cli.output import Format, FormatOption, show, show_json, show_table
from graph.changes import decisions
from graph.changes.identity import DIFFERENT, SAME, UNSURE

app = typer.Typer(help="Decide who is who, give items other uids, take decisions back.", no_args_is_help=True)

_One = Annotated[str, typer.Argument(metavar="ONE", help="The uid of an item.")]
_Other = Annotated[str, typer.Argument(metavar="OTHER", help="The uid of another item of the class.")]
_Because = Annotated[str, typer.Option("--because", help="Why, for whoever reads it next.")]


@app.command("list")
def list_decisions(*, form: FormatOption = Format.table) -> None:
    """List all decisions, those taken back as well."""
    with opened() as engine:
        found = engine.read(decisions.every)
    if form is Format.json:
        show_json([{"uid": each.uid} | asdict(each) for each in found])
        return
    columns = ("Decision", "Verdict", "One", "Other", "Because", "Recorded", "Taken back")
    show_table(columns, ((d.uid, d.verdict, d.one, d.other, d.because, d.recorded, d.undone or "") for d in found))


@app.command()
def same(one: _One, other: _Other, *, because: _Because = "") -> None:
    """Join two items: every answer is about both as one."""
    _decide(SAME, one, other, because)


@app.command()
def different(one: _One, other: _Other, *, because: _Because = "") -> None:
    """Keep two items apart, whatever else is decided."""
    _decide(DIFFERENT, one, other, because)


@app.command()
def unsure(one: _One, other: _Other, *, because: _Because = "") -> None:
    """Note that two items may be the same; nothing is joined."""
    _decide(UNSURE, one, other, because)


@app.command()
def rename(
    uid: Annotated[str, typer.Argument(help="The uid that the item has.")],
    new: Annotated[str, typer.Argument(help="The uid that it is to have; the old one goes on meaning it.")],
    *,
    because: _Because = "",
) -> None:
    """Give an item another uid."""
    with changing() as (engine, audit):
        made = decisions.rename(engine, uid, new, because)
        audit.decided(OWNER, made)
    show(f"{made.uid}: {uid} is called {new} now.")


@app.command()
def undo(decision: Annotated[str, typer.Argument(help="The decision, like decision/4.")]) -> None:
    """Take a decision back."""
    with changing() as (engine, audit):
        gone = decisions.take_back(engine, decision)
        audit.taken_back(OWNER, gone)
    show(f"{gone.uid} ({gone.one} {gone.verdict} {gone.other}) is taken back.")


def _decide(verdict: str, one: str, other: str, because: str) -> None:
    with changing() as (engine, audit):
        made = decisions.decide(engine, verdict, one, other, because)
        audit.decided(OWNER, made)
    show(f"{made.uid}: {one} and {other}: {verdict}.")
