"""Answers as people read them, on a terminal and on the page: the same words and numbers in both."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.claims import qualifiers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.claims import Claim
    from graph.ontology.values import Value
    from graph.patterns.answer import Answer, Cited, FilledStep, Gap, Match

COLUMNS = ("Subject", "In time", "Standing", "Step", "Date", "After the step before", "Sources")

Numbers = dict["Cited", int]
"""The footnote number of each place that an answer cites, from 1, in the order of the matches."""


def value_text(value: Value | None) -> str:
    """Return a value as people read it."""
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def qualifiers_words(claim: Claim) -> str:
    """Return what a claim's link is qualified by, such as: number 4, out_of 5."""
    return ", ".join(f"{name} {value}" for name, value in qualifiers_of(claim).items())


def summary(answer: Answer) -> str:
    """Say in a line how many match; a subject without any consistent history is named."""
    counts = Counter(match.time for match in answer.matches)
    torn = f"; contradictory, so not matched: {', '.join(answer.inconsistent)}" if answer.inconsistent else ""
    return f"{answer.title} ({answer.pattern}): {counts['certain']} certain, {counts['possible']} possible{torn}"


def footnotes(answer: Answer) -> Numbers:
    """Return a footnote number for every place in a source that the answer cites."""
    cited = (c for match in answer.matches for step in match.steps for event in step.events for c in event.citations)
    return {citation: number for number, citation in enumerate(dict.fromkeys(cited), start=1)}


def footnote_lines(numbers: Numbers) -> Iterator[str]:
    """Yield the list of sources that goes below an answer."""
    for citation, number in numbers.items():
        place = ", ".join(part for part in (citation.source, citation.locator) if part) or "no source"
        said = ", ".join(part for part in (citation.standing, citation.by and f"by {citation.by}") if part)
        yield f"[{number}] {place} ({said})" if said else f"[{number}] {place}"


def rows(match: Match, numbers: Numbers) -> Iterator[tuple[str, ...]]:
    """Yield a row for each step of a match; subject, certainty and weakest standing stand in the first one only."""
    after = {gap.end: gap for gap in match.gaps}
    sure = match.time if match.time == "certain" else f"possible ({', '.join(match.because)})"
    for number, step in enumerate(match.steps):
        head = (match.name or match.uid, sure, match.standing) if not number else ("", "", "")
        yield (*head, *_cells(step, after.get(step.step), numbers))


def _cells(step: FilledStep, gap: Gap | None, numbers: Numbers) -> tuple[str, str, str, str]:
    dates = ", ".join(event.date or "no date" for event in step.events)
    cited = {numbers[citation] for event in step.events for citation in event.citations}
    return step.step, dates, _days(gap), " ".join(f"[{number}]" for number in sorted(cited))


def _days(gap: Gap | None) -> str:
    if gap is None:
        return ""
    if gap.max_days is None:
        return f"{gap.min_days} days or more"
    if gap.min_days == gap.max_days:
        return "the same day" if not gap.min_days else "1 day" if gap.min_days == 1 else f"{gap.min_days} days"
    return f"{gap.min_days} to {gap.max_days} days"
