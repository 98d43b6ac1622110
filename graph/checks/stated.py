"""The numbers that sources state, as the graph has them: how exact, of whom, for which days, part of what."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from graph import access
from graph.claims import citations
from graph.time.days import ANY_DAY, Days
from graph.time.edtf import span_of

if TYPE_CHECKING:
    from graph.claims.citations import Cited
    from graph.ontology.meaning import Sensitivity
    from graph.unit import Unit

_CITED = ("source", "locator", "standing", "by", "quoted_in")
_FIELDS = ("name", "value", "qualifier", "unit", "period", "as_of", "counts", "breakdown", "citations")
_FIGURES = """
MATCH (f:StatedFigure) WHERE %s
RETURN f.uid AS uid, %s, [(f)-[p:PART_OF]->(w:StatedFigure) WHERE %s | w.uid] AS wholes,
       [(f)-[o:OVERLAPS]-(g:StatedFigure) WHERE %s | g.uid] AS overlaps
ORDER BY uid
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a source states; `cited` says where, `wholes` what it is a part of, by its `breakdown`."""

    uid: str
    name: str
    value: int
    qualifier: str
    unit: str
    period: str
    as_of: str
    counts: str
    breakdown: str
    cited: tuple[Cited, ...]
    wholes: tuple[str, ...]
    overlaps: tuple[str, ...]

    @property
    def least(self) -> float:
        """The least that it may mean."""
        return {"over": self.value + 1, "at_most": 0, "under": 0, "about": 0}.get(self.qualifier, self.value)

    @property
    def most(self) -> float:
        """The most that it may mean."""
        return {"over": inf, "at_least": inf, "about": inf, "under": self.value - 1}.get(self.qualifier, self.value)

    @property
    def wanted(self) -> int:
        """How many must be named before it is covered; of about nine, nine."""
        return self.value if self.qualifier == "about" else int(self.least)

    def __str__(self) -> str:
        words = (self.qualifier.replace("_", " "), f"{self.value:,}", self.unit)
        return " ".join(word for word in words if word)

    def as_json(self) -> dict[str, Any]:
        """Return what is stated, and where, as plain data."""
        said = {name: getattr(self, name) or None for name in _FIELDS if name not in ("value", "citations")}
        cited = [{name: getattr(each, name) for name in _CITED} for each in self.cited]
        return {"uid": self.uid, **said, "value": self.value, "cited": cited, "overlaps": list(self.overlaps)}

    @property
    def days(self) -> Days:
        """The days that it speaks for: of its period, until the day that it is of."""
        period = span_of(self.period) if self.period else ANY_DAY
        last = min(period.last, span_of(self.as_of).last) if self.as_of else period.last
        return Days(((period.first, last),))


def stated(unit: Unit, level: Sensitivity) -> list[Figure]:
    """Return every figure with a number that a reader of the level may see, by uid."""
    reader = access.reader(unit, level)
    fields = ", ".join(f"{reader.value('f', name)} AS {name}" for name in _FIELDS)
    rows = unit.run(_FIGURES % (reader.sees("f"), fields, reader.sees("p", "w"), reader.sees("o", "g")))
    return [_figure(row) for row in rows if row["value"] is not None]


def _figure(row: dict[str, Any]) -> Figure:
    said = {name: row[name] or "" for name in _FIELDS if name not in ("value", "citations")}
    cited = tuple(each for each in citations.read(row["citations"]) if "value" in each.says)
    wholes, overlaps = (tuple(sorted(set(row[name]))) for name in ("wholes", "overlaps"))
    return Figure(row["uid"], value=row["value"], cited=cited, wholes=wholes, overlaps=overlaps, **said)
