"""Which matches of several patterns there are among some subjects, and how sure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from graph import access
from graph.patterns import candidates, concerned, undoubted
from graph.patterns.history import histories
from graph.patterns.judging import decided
from graph.patterns.matching import judges
from graph.patterns.question import Question
from graph.patterns.subjects import in_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graph.access import Reader
    from graph.patterns.candidates import Row
    from graph.patterns.history import History
    from graph.patterns.judging import Judged
    from graph.patterns.language.model import Pattern
    from graph.patterns.matches import Certainty
    from graph.patterns.statements import Statement
    from graph.unit import Unit

Matching = tuple[str, str, tuple[tuple[str, str], ...]]
"""A match by what makes it the same one: the pattern's name, the subject, each step with its event."""


class Alone(NamedTuple):
    """A subject's row for a pattern."""

    pattern: Pattern
    row: Row


@dataclass(frozen=True, slots=True)
class Outlook:
    """All matches among some subjects, each with how sure it is; `torn` are the subjects without any world.

    The `alone` are rows that tell by themselves which matches there are (see `undoubted.tells_all`), by pattern and
    subject: where a row is as before its matches are. They are left to `judged`.
    """

    reader: Reader
    matching: dict[Matching, Certainty]
    torn: dict[str, tuple[Statement, ...]]
    alone: dict[tuple[str, str], Alone]


def outlook(unit: Unit, patterns: list[Pattern], subjects: Collection[str]) -> Outlook:
    """Return what the patterns find among these subjects for who sees all, as things stand in this unit of work."""
    if not subjects:
        return Outlook(access.EVERYBODY, {}, {}, {})
    reader = access.reader(unit, access.ALL)
    known = histories(unit, undoubted.doubted(unit, subjects), reader)
    torn = {uid: said for uid, history in known.items() if (said := history.contradiction())}
    found = Outlook(reader, {}, torn, {})
    asked = set(subjects) - torn.keys()
    for pattern in concerned.fillable(unit, patterns, asked):
        rows = candidates.rows(unit, pattern, reader, Question(reader.level, subjects=asked))
        judgeable = _judgeable(pattern, rows, known, found.alone)
        found.matching.update(_matching(unit, reader, pattern, judgeable, known))
    return found


def _judgeable(
    pattern: Pattern, rows: Iterable[Row], known: Collection[str], alone: dict[tuple[str, str], Alone]
) -> Iterator[Row]:
    """Yield the rows that do not tell all; the others are put among those that do `alone`."""
    tells_all = undoubted.tells_all(pattern)
    for row in rows:
        if row.uid not in known and tells_all(row):
            alone[pattern.name, row.uid] = Alone(pattern, row)
        else:
            yield row


def _matching(
    unit: Unit, reader: Reader, pattern: Pattern, rows: Iterable[Row], known: Mapping[str, History]
) -> Iterator[tuple[Matching, Certainty]]:
    """Yield the matches of a pattern among these rows; `known` are histories at hand."""
    told = partial(_told, known)
    for judge in judges(unit, pattern, Question(reader.level), reader, in_parts(rows), told):
        yield from ((_key(pattern, judge.row.uid, each), each.time) for each in decided(judge) or ())


def joined(first: Outlook, *others: Outlook) -> Outlook:
    """Return what is told among the subjects of several as one."""
    whole = replace(first, matching=dict(first.matching), torn=dict(first.torn), alone=dict(first.alone))
    for each in others:
        whole.matching.update(each.matching)
        whole.torn.update(each.torn)
        whole.alone.update(each.alone)
    return whole


def _told(known: Mapping[str, History], unit: Unit, pattern: Pattern, rows: Sequence[Row]) -> Mapping[str, History]:
    """Return the histories that are known beside those that are made of candidates: nobody asks for citations here."""
    return {**undoubted.histories(unit, pattern, rows), **known}


def _key(pattern: Pattern, subject: str, judged: Judged) -> Matching:
    named = zip(pattern.steps, judged.choice, strict=True)
    return pattern.name, subject, tuple((step.id, event) for step, events in named for event in sorted(events))


def judged(unit: Unit, told: Outlook) -> Outlook:
    """Return an outlook with the matches of those rows as well that were left, which come pattern by pattern."""
    found = dict(told.matching)
    for _, some in groupby(told.alone.values(), key=lambda each: each.pattern.name):
        first, *others = some
        found.update(_matching(unit, told.reader, first.pattern, [each.row for each in (first, *others)], {}))
    return replace(told, matching=found)
