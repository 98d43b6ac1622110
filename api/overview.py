"""What somebody sees first: how much the graph holds, and who matches the patterns that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.answers import COLUMNS, footnote_lines, footnotes, rows, summary
from api.web import pages
from graph.holdings import holdings
from graph.ontology import registry
from graph.patterns import library
from graph.patterns.matching import match

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.patterns.answer import Answer


def answers(engine: Engine) -> list[Answer]:
    """Return the answer of every pattern that ships."""
    return [match(engine, library.pattern(name)) for name in library.names()]


def holdings_line(engine: Engine) -> str:
    """Say what the graph holds, the classes that it has nothing of left out."""
    held = [f"{count:,} {_noun(plural, count)}" for plural, count in holdings(engine).items() if count]
    return f"The graph holds {', '.join(held) or 'nothing yet'}."


def _noun(plural: str, count: int) -> str:
    return registry.by_plural()[plural].meaning.labels.en if count == 1 else plural.replace("_", " ")


def page(engine: Engine) -> pages.Overview:
    """Return what the first page of the web side shows."""
    counts = tuple((plural.replace("_", " "), count) for plural, count in holdings(engine).items() if count)
    return pages.Overview(counts, tuple(_section(answer) for answer in answers(engine)))


def _section(answer: Answer) -> pages.Answer:
    numbers = footnotes(answer)
    table = tuple(row for match in answer.matches for row in rows(match, match.standing, numbers))
    return pages.Answer(summary(answer), COLUMNS, table, tuple(footnote_lines(numbers)))
