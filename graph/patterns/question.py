"""What is asked beside the pattern: until when, in whose version, how well attested, of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.access import ALL
from graph.errors import UsageError
from graph.ontology.values import DATE, UID
from graph.ontology.vocabulary import scheme
from graph.patterns.answer import CLOCKS, VERSION
from graph.patterns.statements import DATES
from graph.problems import nearest
from graph.time.edtf import span_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.claims.citations import Cited
    from graph.ontology.meaning import Sensitivity
    from graph.patterns.statements import Claim

STANDINGS = "standings"


@dataclass(frozen=True, slots=True)
class Question:
    """How a pattern is asked.

    `happened_by` and `known_by` are EDTF dates, the last day of which still counts; `recorded_by` is a batch or a
    date: the graph as it was recorded then. `by` is the party whose version is taken, `standing` the weakest that
    still counts. `subjects`, where given, are the only ones asked about.
    """

    level: Sensitivity = ALL
    happened_by: str = ""
    known_by: str = ""
    recorded_by: str = ""
    by: str = ""
    standing: str = ""
    subjects: Collection[str] | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be asked; UsageError names it, what was expected and the nearest."""
        for name in ("happened_by", "known_by"):
            self._read(name, getattr(self, name))
        if self.standing and self.standing not in scheme(STANDINGS).terms:
            known = list(scheme(STANDINGS).terms)
            hint = f"{nearest(self.standing, known)} known: {', '.join(known)}".strip()
            raise UsageError(f"there is no standing {self.standing!r}", way_out=hint)
        if self.by:
            self._uid(self.by)

    def _read(self, name: str, value: str) -> None:
        try:
            if value:
                DATE.read(value)
        except ValueError as error:
            option = name.replace("_", "-")
            raise UsageError(f"--{option} {value!r} is no date", way_out=f"give {error}") from error

    def _uid(self, value: str) -> None:
        try:
            UID.read(value)
        except ValueError as error:
            raise UsageError(f"--by {value!r} is no uid", way_out=f"give {error}") from error

    @property
    def last_day(self) -> int | None:
        """The last day whose events count; None for no end."""
        return span_of(self.happened_by).last if self.happened_by else None

    @property
    def known_day(self) -> int | None:
        """The last day on which an event could become known; None for no end."""
        return span_of(self.known_by).last if self.known_by else None

    @property
    def standings(self) -> tuple[str, ...]:
        """The standings that count; () for any, none at all included."""
        known = list(scheme(STANDINGS).terms)
        return tuple(known[: known.index(self.standing) + 1]) if self.standing else ()

    @property
    def hears_all(self) -> bool:
        """Whether all that is claimed counts, whoever says it, however well attested, whenever it became known."""
        return not (self.by or self.standing or self.known_by)

    def hears(self, claims: list[Claim]) -> list[Claim]:
        """Return the claims on an event's time that count; a party's own day goes before one that nobody signs."""
        if self.standings:
            claims = [claim for claim in claims if claim["standing"] in self.standings]
        if self.by:
            claims = [claim for claim in claims if claim["by"] in ("", None, self.by)]
            own = {claim["field"] in DATES for claim in claims if claim["by"] == self.by}
            claims = [claim for claim in claims if claim["by"] or claim["field"] not in DATES or True not in own]
        return claims

    def counts(self, place: Cited) -> bool:
        """Tell whether a citation is of the version that is asked for, and stands well enough."""
        in_version = not self.by or place.by in ("", self.by)
        return in_version and (not self.standing or place.standing in self.standings)

    def admits(self, standing: str | None, cited: Collection[Cited]) -> bool:
        """Tell whether a link of such a standing counts, cited there; what nobody cites needs no citation."""
        stands = not self.standing or standing in self.standings
        return stands and (not cited or any(map(self.counts, cited)))

    def clocks(self) -> dict[str, str | None]:
        """Return the clocks with the names that answers have."""
        return {name: getattr(self, name) or None for name in CLOCKS}

    def version(self) -> dict[str, str | None]:
        """Return whose version is asked for, and how well attested, with the names that answers have."""
        return {name: getattr(self, name) or None for name in VERSION}


EVERYTHING = Question()
"""Asks for all that the graph knows, of whatever time, in whoever's version."""
