"""Patterns that can never match, or that would cost too much, are refused with the reason, before anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.errors import InputRefused
from graph.patterns.language.model import Linked, Neither, Values
from graph.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.patterns.language.model import Bound, Filter, Pattern, Step
    from graph.problems import At, Problems
    from graph.time.duration import Duration

MOST_STEPS, MOST_ALTERNATIVES, MOST_FILTERS, MOST_NESTED = 30, 50, 400, 12


def refuse_deep(data: Any, problems: Problems) -> None:
    """Refuse data that is nested deeper than any pattern, before it is walked."""
    level, depth = [data], 0
    while level and depth <= MOST_NESTED:
        level = [one for each in level for one in _inside(each)]
        depth += 1
    if level:
        problems.refuse((), None, f"at most {MOST_NESTED} levels of nesting")
        raise InputRefused(
            "the pattern can't be read", problems.in_order(), way_out="name a pattern in place of a part of it"
        )


def _inside(data: Any) -> Iterable[Any]:
    return data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()


def refuse(pattern: Pattern, problems: Problems) -> None:
    """Refuse what contradicts itself, names what is not there, or is too big."""
    if not pattern.steps:
        return
    ids = [step.id for step in pattern.steps]
    for n, step in enumerate(pattern.steps):
        at: At = ("steps", n)
        if step.id in ids[:n]:
            problems.refuse((*at, "id"), step.id, "an id that no other step has")
        _form(pattern, n, at, problems)
        _named(pattern, n, at, problems)
        _bounds(step, at, problems)
        for filters in _ways(step):
            _contradiction(filters, at, problems)
    if not any(step.required for step in pattern.steps):
        problems.refuse(("steps",), None, "at least one step that must be filled by an event")
    _size(pattern, problems)


def _ways(step: Step) -> Iterator[tuple[Filter, ...]]:
    """Yield all that an event must pass, in each of the alternatives."""
    if not step.alternatives:
        yield step.filters
    for way in step.alternatives:
        yield (*step.filters, *way.filters)


def _form(pattern: Pattern, n: int, at: At, problems: Problems) -> None:
    step, last = pattern.steps[n], n == len(pattern.steps) - 1
    if step.absent and (step.optional or step.repeat):
        problems.refuse((*at, "absent"), None, "a step that is absent or optional or repeated, not two of these")
    if step.optional and step.repeat:
        problems.refuse((*at, "optional"), None, "repeat: {min: 0} for a run that may be empty")
    if step.before is not None and not (step.absent and last):
        problems.refuse((*at, "before"), None, "before only on the last step, and that absent")
    if step.repeat and step.repeat.most is not None and step.repeat.most < step.repeat.least:
        problems.refuse(
            (*at, "repeat"),
            f"min {step.repeat.least}, max {step.repeat.most}",
            "max no less than min: no run has so many",
        )
    if step.repeat and step.comparisons and any(each.step == step.id for each in step.comparisons):
        problems.refuse(at, None, "a comparison with another step")
    if not n and step.bounds and not any(bound.after for bound in step.bounds):
        problems.refuse((*at, step.bounds[0].kind), None, "no bound on the first step: there is none before it")


def _named(pattern: Pattern, n: int, at: At, problems: Problems) -> None:
    """Bounds count from an earlier step, comparisons are with a step of one event."""
    step = pattern.steps[n]
    earlier = [each.id for each in pattern.steps[:n] if not each.absent]
    for bound in step.bounds:
        if bound.after and bound.after not in earlier:
            known = (
                f"an earlier step that is not absent, one of {', '.join(earlier)}"
                if earlier
                else "no step: none stands before it"
            )
            problems.refuse((*at, bound.kind, "after"), bound.after, known, nearest(bound.after, earlier))
    single = [each.id for each in pattern.steps if each is not step and not each.absent and not each.repeat]
    for comparison in step.comparisons:
        if comparison.step not in single:
            known = (
                f"another step of one event, one of {', '.join(single)}"
                if single
                else "another step of one event; there is none"
            )
            problems.refuse((*at, comparison.kind), comparison.step, known, nearest(comparison.step, single))


def _bounds(step: Step, at: At, problems: Problems) -> None:
    for longest in _of_kind(step.bounds, "within"):
        for shortest in _of_kind(step.bounds, "at_least"):
            if longest.after == shortest.after and _days(longest.length, most=True) < _days(
                shortest.length, most=False
            ):
                said = f"at least {shortest.said} and within {longest.said}"
                problems.refuse((*at, "within"), said, "bounds that some day can keep: this never matches")


def _of_kind(bounds: Iterable[Bound], kind: str) -> Iterator[Bound]:
    return (bound for bound in bounds if bound.kind == kind)


def _days(length: Duration, *, most: bool) -> int:
    return length.months * (31 if most else 28) + length.days


def _contradiction(filters: tuple[Filter, ...], at: At, problems: Problems) -> None:
    """Refuse values of one field of which none is left, and uids that are of none of the types."""
    left: dict[tuple[str, int], set[object]] = {}
    for n, each in enumerate(filters):
        if isinstance(each, Values):
            # Of those that hold side by side each filter asks for one, so that two don't exclude each other.
            key, values = (each.field, n if each.many else 0), set[object](each.values)
            if not left.setdefault(key, values) & values:
                problems.refuse(
                    (*at, each.field), None, f"values of {each.field} that don't exclude each other: this never matches"
                )
            left[key] &= values
    for each in filters:
        if isinstance(each, Neither):
            for inner in each.filters:
                if isinstance(inner, Values) and len(each.filters) == 1 and _none_left(inner, left):
                    problems.refuse((*at, "not"), inner.field, f"something left of {inner.field}: this never matches")


def _none_left(excluded: Values, left: Mapping[tuple[str, int], set[object]]) -> bool:
    return any(field == excluded.field and some <= set(excluded.values) for (field, _), some in left.items())


def _size(pattern: Pattern, problems: Problems) -> None:
    if len(pattern.steps) > MOST_STEPS:
        problems.refuse(("steps",), f"{len(pattern.steps)} steps", f"at most {MOST_STEPS} steps")
    for n, step in enumerate(pattern.steps):
        if len(step.alternatives) > MOST_ALTERNATIVES:
            problems.refuse(
                ("steps", n, "any_of"), f"{len(step.alternatives)}", f"at most {MOST_ALTERNATIVES} alternatives"
            )
    counted = sum(1 for step in pattern.seats() for each in step.every_filter() for _ in _all(each))
    if counted > MOST_FILTERS:
        problems.refuse(("steps",), f"{counted} filters", f"at most {MOST_FILTERS} filters in all")


def _all(each: Filter) -> Iterator[Filter]:
    yield each
    inner = each.where if isinstance(each, Linked) else each.filters if isinstance(each, Neither) else ()
    for one in inner:
        yield from _all(one)
