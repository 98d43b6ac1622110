"""The figures of a pattern's answer: those of `handover match --statistics`, with the graph's own items in them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from api.graphql.computed.tables import Table, Told
from graph.patterns.figures.statistics import Statistics
from graph.patterns.ties import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.patterns.answer import Answer
    from graph.patterns.figures.statistics import Group

TABLES = (
    Table("MatchStatistics", "The figures of an answer.", (
        Told("groups", "[MatchGroup!]!", "Matches and subjects by what they have in common."),
        Told("gaps", "[MatchSpread!]!", "How long each gap between steps is."),
        Told("funnel", "[MatchStage!]!", "How many subjects reach each step."),
    )),
    Table("MatchGroup", "Matches that have something in common.", (
        Told("by", "String!", "In what they agree, such as agency or year."),
        Told("key", "[MatchKey!]!", "What they have in common."),
        Told("matches", "MatchCounts!", "How many there are."),
        Told("subjects", "MatchCounts!", "Of how many subjects."),
    )),
    Table("MatchKey", "One thing that matches have in common; item and value are both null where nothing is stated.", (
        Told("column", "String!", "What it is, such as from or agency."),
        Told("item", "Entity", "The item that it is."),
        Told("value", "String", "The value that it is."),
    )),
    Table("MatchSpread", "How long a gap is, over all certain or all possible matches that have it.", (
        Told("from", "String!", "The earlier step."),
        Told("to", "String!", "The later step."),
        Told("time", "String!", "Whether of the certain or the possible matches."),
        Told("min_days", "Int!", "What no gap can be shorter than."),
        Told("max_days", "Int", "What no bounded gap can be longer than."),
        Told("unbounded", "Int!", "How many gaps nothing bounds."),
        Told("exact", "Int!", "How many are known to the day."),
        Told("inexact", "Int!", "How many are not."),
        Told("quartiles", "[Float!]", "The quartiles of the exact ones; null where there is none."),
    )),
    Table("MatchStage", "How many subjects match up to and with a step.", (
        Told("step", "String!", "Its id."),
        Told("subjects", "MatchCounts!", "How many."),
        Told("undecided", "Int!", "How many have too many events to tell."),
    )),
)  # fmt: skip

STATISTICS = Told("statistics", "MatchStatistics!", "The figures of all matches, on a first page too.")


def told(answer: Answer) -> dict[str, Any]:
    """Return the figures of an answer; none where it has none."""
    figures = answer.statistics or Statistics({}, (), ())
    return {
        "groups": [_group(name, group) for name, groups in figures.counts.items() for group in groups],
        "gaps": [each.as_json() for each in figures.gaps],
        "funnel": [asdict(each) for each in figures.funnel],
    }


def _group(name: str, group: Group) -> dict[str, Any]:
    counted = {"matches": asdict(group.matches), "subjects": asdict(group.subjects)}
    return {"by": name, "key": list(_key(group)), **counted}


def _key(group: Group) -> Iterator[dict[str, Any]]:
    for column, part in group.key.items():
        yield {"column": column, "item": part.uid} if isinstance(part, Item) else {"column": column, "value": part}
