"""Answers of patterns on a terminal: matches, near misses, news and explanations, with their sources numbered below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.table import Column, Table

from api import answers
from api.cli.output import show
from api.cli.statistics import show_statistics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.patterns.answer import Answer
    from graph.patterns.near_misses.explanation import Explanation
    from graph.patterns.since import Since


def show_answer(answer: Answer) -> None:
    """Print who matches a pattern, with dates and gaps, and who is one step short if that was asked for."""
    numbers = answers.footnotes(answer)
    show(answers.summary(answer))
    if len(answer.matches) < answer.counts.total:
        show(f"The first {len(answer.matches)}:")
    if answer.matches:
        show(_table(answers.COLUMNS, (answers.rows(match, match.standing, numbers) for match in answer.matches)))
    if answer.near_misses is not None:
        show(f"One step short{', the first' if answer.whole else ''}: {len(answer.near_misses)}")
    if answer.near_misses:
        short = ((near.match, "; ".join(map(answers.short_of, near.failed))) for near in answer.near_misses)
        show(_table(answers.NEAR_COLUMNS, (answers.rows(match, said, numbers) for match, said in short)))
    show(*answers.footnote_lines(numbers))
    if answer.statistics:
        show_statistics(answer.statistics)


def show_news(news: Since) -> None:
    """Print which matches are new or say something else since some time, and which are none any more."""
    told = [*((each.match, each.change) for each in news.changed), *((match, "is undone") for match in news.undone)]
    numbers = answers.numbered(event for match, _ in told for step in match.steps for event in step.events)
    show(answers.summary(news.answer))
    show(f"Since {news.since}: {len(news.changed)} new or changed, {len(news.undone)} undone")
    if told:
        show(_table(answers.NEWS_COLUMNS, (answers.rows(match, change, numbers) for match, change in told)))
    show(*answers.footnote_lines(numbers))


def show_explanation(explanation: Explanation) -> None:
    """Print what was considered of one subject, step by step, and what it comes to."""
    numbers = answers.numbered(each.event for step in explanation.steps for each in step.considered)
    show(answers.summary(explanation.answer), f"{explanation.name or explanation.uid}: {explanation.verdict}")
    show(_table(answers.EXPLAINED_COLUMNS, (answers.explained(step, numbers) for step in explanation.steps)))
    for near in explanation.answer.near_misses or ():
        show(f"One step short: {'; '.join(map(answers.short_of, near.failed))}")
    show(*answers.footnote_lines(numbers))


def _table(columns: Iterable[str], sections: Iterable[Iterable[tuple[str, ...]]]) -> Table:
    table = Table(*(Column(name, overflow="fold") for name in columns), box=SIMPLE, pad_edge=False)
    for section in sections:
        for row in section:
            table.add_row(*row)
        table.add_section()
    return table
