"""Where a source says it: the citations of a case file, completed from the one that stands as a default around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.claims.claim import Citation
from graph.ontology.sources import Source
from graph.ontology.values import TEXT, term
from importers.reading import each

if TYPE_CHECKING:
    from graph.problems import At
    from importers.reading import Reader

STANDING = term("standings")
KEYS = ("source", "locator", "standing", "quoted_in")
NEEDED = ("source", "standing")


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited wherever nothing nearer is; a citation that leaves something out takes it from `base`.

    One that names its own source takes only the standing: the rest of `base` is said of another source.
    """

    citations: tuple[Citation, ...] = ()
    base: Citation | None = None

    def within(self, reader: Reader, at: At, said: dict[str, Any]) -> Cited:
        """Return what is cited for the parts of a mapping, which may have sources of its own."""
        if "sources" not in said:
            return self
        found = (self._citation(reader, place, one) for place, one in each((*at, "sources"), said["sources"]))
        return Cited(tuple(citation for citation in found if citation), self.base)

    def by_default(self, reader: Reader, at: At, said: dict[str, Any]) -> Cited:
        """Return what is cited where a mapping of defaults holds; if that is one citation, it completes others."""
        if "sources" not in said:
            return self
        citations = self.within(reader, at, said).citations
        single = len(each(at, said["sources"])) == 1
        # One that doesn't read is told where it stands, not again wherever it would have been taken from.
        return Cited(citations, (citations or (Citation(),))[0] if single else None)

    def _citation(self, reader: Reader, at: At, raw: Any) -> Citation | None:
        said = raw if isinstance(raw, dict) else {}
        reader.refuse_unknown(at, said, KEYS)
        missing = [key for key in NEEDED if key not in said and (said is not raw or not self.base)]
        if missing:
            expected = "a citation: {source: source/..., locator: ..., standing: documented}"
            reader.problems.refuse(at, raw, expected, f"name {' and '.join(missing)}")
            return None
        base = self.base or Citation()
        other = base if "source" not in said else Citation(standing=base.standing)
        citation = Citation(
            reader.uid((*at, "source"), said["source"], Source.__name__) if "source" in said else other.source,
            reader.text((*at, "locator"), TEXT, said["locator"]) if "locator" in said else other.locator,
            reader.text((*at, "standing"), STANDING, said["standing"]) if "standing" in said else other.standing,
            reader.uid((*at, "quoted_in"), said["quoted_in"], Source.__name__)
            if "quoted_in" in said
            else other.quoted_in,
        )
        reader.cited.setdefault(citation, at)
        return citation
