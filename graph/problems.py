"""One shape for whatever is wrong in an input: the place, the value, what was expected, the way out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from rapidfuzz import process

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 70
"""From this likeness (0 to 100) on, a known name is worth suggesting for an unknown one."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in an input: a file (or another name of it), line and column from 1; 0 where there is none."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input; `field` is the path of names that leads to `value`."""

    place: Place
    field: str
    value: str
    expected: str
    suggestion: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        value = f" {self.value!r}" if self.value else ""
        suggestion = f" - {self.suggestion}" if self.suggestion else ""
        return f"{self.place}: {self.severity}: {self.field}{value}: {self.expected}{suggestion}"

    def as_json(self) -> dict[str, Any]:
        """Return the problem as plain data, for `--format json`."""
        return asdict(self)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return "did you mean ...?" for the known name most like `name`; "" if none is like it."""
    best = process.extractOne(name, list(known), score_cutoff=_ALIKE)
    return f"did you mean {best[0]!r}?" if best else ""
