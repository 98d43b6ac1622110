"""Why one subject matches a pattern or doesn't: `handover match --explain`, with the graph's own items in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.computed.tables import Table, Told

if TYPE_CHECKING:
    from graph.patterns.near_misses.explanation import Explanation

TABLES = (
    Table("MatchExplanation", "What was considered of one subject, step by step.", (
        Told("subject", "Entity", "Of whom; null where the graph has nothing of it now."),
        Told("verdict", "String!", "certain, possible, one step short, no match, contradictory or undecided."),
        Told("steps", "[ExplainedStep!]!", "Each step, and what ends the search."),
    )),
    Table("ExplainedStep", "A step and the events that were considered for it.", (
        Told("step", "String!", "Its id."),
        Told("absent", "Boolean!", "Whether what fits it must not be."),
        Told("considered", "[ConsideredEvent!]!", "The events of its kind, by day."),
    )),
    Table("ConsideredEvent", "An event that was considered for a step.", (
        Told("uid", "String!", "Its uid."),
        Told("kind", "String", "Its kind."),
        Told("date", "String", "Its date in EDTF."),
        Told("fits", "Boolean!", "Whether it can fill the step."),
        Told("failed", "[MatchFailure!]!", "All that keeps it from filling the step."),
        Told("citations", "[MatchedCitation!]!", "Where it stands."),
        Told("uid", "Event", "The event itself, as the graph has it now.", "event"),
    )),
)  # fmt: skip

EXPLANATION = Told("explanation", "MatchExplanation", "Why one subject matches or doesn't; null unless asked for.")
EXPLAIN = ("String", "Also why one subject matches or doesn't, by any uid that it ever had.")


def told(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as an answer holds it."""
    steps = [each.as_json() for each in explanation.steps]
    return {"subject": explanation.uid, "verdict": explanation.verdict, "steps": steps}
