"""What a reviewer looks at: rival claims, and numbers that sources state against what the graph names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.computed.tables import Table, Told
from graph import access
from graph.checks import checks, figures
from graph.errors import UsageError
from graph.items import provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.graphql.context import Context

TABLES = (
    Table("Conflict", "A property or link of an item on which live claims rival each other.", (
        Told("uid", "Entity", "The item.", "item"),
        Told("field", "String!", "The property or link."),
        Told("claims", "[Claim]!", "The claims, the best first."),
    )),
    Table("FigureCheck", "A number that a source states, against what the graph names.", (
        Told("uid", "StatedFigure", "The figure.", "figure"),
        Told("named", "FigureNamed", "What the graph names of it; null where nothing tells what it counts."),
        Told("short_by", "Int", "How many more must be named for certain."),
        Told("parts", "[FigureParts!]!", "The figures that make it, by what divides them."),
        Told("contradictions", "[String!]!", "What doesn't add up."),
    )),
    Table("FigureNamed", "What the graph names of a figure.", (
        Told("certain", "[Entity]!", "For certain."),
        Told("possible", "[Entity]!", "Perhaps besides."),
    )),
    Table("FigureParts", "Figures that make a whole by one breakdown.", (
        Told("breakdown", "String!", "What divides the whole."),
        Told("figures", "[StatedFigure]!", "The parts."),
        Told("makes", "String!", "How many they are together."),
        Told("adds_up", "Boolean!", "Whether that can be the whole."),
    )),
    Table("Finding", "Something that a check of the graph found.", (
        Told("check", "String!", "Which check."),
        Told("uid", "String!", "What it is about."),
        Told("text", "String!", "What is the matter."),
    )),
)  # fmt: skip

CONFLICTS = Told("conflicts", "[Conflict!]!", "Every property and link on which live claims rival each other.")
FIGURE_CHECKS = Told("figure_checks", "[FigureCheck!]!", "Every number that a source states, against what is named.")

CHECK = Told("check", "[Finding!]!", "What `handover check` finds: whether all that is shown is what the records say.")


def conflicts(context: Context, _said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return where claims rival each other; that they do tells of both."""
    _for_readers_of_all(context, "rival claims are listed", "ask for `conflicts` of an item")
    found = provenance.conflicts(context.engine)
    return [{"uid": each.uid, "field": each.field, "claims": [claim.uid for claim in each.claims]} for each in found]


def check(context: Context, _said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what is wrong with the graph; the records hold what not everybody may read."""
    _for_readers_of_all(context, "the graph is checked", "ask somebody who may read all")
    return [each.as_json() for each in checks.check(context.engine)]


def _for_readers_of_all(context: Context, what: str, way_out: str) -> None:
    if context.level != access.ALL:
        raise UsageError(f"{what} for readers of everything", way_out=way_out)


def figure_checks(context: Context, _said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every figure, held against what the graph names."""
    return [each.as_json() for each in figures.check(context.engine, context.level)]
