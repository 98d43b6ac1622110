"""What a redaction profile says. All that it doesn't open is closed, new classes and fields too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Persons = Literal["all", "sensitive", "none"]
Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who and what is left out altogether; roles and kinds with all that is below them.

    A person tied to another by one of the `links`, or seen in one of the `roles`, unless the document is about that
    person; events of one of the `kinds`.
    """

    links: frozenset[str]
    roles: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """Who is shown under a pseudonym, how exact dates and places are, and what else is shown at all.

    `open` has for each class that is shown the properties and links that are, `redacted` those of a person under a
    pseudonym, `qualifiers` what qualifies links. Figures of fewer than `smallest_cell` subjects are suppressed.
    """

    name: str
    title: str
    persons: Persons
    officials: Literal["pseudonyms", "shown"]
    dates: Precision
    places: Literal["state", "shown"]
    locators: Literal["cut", "shown"]
    datasets: Literal["cut", "shown"]
    smallest_cell: int
    left_out: LeftOut
    redacted: frozenset[str]
    qualifiers: frozenset[str]
    open: Mapping[str, frozenset[str]]

    def shows(self, kind: str, name: str) -> bool:
        """Tell whether a property or link of a class is shown."""
        return name in self.open.get(kind, ())
