"""Every computed question by its name: what is answered, what it takes, and how the answer is found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from api.graphql.computed import checking, histories, matched, matching, reasons, searching, tallies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.graphql.computed.tables import Table, Told
    from api.graphql.context import Context


@dataclass(frozen=True, slots=True)
class Question:
    """A root field that is computed; `arguments` have their types as GraphQL writes them."""

    told: Told
    answer: Callable[[Context, Mapping[str, Any]], Any]
    arguments: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@cache
def questions() -> dict[str, Question]:
    """Return every question by the name of its root field."""
    every = (
        Question(searching.SEARCH, searching.searched, searching.ARGUMENTS),
        Question(histories.TIMELINE, histories.befell, histories.TIMELINE_ARGUMENTS),
        Question(histories.PATHS, histories.ways, histories.PATHS_ARGUMENTS),
        Question(matching.PATTERNS, matching.patterns),
        Question(matching.MATCH, matching.matching, matching.ARGUMENTS),
        Question(checking.CONFLICTS, checking.conflicts),
        Question(checking.FIGURE_CHECKS, checking.figure_checks),
        Question(checking.CHECK, checking.check),
    )
    return {each.told.name: each for each in every}


@cache
def tables() -> dict[str, Table]:
    """Return the types of all answers by name."""
    rooms = (searching, histories, matched, tallies, reasons, checking)
    return {table.name: table for room in rooms for table in room.TABLES}
