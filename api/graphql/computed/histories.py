"""What befell a subject, and how two items hang together."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from api.graphql.computed.tables import Table, Told
from graph.errors import UsageError
from graph.items import paths
from graph.items.paths import FEW, LONG, LONGEST, Asked
from graph.patterns import timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.graphql.context import Context

MOST = 50
"""Paths that can be asked for at once."""

TABLES = (
    Table("TimelineEntry", "An event of a timeline.", (
        Told("event", "Event", "The event."),
        Told("roles", "[subject_roles!]!", "What the subject is to it."),
        Told("earliest", "String", "The first day that any live claim allows; null where nothing bounds it."),
        Told("latest", "String", "The last day that any live claim allows; null where nothing bounds it."),
        Told("certain", "Boolean!", "Whether it comes after the entry before in every world that the claims allow."),
    )),
    Table("Path", "A way of links from one item to another that passes nothing twice.", (
        Told("length", "Int!", "How many links it has."),
        Told("items", "[Entity]!", "The items on the way, both ends included."),
        Told("steps", "[PathStep!]!", "The links from each item to the next."),
    )),
    Table("PathStep", "All links between two items that stand next to each other on a path.", (
        Told("from", "Entity", "The item before."),
        Told("to", "Entity", "The item after."),
        Told("ties", "[PathTie!]!", "What links them.", "links"),
    )),
    Table("PathTie", "One link on a path.", (
        Told("link", "String!", "Its name."),
        Told("backwards", "Boolean!", "Whether it leads from the item after to the one before."),
        Told("role", "String", "Its role."),
        Told("standing", "standings", "How well its best source stands behind it."),
        Told("claims", "[Claim]!", "The live claims that say so."),
    )),
)  # fmt: skip

TIMELINE = Told("timeline", "[TimelineEntry!]", "What befell a subject, in order; null where there is none of the uid.")
TIMELINE_ARGUMENTS = {"subject": ("ID!", "Any uid that it ever had.")}
PATHS = Told("paths", "[Path!]!", "How two items hang together: the shortest ways of links between them.")
PATHS_ARGUMENTS = {
    "from": ("ID!", "Where the paths begin."),
    "to": ("ID!", "Where they end."),
    "longest": ("Int", f"The most links that a path may have, up to {LONGEST}; {LONG} if not said."),
    "first": ("Int", f"So many paths at most, up to {MOST}; {FEW} if not said."),
    "avoid": ("[ID!]", "Items that no path passes, such as a state that all are linked to."),
}


def befell(context: Context, said: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Return what befell a subject."""
    found = timeline.timeline(context.engine, said["subject"], context.level)
    return None if found is None else [asdict(entry) for entry in found]


def ways(context: Context, said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the shortest paths between two items."""
    asked = Asked(
        said["from"],
        said["to"],
        _number(said, "longest", LONG, LONGEST),
        _number(said, "first", FEW, MOST),
        frozenset(said.get("avoid") or ()),
    )
    return [_path(each) for each in paths.paths(context.engine, asked, context.level)]


def _number(said: Mapping[str, Any], name: str, usual: int, most: int) -> int:
    found = usual if said.get(name) is None else int(said[name])
    if not 1 <= found <= most:
        raise UsageError(f"{name} is {found}", way_out=f"give a number from 1 to {most}")
    return found


def _path(path: paths.Path) -> dict[str, Any]:
    steps = [
        {"from": one, "to": other, "ties": [asdict(tie) for tie in ties]}
        for (one, other), ties in zip(pairwise(path.items), path.ties, strict=True)
    ]
    return {"length": len(steps), "items": list(path.items), "steps": steps}
