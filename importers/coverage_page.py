"""How the shipped cases cover their documents: docs/coverage.md.

python -m importers.coverage_page            writes it
python -m importers.coverage_page --check    exits with 1 if the file says anything else
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from graph.pages import keep, table
from importers import load
from importers.coverage import coverage
from importers.shipped import cases_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importers.coverage import Coverage, Passage, Reading

FILE = Path("docs/coverage.md")

_HEAD = """# Coverage

Made from the marks in `cases/` (under `reading:`) and from what the claims there cite, by
`python -m importers.coverage_page`; edit the marks, not this page. `handover coverage PATH` tells the same of any
case files.

*Statements* are what the passage says, counted by hand when it was read (comments in `cases/*/reading.yaml` list them,
each with the items that say it); *claims* cite the passage, each saying one
property or link of one of the *items*. So a statement may take several claims, and a claim may rest on several
passages. What no item says is *left out*, with the reason."""

_COLUMNS = ("section", "statements", "claims", "items", "left out, and why")


def page(covered: Coverage) -> str:
    """Return the whole page."""
    parts = [_HEAD, *(part for reading in covered.readings for part in _reading(reading))]
    return "\n\n".join(parts) + "\n"


def _reading(reading: Reading) -> Iterator[str]:
    yield f"## {reading.name}"
    yield f"`{reading.source}`: {reading.summary()}."
    if reading.passages:
        yield table(_COLUMNS, map(_row, reading.passages))


def _row(passage: Passage) -> tuple[str, ...]:
    left_out = "; ".join(f"{left.what} ({left.why})" for left in passage.left_out)
    return passage.section, f"{passage.statements}", f"{passage.claims}", f"{passage.items}", left_out


def main(arguments: list[str]) -> int:
    """Write the page, or with --check tell whether it is what the cases say."""
    covered = coverage(load.read([cases_folder()]))
    return keep(FILE, page(covered), "importers.coverage_page", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
