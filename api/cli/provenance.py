"""`handover log`, `handover conflicts`: who said what of an item, and where claims rival each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.opening import opened
from api.cli.output import Format, FormatOption, show, show_json, show_table
from graph.items import provenance

if TYPE_CHECKING:
    from graph.claims.claim import Claim
    from graph.items.provenance import Entry


def log(
    uid: Annotated[str, typer.Argument(help="The item, like person/yuri-kastsiuk; any uid that it ever had.")],
    *,
    form: FormatOption = Format.table,
) -> None:
    """Tell who said what of an item, and when we recorded or retracted it."""
    with opened() as engine:
        entries = provenance.log(engine, uid)
    if form is Format.json:
        show_json([entry.as_json() for entry in entries])
    elif not entries:
        show(f"Nothing was ever said of {uid}.")
    else:
        show_table(("Recorded", "Batch", "", "Says", "By", "Source"), map(_line, entries))


def conflicts(*, form: FormatOption = Format.table) -> None:
    """List every property and link on which claims rival each other, the claims side by side."""
    with opened() as engine:
        found = provenance.conflicts(engine)
    if form is Format.json:
        show_json([conflict.as_json() for conflict in found])
    elif not found:
        show("No claims rival each other.")
    else:
        lines = ((claim.about, c.field, _said(claim), claim.by, _source(claim)) for c in found for claim in c.claims)
        show_table(("Item", "Field", "Says", "By", "Source"), lines)


def _line(entry: Entry) -> tuple[str, ...]:
    record = f"{entry.record}, taken back {entry.undone}" if entry.undone else entry.record
    says = f"{entry.claim.field}: {_said(entry.claim)}"
    return (
        entry.recorded,
        f"{entry.batch} ({entry.dataset} {entry.version})",
        record,
        says,
        entry.claim.by,
        _source(entry.claim),
    )


def _said(claim: Claim) -> str:
    """Return what a claim says: the value, or the target with its role."""
    role = f" ({claim.role})" if claim.role else ""
    qualifiers = f" {claim.qualifiers}" if claim.qualifiers else ""
    return f"{claim.value if claim.value is not None else claim.target}{role}{qualifiers}"


def _source(claim: Claim) -> str:
    where = ", ".join(part for part in (claim.source, claim.locator) if part)
    return f"{where} ({claim.standing})" if where else ""
