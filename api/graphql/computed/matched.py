"""The types of a pattern's answer: who matches, by which events, and what near misses fail."""

from __future__ import annotations

from api.graphql.computed import reasons, tallies
from api.graphql.computed.tables import Table, Told

_MATCH = (
    Told("subject", "Entity", "Who matches; null where the graph has nothing of it now."),
    Told("time", "String!", "certain, where it holds in every world that the claims allow; else possible."),
    Told("because", "[String!]!", "Why it is possible only: time, identity, unknown_field, claims."),
    Told("standing", "standings", "The weakest standing that it rests on."),
    Told("under", "[Entity]!", "Whose claims it rests on."),
    Told("steps", "[MatchedStep!]!", "What fills each step."),
    Told("gaps", "[MatchedGap!]!", "The days from each filled step to the next."),
)

TABLES = (
    Table("PatternInfo", "A pattern that ships.", (
        Told("name", "String!", "What it is asked for by."),
        Told("title", "String!", "What it finds."),
        Told("means", "String", "What a match means, and what it doesn't."),
        Told("steps", "[String!]!", "The ids of its steps."),
    )),
    Table("Matching", "Who matches a pattern.", (
        Told("pattern", "String!", "The pattern's name."),
        Told("title", "String!", "What it finds."),
        Told("clocks", "MatchClocks!", "Until when things count."),
        Told("counts", "MatchCounts!", "How many matches there are, on a first page too."),
        Told("total_count", "Int!", "How many there are, certain or not."),
        Told("matches", "[Match!]!", "The matches, by the subject's name."),
        Told("near_misses", "[NearMiss!]", "Who is one step short, the nearest first; null unless asked for."),
        tallies.STATISTICS,
        reasons.EXPLANATION,
        Told("inconsistent", "[Entity]!", "Whose claims can't all be true, so that nothing is matched."),
        Told("undecided", "[Entity]!", "Who has too many events that could match."),
    )),
    Table("MatchClocks", "Until when things count; null for until now.", (
        Told("happened_by", "String", "Events until then."),
        Told("known_by", "String", "What was published or known by then."),
        Told("recorded_by", "String", "What our graph said then."),
    )),
    Table("MatchCounts", "How many matches there are.", (
        Told("certain", "Int!", "That hold in every world."),
        Told("possible", "Int!", "That hold in some worlds only."),
    )),
    Table("Match", "One choice of events that fill the steps.", _MATCH),
    Table("NearMiss", "What would be a match but for one thing.", (
        *_MATCH, Told("failed", "[MatchFailure!]!", "What failed."),
    )),
    Table("MatchFailure", "The one condition that failed.", (
        Told("step", "String", "At which step; null for the whole pattern."),
        Told("condition", "String!", "What was asked."),
        Told("by", "String", "By how many days it is off, or: not stated."),
        Told("known_instead", "String", "What the graph has in its place."),
    )),
    Table("MatchedStep", "A step in one match.", (
        Told("step", "String!", "Its id."),
        Told("state", "String!", "filled, absent or unfilled."),
        Told("alternative", "String", "The alternative that fits."),
        Told("events", "[MatchedEvent!]!", "What fills it, in order."),
    )),
    Table("MatchedEvent", "An event that fills a step, as the match saw it.", (
        Told("uid", "String!", "Its uid."),
        Told("kind", "String", "Its kind."),
        Told("date", "String", "Its date in EDTF."),
        Told("citations", "[MatchedCitation!]!", "Where it stands."),
        Told("uid", "Event", "The event itself, as the graph has it now.", "event"),
    )),
    Table("MatchedCitation", "A place in a source.", (
        Told("source", "Source", "The source."),
        Told("locator", "String", "Where in it."),
        Told("standing", "standings", "How well the source stands behind it."),
        Told("by", "Entity", "Whose claim it is."),
    )),
    Table("MatchedGap", "The days from one step to a later one, over all worlds that have the match.", (
        Told("from", "String!", "The earlier step."),
        Told("to", "String!", "The later step."),
        Told("min_days", "Int!", "The fewest."),
        Told("max_days", "Int", "The most; null where nothing bounds them."),
    )),
)  # fmt: skip
