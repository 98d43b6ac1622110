"""What of a pattern a packed history tells (see `graph.store.packed`): which codes fit a step, and whether that is all.

What it tells is exact, but not all that a pattern may ask: whoever passes is judged as everybody is, unless the
matches can be `counted`. Then the database does so alone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from graph.patterns.language.model import KIND, SUBJECT, Values
from graph.patterns.predicates import NOT_STATED
from graph.store import event_codes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.patterns.language.model import Filter, Pattern, Step
    from graph.patterns.question import Question


def usable(pattern: Pattern, question: Question) -> bool:
    """Tell whether packed histories can say who can't match: they know nothing of parties, nor of what links say."""
    return pattern.through == SUBJECT and _of_all(question) and any(map(is_own, pattern.steps))


def counted(pattern: Pattern, question: Question) -> bool:
    """Tell whether packed histories, with what is walked to (see `walking`), say exactly who matches."""
    return pattern.through == SUBJECT and _of_all(question) and _counted(pattern)


def _counted(pattern: Pattern) -> bool:
    """Tell whether numbers say all that is asked: at most one step need not be filled, or nothing may fall there."""
    if pattern.until or pattern.max_span or pattern.one_per or not all(map(_told, pattern.steps)):
        return False
    loose = [n for n, step in enumerate(pattern.steps) if not step.plain]
    between = (_is_told_between(pattern.steps[n], pattern.steps[n + 1 : n + 2]) for n in loose)
    return len(loose) <= 1 and all(between) and _stand_apart(pattern)


def _is_told_between(step: Step, later: Iterable[Step]) -> bool:
    """Tell whether days alone say what falls at a step between its neighbours."""
    if step.absent:
        return not step.bounds and step.before is None
    return step.optional and not any(each.bounds for each in (step, *later))


def _of_all(question: Question) -> bool:
    return question.hears_all and question.subjects is None


def ranks(pattern: Pattern, question: Question) -> bool:
    """Tell whether packed histories say how near to a match somebody is at best."""
    alone = all(step.plain and not is_walked(step) for step in pattern.steps) and _counted(pattern)
    return usable(pattern, question) and alone and not any(map(_is_open, pattern.steps))


def _is_open(step: Step) -> bool:
    """Tell whether more than one thing may be lacking of an event at once, or what numbers tell beside its code."""
    further = any(each.field in event_codes.FURTHER for each in step.filters if isinstance(each, Values))
    return bool(step.alternatives) or step.unknown or further


def is_own(step: Step) -> bool:
    """Tell whether an event of the subject's own must be there for a step."""
    return step.required and not step.of


def _told(step: Step) -> bool:
    """Tell whether numbers say exactly which events fill a step, and whether they keep its bounds."""
    told = step.plain and (step.of or not is_walked(step)) if step.unknown else True
    by_days = all(not (bound.after or bound.length.months) for bound in step.bounds)
    return bool(told) and by_days and not step.comparisons


def is_walked(step: Step) -> bool:
    """Tell whether which events fill a step is told by no code: by what they are linked to, or as those of others."""
    return bool(step.of) or not all(_is_coded(each) for way in _ways(step) for each in way)


def walks(pattern: Pattern) -> bool:
    """Tell whether a pattern has such a step."""
    return any(map(is_walked, pattern.steps))


def _stand_apart(pattern: Pattern) -> bool:
    """Tell whether no event of others that fills a step may fill another, so that one never counts as two."""
    others = [n for n, step in enumerate(pattern.steps) if step.of]
    every = [kinds(step) for step in pattern.steps] if others else []
    return all(_differ(every[n], each) for n in others for m, each in enumerate(every) if m != n)


def _differ(one: set[object] | None, other: set[object] | None) -> bool:
    return one is not None and other is not None and not one & other


def kinds(step: Step) -> set[object] | None:
    """Return the kinds of event that can fill a step; None for any."""
    found: set[object] = set()
    for way in _ways(step):
        asked: list[set[object]] = [set(each.values) for each in way if isinstance(each, Values) and each.field == KIND]
        if step.unknown or not asked:
            return None
        found |= set.intersection(*asked)
    return found


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
