"""What of a pattern a packed history can tell (see `graph.packed`): which codes fit a step, and whether that is all.

What it tells is exact, but not all that a pattern may ask: whoever passes is judged as everybody is, unless the
pattern `tells_all`. Then the database counts the matches without an event being touched.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from graph import event_codes
from graph.patterns.model import SUBJECT, Values
from graph.patterns.predicates import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.patterns.model import Filter, Pattern, Step
    from graph.patterns.question import Question


def usable(pattern: Pattern, question: Question) -> bool:
    """Tell whether packed histories can say who can't match: they know nothing of parties, nor of what links say."""
    of_all = question.hears_all and question.subjects is None
    return pattern.through == SUBJECT and of_all and any(map(is_own, pattern.steps))


class Way(NamedTuple):
    """A pattern whose matches are some of another's, or all; `loose` is the step of that that need not be filled."""

    pattern: Pattern
    loose: int | None = None


def tells_all(pattern: Pattern) -> bool:
    """Tell whether a packed history says of a subject exactly which matches it has, each step filled by one event."""
    return all(step.plain for step in pattern.steps) and bool(counted(pattern))


def counted(pattern: Pattern) -> tuple[Way, ...]:
    """Return the ways to match a pattern, where a packed history says exactly who matches in which; () elsewhere.

    Where one step is optional it is either filled, or no event falls there.
    """
    loose = [n for n, step in enumerate(pattern.steps) if not step.plain]
    told = not (pattern.until or pattern.max_span or pattern.one_per) and all(map(_told, pattern.steps))
    if not told or len(loose) > 1:
        return ()
    if not loose:
        return (Way(pattern),)
    (n,) = loose
    step, unbound = pattern.steps[n], not any(later.bounds for later in pattern.steps[n : n + 2])
    if step.absent and not step.bounds and step.before is None:
        return (Way(pattern, n),)
    if step.optional and unbound:
        return (Way(_with(pattern, n, absent=False), n), Way(_with(pattern, n, absent=True), n))
    return ()


def _with(pattern: Pattern, n: int, *, absent: bool) -> Pattern:
    """Return the pattern with a step that must be filled, or where nothing may fall."""
    step = replace(pattern.steps[n], optional=False, absent=absent)
    return replace(pattern, steps=(*pattern.steps[:n], step, *pattern.steps[n + 1 :]))


def ranks(pattern: Pattern, question: Question) -> bool:
    """Tell whether packed histories say how near to a match somebody is at best."""
    return usable(pattern, question) and tells_all(pattern) and not any(map(_is_open, pattern.steps))


def _is_open(step: Step) -> bool:
    """Tell whether more than one thing may be lacking of an event at once, or what numbers tell beside its code."""
    further = any(each.field in event_codes.FURTHER for each in step.filters if isinstance(each, Values))
    return bool(step.alternatives) or step.unknown or further


def is_own(step: Step) -> bool:
    """Tell whether an event of the subject's own must be there for a step."""
    return step.required and not step.of


def _told(step: Step) -> bool:
    """Tell whether a packed history says exactly which events fill a step, and whether they keep its bounds."""
    if step.of or step.comparisons or (step.unknown and not step.plain):
        return False
    by_days = all(not (bound.after or bound.length.months) for bound in step.bounds)
    return by_days and all(_is_coded(each) for way in _ways(step) for each in way)


def _ways(step: Step) -> list[tuple[Filter, ...]]:
    """Return the filters of each way in which a step is filled, those on days left out."""
    return [(*step.filters, *way.filters) for way in step.alternatives] or [step.filters]


def _is_coded(each: Filter) -> bool:
    return isinstance(each, Values) and each.field in event_codes.PLACES


Further = tuple[tuple[str, tuple[str, ...]], ...]
"""Fields that numbers tell beside the code, each with the terms that are meant."""


class Fitting(NamedTuple):
    """Events that fill a step: those of some codes that say one of these terms in each of the further fields."""

    codes: list[int]
    further: Further


def fitting(step: Step) -> list[Fitting]:
    """Return the events that may fill a step, as far as their numbers tell."""
    found: dict[Further, set[int]] = defaultdict(set)
    for way in _ways(step):
        asked = [
            (each.field, _terms(step, each))
            for each in way
            if isinstance(each, Values) and each.field in event_codes.PLACES
        ]
        further = tuple(each for each in asked if each[0] in event_codes.FURTHER)
        found[further].update(_codes(step, [each for each in asked if each[0] not in event_codes.FURTHER]))
    return [Fitting(sorted(codes), further) for further, codes in found.items()]


def asks_further(pattern: Pattern) -> bool:
    """Tell whether a pattern asks its subjects' events for more than codes tell."""
    return any(each.further for step in pattern.steps if not step.of for each in fitting(step))


def codes(step: Step) -> list[int]:
    """Return the codes of all events that may fill a step."""
    return sorted({code for each in fitting(step) for code in each.codes})


def _terms(step: Step, each: Values) -> tuple[str, ...]:
    empty = (event_codes.NONE, NOT_STATED) if step.unknown else ()
    return *map(str, each.values), *empty


def _codes(step: Step, way: Iterable[tuple[str, tuple[str, ...]]]) -> list[int]:
    asked: dict[str, Collection[str]] = {event_codes.ROLE: step.roles} if step.roles else {}
    for field, terms in way:
        asked[field] = set(terms).intersection(asked[field]) if field in asked else terms
    return event_codes.meant(asked)
