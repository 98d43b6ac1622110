"""An answer's counts and its first page, at a cost that doesn't grow with the matches that nobody asks for."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from graph import access
from graph.patterns import candidates, costly, matching, results, undoubted
from graph.patterns.answer import Answer, Counts
from graph.patterns.judging import outcome
from graph.patterns.near_misses import near
from graph.patterns.packed import coded
from graph.patterns.question import EVERYTHING
from graph.patterns.subjects import are_few, in_parts, none_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.access import Reader
    from graph.engine import Engine
    from graph.patterns.candidates import Row
    from graph.patterns.language.model import Pattern
    from graph.patterns.matches import Match, NearMiss
    from graph.patterns.question import Question
    from graph.unit import Unit


def count(engine: Engine, pattern: Pattern, question: Question = EVERYTHING, *, certain: bool = False) -> Counts:
    """Return how many matches there are, and of whom nothing is told; with `certain` only the certain ones."""

    def work(unit: Unit) -> Counts:
        found = _counted(unit, pattern, question)
        return found.only_certain() if certain else found

    return costly.asked(engine, pattern, question, work)


def first_matches(
    engine: Engine, pattern: Pattern, most: int, question: Question = EVERYTHING, *, certain: bool = False
) -> tuple[Match, ...]:
    """Return the first so many matches that the question admits, as `graph.patterns.match` has them."""

    def work(unit: Unit) -> tuple[Match, ...]:
        return _first(unit, pattern, most, question, certain=certain)

    return costly.asked(engine, pattern, question, work)


def first_near_misses(
    engine: Engine, pattern: Pattern, most: int, question: Question = EVERYTHING, *, certain: bool = False
) -> tuple[NearMiss, ...]:
    """Return the so many nearest of those who are one step short, as `graph.patterns.match` has them."""

    def work(unit: Unit) -> tuple[NearMiss, ...]:
        return tuple(near.near_misses(unit, pattern, question, most=most, certain=certain))

    return costly.asked(engine, pattern, question, work)


def first_page(
    engine: Engine,
    pattern: Pattern,
    most: int,
    question: Question = EVERYTHING,
    *,
    near_misses: bool = False,
    certain: bool = False,
) -> Answer:
    """Return the answer with its first so many matches, and near misses, and the counts of all matches."""

    def work(unit: Unit) -> Answer:
        counts = _counted(unit, pattern, question)
        return Answer(
            pattern.name,
            pattern.title,
            _first(unit, pattern, most, question, certain=certain),
            counts.inconsistent,
            counts.undecided,
            question.clocks(),
            question.version(),
            tuple(near.near_misses(unit, pattern, question, most=most, certain=certain)) if near_misses else None,
            whole=counts.only_certain() if certain else counts,
        )

    return costly.asked(engine, pattern, question, work)


def _counted(unit: Unit, pattern: Pattern, question: Question) -> Counts:
    if not coded.counted(pattern, question) or (coded.walks(pattern) and are_few(unit, pattern)):
        reader = access.reader(unit, question.level)
        return _judged(unit, pattern, question, reader, candidates.rows(unit, pattern, reader, question))
    packed = candidates.packed(unit, pattern, question)
    found = Counts(packed.times["certain"], packed.times["possible"])
    if not (packed.unpacked or packed.untold):
        return found
    reader = access.reader(unit, question.level)
    rows: list[Iterator[Row]] = []
    if packed.unpacked:
        rows.append(candidates.unpacked(unit, pattern, reader, question, packed.begin))
    if packed.untold:
        rows.append(candidates.rows(unit, pattern, reader, replace(question, subjects=packed.untold)))
    others = _judged(unit, pattern, question, reader, chain(*rows))
    return replace(others, certain=others.certain + found.certain, possible=others.possible + found.possible)


def _judged(unit: Unit, pattern: Pattern, question: Question, reader: Reader, rows: Iterable[Row]) -> Counts:
    times, untold = Counter[str](), defaultdict[str, list[str]](list)
    told = undoubted.histories if question.hears_all else none_told
    for judge in matching.judges(unit, pattern, question, reader, in_parts(rows), told):
        found = outcome(judge)
        if isinstance(found, str):
            untold[found].append(judge.row.uid)
        else:
            times.update(each.time for each in results.kept(judge, found))
    return Counts(times["certain"], times["possible"], tuple(untold["inconsistent"]), tuple(untold["undecided"]))


def _first(unit: Unit, pattern: Pattern, most: int, question: Question, *, certain: bool) -> tuple[Match, ...]:
    return tuple(islice(_every(unit, pattern, most, question, certain=certain), most))


def _every(unit: Unit, pattern: Pattern, most: int, question: Question, *, certain: bool) -> Iterator[Match]:
    """Yield all matches, by the subject's name."""
    reader = access.reader(unit, question.level)
    parts = _by_name(unit, pattern, reader, question, max(most, 1))
    for judge in matching.judges(unit, pattern, question, reader, parts):
        found = outcome(judge)
        if not isinstance(found, str):
            yield from (
                results.made(judge, each)
                for each in results.kept(judge, found)
                if each.time == "certain" or not certain
            )


def _by_name(unit: Unit, pattern: Pattern, reader: Reader, question: Question, most: int) -> Iterator[Sequence[Row]]:
    """Yield who may match, in parts that begin with few, of which no more are looked at than are taken."""
    for uids in in_parts(candidates.by_name(unit, pattern, reader, question), most):
        yield list(candidates.rows(unit, pattern, reader, replace(question, subjects=uids)))
