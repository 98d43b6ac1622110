"""Files that are made from others and committed: written by a command, and refused by `make check` once stale."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Lay rows out as a Markdown table without the columns that are empty in all of them."""
    columns = [column for column in zip(head, *rows, strict=True) if any(column[1:])]
    first, *rest = zip(*columns, strict=True)
    lines = (first, ("---",) * len(first), *rest)
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def keep(file: Path, text: str, module: str, arguments: list[str]) -> int:
    """Write the file, or with --check tell whether it says what it should; return the exit status."""
    if "--check" not in arguments:
        file.write_text(text, encoding="utf-8")
    elif not file.exists() or file.read_text(encoding="utf-8") != text:
        sys.stderr.write(f"{file} is stale.\n  way out: python -m {module}\n")
        return 1
    return 0
