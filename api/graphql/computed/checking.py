"""What a reviewer looks at: rival claims, and numbers that sources state against what the graph names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.computed.tables import Table, Told
from graph import access, figures, provenance
from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.graphql.execute import Context

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
)  # fmt: skip

CONFLICTS = Told("conflicts", "[Conflict!]!", "Every property and link on which live claims rival each other.")
FIGURE_CHECKS = Told("figure_checks", "[FigureCheck!]!", "Every number that a source states, against what is named.")


def conflicts(context: Context, _said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return where claims rival each other; UsageError for who may not read all, since that they do tells of both."""
    if context.level != access.ALL:
        raise UsageError("rival claims are listed for readers of everything", way_out="ask for `conflicts` of an item")
    found = provenance.conflicts(context.engine)
    return [{"uid": each.uid, "field": each.field, "claims": [claim.uid for claim in each.claims]} for each in found]


def figure_checks(context: Context, _said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every figure, held against what the graph names."""
    return [each.as_json() for each in figures.check(context.engine, context.level)]
