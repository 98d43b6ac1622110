"""What somebody sees first: how much the graph holds, and who matches the patterns that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.answers import COLUMNS, footnote_lines, footnotes, rows, summary
from api.web import pages
from graph.items.holdings import holdings, holdings_seen
from graph.ontology import registry
from graph.patterns import library
from graph.patterns.matching import match
from graph.patterns.question import Question

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity
    from graph.patterns.answer import Answer
    from graph.patterns.language.model import Pattern

ANSWERED = ("abduction", "migration-rearrest", "removed-despite-interim-measures")
"""The patterns that are answered unasked: an engine that has just started takes about a second for each."""


def answers(engine: Engine, level: Sensitivity) -> list[Answer]:
    """Return the answers that nobody has to ask for, as a reader of the level has them."""
    return [match(engine, library.pattern(name), Question(level=level)) for name in ANSWERED]


def more_patterns() -> list[Pattern]:
    """Return the other patterns that ship."""
    return [library.pattern(name) for name in library.names() if name not in ANSWERED]


def holdings_line(engine: Engine) -> str:
    """Say what the graph holds, the classes that it has nothing of left out."""
    held = [f"{count:,} {_noun(plural, count)}" for plural, count in holdings(engine).items() if count]
    return f"The graph holds {', '.join(held) or 'nothing yet'}."


def _noun(plural: str, count: int) -> str:
    return registry.by_plural()[plural].meaning.labels.en if count == 1 else plural.replace("_", " ")


def page(engine: Engine, level: Sensitivity) -> pages.Overview:
    """Return what the first page of the web side shows a reader of the level."""
    seen = holdings_seen(engine, level)
    counts = tuple((plural.replace("_", " "), count) for plural, count in seen.items() if count)
    return pages.Overview(counts, tuple(map(_section, answers(engine, level))), tuple(map(_explained, library.names())))


def _section(answer: Answer) -> pages.Answer:
    numbers = footnotes(answer)
    table = tuple(row for match in answer.matches for row in rows(match, match.standing, numbers))
    return pages.Answer(summary(answer), COLUMNS, table, tuple(footnote_lines(numbers)))


def _explained(name: str) -> pages.Explained:
    pattern = library.pattern(name)
    return pages.Explained(name, pattern.title, pattern.means, pattern.norms, pattern.counted)
