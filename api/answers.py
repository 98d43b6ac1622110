"""Answers as people read them, on a terminal and on the page: the same words and numbers in both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.claims.claim import qualifiers_of
from graph.patterns.language.comparing import KINDS as COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.claims.claim import Claim
    from graph.ontology.values import Value
    from graph.patterns.answer import Answer
    from graph.patterns.matches import Cited, Failed, FilledStep, Found, Gap, Match
    from graph.patterns.near_misses.explanation import Explained

COLUMNS = ("Subject", "In time", "Standing", "Step", "Date", "After the step before", "Sources")
EXPLAINED_COLUMNS = ("Step", "Event", "Date", "What it fails", "Sources")
NEAR_COLUMNS = (*COLUMNS[:2], "Short of it by", *COLUMNS[3:])
NEWS_COLUMNS = (*COLUMNS[:2], "What is new", *COLUMNS[3:])

_SAID = {
    "event": "none known",
    "absent": "there is one",
    "until": "the search had ended",
    "order": "out of order",
    "earlier steps": "the steps before it are not filled",
}
"""What is said of a condition that fails, where its name alone wouldn't tell."""

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
    counts = answer.counts
    asked = [f"{name.replace('_', ' ')} {value}" for name, value in (answer.clocks | answer.version).items() if value]
    only = f", {', '.join(asked)}" if asked else ""
    torn = f"; contradictory, so not matched: {', '.join(answer.inconsistent)}" if answer.inconsistent else ""
    undecided = f"; too many events to decide: {', '.join(answer.undecided)}" if answer.undecided else ""
    found = f"{counts.certain} certain, {counts.possible} possible"
    return f"{answer.title} ({answer.pattern}{only}): {found}{torn}{undecided}"


def footnotes(answer: Answer) -> Numbers:
    """Return a footnote number for every place in a source that the answer cites."""
    told = (*answer.matches, *(near.match for near in answer.near_misses or ()))
    return numbered(event for match in told for step in match.steps for event in step.events)


def numbered(events: Iterable[Found]) -> Numbers:
    """Return a footnote number for every place in a source that speaks of these events."""
    cited = dict.fromkeys(citation for event in events for citation in event.citations)
    return {citation: number for number, citation in enumerate(cited, start=1)}


def when(event: Found) -> str:
    """Return an event's date; where a source tells it by another day, the days that this comes to, else "no date"."""
    if event.date or not (event.earliest or event.latest):
        return event.date or "no date"
    days = [event.earliest or "", event.latest or ""]
    return f"{days[0] if event.earliest == event.latest else '[{}..{}]'.format(*days)} (worked out)"


def footnote_lines(numbers: Numbers) -> Iterator[str]:
    """Yield the list of sources that goes below an answer."""
    for citation, number in numbers.items():
        place = ", ".join(part for part in (citation.source, citation.locator) if part) or "no source"
        said = ", ".join(part for part in (citation.standing, citation.by and f"by {citation.by}") if part)
        yield f"[{number}] {place} ({said})" if said else f"[{number}] {place}"


def rows(match: Match, third: str, numbers: Numbers) -> Iterator[tuple[str, ...]]:
    """Yield a row for each step of a match; subject, certainty and what is told third stand in the first one only."""
    after = {gap.end: gap for gap in match.gaps}
    sure = match.time if match.time == "certain" else f"possible ({', '.join(match.because)})"
    for number, step in enumerate(match.steps):
        head = (match.name or match.uid, sure, third) if not number else ("", "", "")
        yield (*head, *_cells(step, after.get(step.step), numbers))


def short_of(failed: Failed) -> str:
    """Say what failed, by how much, and what the graph has instead."""
    at, instead = f"{failed.step}: " * bool(failed.step), f" ({failed.known_instead})" * bool(failed.known_instead)
    said = _SAID.get(failed.condition, failed.condition)
    if isinstance(failed.by, int):
        unit = "" if failed.condition.startswith("repeat") else f" day{'s' * (failed.by != 1)}"
        return f"{at}{said}, off by {failed.by}{unit}{instead}"
    if failed.by or failed.condition in _SAID:
        return f"{at}{said}{f' {failed.by}' * bool(failed.by)}{instead}"
    if failed.condition.partition(" ")[0] in COMPARISONS:
        return f"{at}not {said}{instead}"
    return f"{at}{said} is {failed.known_instead or 'not as asked'}"


def explained(step: Explained, numbers: Numbers) -> Iterator[tuple[str, ...]]:
    """Yield a row for each event that was considered for a step, or one that says that there was none."""
    name = f"{step.step} (must be absent)" if step.absent else step.step
    if not step.considered:
        yield name, "no event of this kind", "", "", ""
    for number, each in enumerate(step.considered):
        failed = "; ".join(short_of(replace(failed, step="")) for failed in each.failed)
        cited = " ".join(f"[{numbers[citation]}]" for citation in each.event.citations)
        yield name if not number else "", each.event.uid, when(each.event), failed or "fits", cited


def _cells(step: FilledStep, gap: Gap | None, numbers: Numbers) -> tuple[str, str, str, str]:
    dates = ", ".join(map(when, step.events)) or step.state
    cited = {numbers[citation] for event in step.events for citation in event.citations}
    return step.step, dates, str(gap or ""), " ".join(f"[{number}]" for number in sorted(cited))
