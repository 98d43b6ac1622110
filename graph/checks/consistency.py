"""Subjects whose claims no world agrees with, each with the fewest claims that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from graph import access
from graph.ontology.vocabulary import scheme
from graph.patterns.history import histories
from graph.patterns.language.model import SUBJECT_ROLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.engine import Engine
    from graph.patterns.statements import Statement
    from graph.unit import Unit

PAGE = 200
"""Subjects judged in one unit of work; memory stays flat however large the graph is."""

_PAGE = """
MATCH (s:Entity) WHERE s.uid > $after AND ($subjects IS NULL OR s.uid IN $subjects)
  AND EXISTS { (s)<-[r:SUBJECT]-(e:Event)
               WHERE r.role IN $roles AND (e.relative_date IS NOT NULL OR EXISTS { (e)-[:FOLLOWS]-() }) }
RETURN s.uid AS uid ORDER BY uid LIMIT $page
"""
"""Days alone never contradict: only subjects with an asserted order, or dated by a text's day, need judging."""


@dataclass(frozen=True, slots=True)
class Inconsistent:
    """A subject without any world; `contradiction` are the fewest statements that can't all be true."""

    subject: str
    contradiction: tuple[Statement, ...]

    def __str__(self) -> str:
        said = "".join(f"\n  {statement}" for statement in self.contradiction)
        return f"{self.subject}: these {len(self.contradiction)} statements contradict each other:{said}"

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"subject": self.subject, "contradiction": [said.as_json() for said in self.contradiction]}


def inconsistent(engine: Engine, subjects: Collection[str] | None = None) -> Iterator[Inconsistent]:
    """Yield every subject, or those of `subjects`, that no world agrees with, by uid."""
    wanted = sorted(subjects) if subjects is not None else None
    after = ""
    while page := engine.read(partial(_page, subjects=wanted, after=after), timeout=None):
        yield from (Inconsistent(subject, said) for subject, said in page if said)
        after = page[-1][0]


def _page(unit: Unit, subjects: list[str] | None, after: str) -> list[tuple[str, tuple[Statement, ...]]]:
    """Return the next subjects, each with what contradicts itself in its history."""
    roles = sorted(scheme("subject_roles").below(SUBJECT_ROLE))
    rows = unit.run(_PAGE, subjects=subjects, after=after, roles=roles, page=PAGE)
    known = histories(unit, [row["uid"] for row in rows], access.reader(unit, access.ALL))
    return [(row["uid"], known[row["uid"]].contradiction() if row["uid"] in known else ()) for row in rows]
