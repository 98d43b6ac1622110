"""Who says something in a case file: sources, the party whose claim it is, its standing, others' attitudes to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.claims.claim import ATTITUDE, Citation, Claim
from graph.ontology.entity import Actor
from graph.ontology.values import term
from importers.citations import STANDING
from importers.reading import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.problems import At
    from importers.citations import Cited
    from importers.reading import Reader

ATTITUDES, SENSITIVITY = term("attitudes"), term("sensitivities")
KEYS = ("by", "standing", "sources", "attitudes", "sensitivity")
"""What the mapping of a claim may say beside what is claimed."""

ATTITUDE_KEYS = ("by", ATTITUDE, "sources")


@dataclass(frozen=True, slots=True)
class Attitude:
    """What a party makes of a claim, and where it says so."""

    by: str
    attitude: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says one thing: each citation makes a claim of its own, and carries every attitude."""

    citations: tuple[Citation, ...]
    by: str = ""
    standing: str = ""
    attitudes: tuple[Attitude, ...] = ()
    sensitivity: str = ""

    def claims(self, about: str, **what: Any) -> Iterator[Claim]:
        """Yield the claims that say `what` of an item."""
        for citation in self.citations or (Citation(),):
            own = {"by": self.by, "standing": self.standing or citation.standing, "sensitivity": self.sensitivity}
            claim = _claim(about, citation, **own, **what)
            yield claim
            for said in self.attitudes:
                where = said.citation
                yield _claim(claim.uid, where, by=said.by, standing=where.standing, field=ATTITUDE, value=said.attitude)


def read(reader: Reader, at: At, said: dict[str, Any], inherited: Cited) -> Attribution:
    """Read who says what a mapping claims; `inherited` is what the item cites, for what has no sources of its own."""
    own = inherited.within(reader, at, said)
    return Attribution(
        own.citations,
        reader.uid((*at, "by"), said["by"], Actor.__name__) if "by" in said else "",
        reader.text((*at, "standing"), STANDING, said["standing"]) if "standing" in said else "",
        tuple(_attitudes(reader, (*at, "attitudes"), said["attitudes"], own)) if "attitudes" in said else (),
        reader.text((*at, "sensitivity"), SENSITIVITY, said["sensitivity"]) if "sensitivity" in said else "",
    )


def _attitudes(reader: Reader, at: At, raw: Any, inherited: Cited) -> Iterator[Attitude]:
    for place, one in each(at, raw):
        if not isinstance(one, dict) or not {"by", ATTITUDE} <= one.keys():
            expected = "a party's attitude: {by: agency/..., attitude: denies, sources: [...]}"
            reader.problems.refuse(place, one, expected)
            continue
        reader.refuse_unknown(place, one, ATTITUDE_KEYS)
        by = reader.uid((*place, "by"), one["by"], Actor.__name__)
        attitude = reader.text((*place, ATTITUDE), ATTITUDES, one[ATTITUDE])
        own = inherited.within(reader, place, one).citations
        yield from (Attitude(by, attitude, citation) for citation in own or (Citation(),))


def _claim(about: str, citation: Citation, **what: Any) -> Claim:
    return Claim(about, source=citation.source, locator=citation.locator, quoted_in=citation.quoted_in, **what)
