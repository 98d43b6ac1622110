"""A step that is itself a named pattern: the steps of that pattern stand in its place, their ids after its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from graph.errors import HandoverError
from graph.patterns.language import filters

if TYPE_CHECKING:
    from graph.patterns.language.model import Bound, Pattern, Step
    from graph.patterns.language.reading import Named
    from graph.problems import At, Problems

PATTERN, WITH = "pattern", "with"
"""The keys by which a step names one, and gives values for its parameters."""
_KEYS = ("id", PATTERN, WITH, "within", "at_least")


@dataclass(frozen=True, slots=True)
class Parts:
    """Finds named patterns for the steps of one; `within` are those that it is a part of, itself the last."""

    named: Named | None
    within: tuple[str, ...]
    problems: Problems

    def steps(self, name: str, said: dict[str, Any], at: At, bounds: tuple[Bound, ...]) -> list[Step]:
        """Return the steps of the pattern that a step names; `bounds` hold for the first of them."""
        filters.unknown(said, _KEYS, at, self.problems)
        inner = self._pattern(said[PATTERN], said.get(WITH, {}), at)
        return _named_after(name, inner, bounds) if inner else []

    def _pattern(self, wanted: Any, given: Any, at: At) -> Pattern | None:
        refuse, place = self.problems.refuse, (*at, PATTERN)
        if not isinstance(wanted, str) or self.named is None:
            refuse(place, wanted, "the name of a pattern that ships with Handover")
        elif wanted in self.within:
            chain = " > ".join((*self.within, wanted))
            refuse(place, wanted, f"a pattern that is not built on this one: {chain}")
        elif not isinstance(given, dict):
            refuse((*at, WITH), given, "a mapping of parameters to values")
        else:
            try:
                inner = self.named(wanted, given, self.within)
            except HandoverError as error:
                refuse(place, wanted, error.what, error.way_out)
                return None
            if not (inner.max_span or inner.until or inner.one_per):
                return inner
            refuse(place, wanted, "a pattern without max_span, until and one_per, which hold for a whole answer")
        return None


def _named_after(name: str, inner: Pattern, bounds: tuple[Bound, ...]) -> list[Step]:
    first, *others = (_prefixed(name, step) for step in inner.steps)
    return [replace(first, bounds=(*first.bounds, *bounds)), *others]


def _prefixed(name: str, step: Step) -> Step:
    return replace(
        step,
        id=f"{name}.{step.id}",
        bounds=tuple(replace(each, after=f"{name}.{each.after}" if each.after else "") for each in step.bounds),
        comparisons=tuple(replace(each, step=f"{name}.{each.step}") for each in step.comparisons),
    )
