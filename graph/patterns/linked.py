"""What events are linked to, as steps compare it: the requesting state is the receiving one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.patterns.belonging import wholes
from graph.patterns.predicates import way

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.access import Reader
    from graph.patterns.language.model import Comparison, Path, Pattern, Step
    from graph.patterns.sequence import Choice
    from graph.unit import Unit

_ENDS = (
    "UNWIND $events AS uid MATCH (e:Entity {uid: uid}) MATCH %s WHERE %s RETURN uid, collect(DISTINCT t.uid) AS ends"
)


class LinkedItems:
    """The items at the end of each path that a pattern compares, for the events that may fill its steps."""

    def __init__(self, unit: Unit, pattern: Pattern, reader: Reader, events: Collection[str]) -> None:
        self._steps = {step.id: step for step in pattern.steps}
        self._order = {step.id: n for n, step in enumerate(pattern.steps)}
        paths = {path for step in pattern.steps for each in step.comparisons for path in (each.own, each.theirs)}
        self._ends = {path: _ends(unit, path, reader, events) for path in paths} if events else {}

    def fits(self, step: Step, event: str, choice: Choice) -> bool:
        """Tell whether an event fits a step beside the others; what can't be compared fits only where that may be."""
        verdicts = self._verdicts(step, event, choice) if step.comparisons else ()
        return all(verdict or (verdict is None and step.unknown) for verdict in verdicts)

    def unknown(self, step: Step, event: str, choice: Choice) -> bool:
        """Tell whether an event fits only because something that is compared is not known."""
        return bool(step.comparisons) and None in self._verdicts(step, event, choice)

    def ends(self, path: Path, event: str) -> list[str]:
        """Return the uids of what an event is linked to by a path that the pattern compares."""
        return sorted(self._ends[path].get(event, ()))

    def _verdicts(self, step: Step, event: str, choice: Choice) -> Iterable[bool | None]:
        for each in step.comparisons:
            for other in choice[self._order[each.step]]:
                yield self._verdict(each, event, other)

    def _verdict(self, each: Comparison, event: str, other: str) -> bool | None:
        own, theirs = self._ends[each.own].get(event), self._ends[each.theirs].get(other)
        if not own or not theirs:
            return None
        return bool(own & theirs) is (each.kind == "same")


def _ends(unit: Unit, path: Path, reader: Reader, events: Collection[str]) -> dict[str, frozenset[str]]:
    asked = [reader.sees("l", "t"), *(["l.role IN $roles"] if path.roles else [])]
    text = _ENDS % (way("e", "l", path.link, "t", backwards=path.backwards), " AND ".join(asked))
    found = {row["uid"]: row["ends"] for row in unit.run(text, events=sorted(events), roles=list(path.roles))}
    if not path.cls:
        return {uid: frozenset(ends) for uid, ends in found.items()}
    known = wholes(unit, path.cls, reader, {end for ends in found.values() for end in ends})
    return {uid: frozenset().union(*(known.get(end, ()) for end in ends)) for uid, ends in found.items()}
