"""Who matches a pattern: the database finds the candidates, worlds decide, the answer cites its sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph import access
from graph.patterns import candidates, costly, results, subjects
from graph.patterns.answer import Answer
from graph.patterns.figures.funnel import funnel
from graph.patterns.figures.summarizing import statistics as figures
from graph.patterns.judging import Judge, outcome
from graph.patterns.near_misses import near
from graph.patterns.question import EVERYTHING
from graph.patterns.subjects import none_told
from graph.patterns.ties import ties as find_ties

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.access import Reader
    from graph.engine import Engine
    from graph.patterns.candidates import Row
    from graph.patterns.language.model import Pattern
    from graph.patterns.matches import Match
    from graph.patterns.question import Question
    from graph.patterns.subjects import Told
    from graph.unit import Unit


def match(
    engine: Engine,
    pattern: Pattern,
    question: Question = EVERYTHING,
    *,
    near_misses: bool = False,
    ties: bool = False,
    statistics: bool = False,
) -> Answer:
    """Return every match that the question admits, by the subject's name, with citations and gaps.

    With `near_misses` also who is one step short of one, the nearest first; with `ties` what the matched events are
    linked to; with `statistics` the figures of it all. QueryTimeout says which steps make it take too long.
    """

    def work(unit: Unit) -> Answer:
        answer = found(unit, pattern, question)
        if near_misses:
            answer = with_near_misses(unit, pattern, question, answer)
        if ties or statistics:
            answer = with_ties(unit, question, answer)
        return with_statistics(unit, pattern, question, answer) if statistics else answer

    return costly.asked(engine, pattern, question, work)


def found(
    unit: Unit,
    pattern: Pattern,
    question: Question = EVERYTHING,
    told: Told = none_told,
) -> Answer:
    """Return what `match` does, in a transaction that is open; `told` returns histories at hand."""
    matches: list[Match] = []
    torn: list[str] = []
    undecided: list[str] = []
    reader = access.reader(unit, question.level)
    rows = candidates.rows(unit, pattern, reader, question)
    for judge in judges(unit, pattern, question, reader, subjects.in_parts(rows), told):
        match outcome(judge):
            case "inconsistent":
                torn.append(judge.row.uid)
            case "undecided":
                undecided.append(judge.row.uid)
            case judged:
                matches.extend(results.made(judge, each) for each in results.kept(judge, judged))
    clocks, version = question.clocks(), question.version()
    return Answer(pattern.name, pattern.title, tuple(matches), tuple(torn), tuple(undecided), clocks, version)


def with_near_misses(unit: Unit, pattern: Pattern, question: Question, answer: Answer) -> Answer:
    """Return the answer with the near misses of those who have no match in it and could be decided."""
    besides = {each.uid for each in answer.matches}.union(answer.inconsistent, answer.undecided)
    return replace(answer, near_misses=tuple(near.near_misses(unit, pattern, question, besides)))


def with_ties(unit: Unit, question: Question, answer: Answer) -> Answer:
    """Return the answer with what its matches' events are linked to."""
    matched = {event.uid for match in answer.matches for event in match.events}
    return replace(answer, ties=find_ties(unit, matched, question))


def with_statistics(unit: Unit, pattern: Pattern, question: Question, answer: Answer) -> Answer:
    """Return an answer that has ties with its figures."""
    reached = funnel(unit, pattern, question, answer)
    return replace(answer, statistics=figures(answer.matches, answer.ties or {}, reached))


def judges(
    unit: Unit,
    pattern: Pattern,
    question: Question,
    reader: Reader,
    parts: Iterable[Sequence[Row]],
    told: Told = none_told,
) -> Iterator[Judge]:
    """Yield a judge for each of these subjects, in order, with all that bears on what may fill its steps.

    The subjects come in parts (see `subjects.in_parts`); `told` returns histories at hand, such as those of
    whoever asks the same of several patterns.
    """
    for known in subjects.known(unit, pattern, question, reader, parts, told):
        yield Judge(pattern, known.row, known.history, known.linked, question.last_day)
