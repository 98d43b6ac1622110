"""What the graph has of an event in place of what a pattern asks: values of properties, ends of links, in words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.patterns.language.model import Linked, Neither
from graph.patterns.near_misses.considered import ROLE
from graph.patterns.predicates import way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.access import Reader
    from graph.patterns.language.model import Filter, Pattern
    from graph.patterns.near_misses.considered import Requirement
    from graph.unit import Unit

_VALUES = """
UNWIND $events AS uid MATCH (e:Entity {uid: uid}) WITH uid, %s AS value WHERE value IS NOT NULL
RETURN uid, value
"""
_ENDS = """
UNWIND $events AS uid MATCH (e:Entity {uid: uid}) MATCH %s WHERE %s
WITH uid, t.uid + CASE WHEN l.role IS NULL THEN '' ELSE ' (' + l.role + ')' END AS value ORDER BY value
RETURN uid, collect(DISTINCT value) AS value
"""
Asked = tuple[str, "Requirement"]
"""An event, and what a step asks of it."""


def instead(unit: Unit, pattern: Pattern, reader: Reader, asked: Iterable[Asked]) -> dict[Asked, str]:
    """Return what the graph has of each event, as far as the reader may see; "" where it has nothing."""
    wanted = set(asked)
    events: dict[Filter, set[str]] = defaultdict(set)
    for event, requirement in wanted:
        for part in _parts(pattern, requirement):
            events[part].add(event)
    known = {part: _known(unit, reader, part, uids) for part, uids in events.items()}
    return {
        (event, requirement): _said([(part, known[part].get(event, "")) for part in _parts(pattern, requirement)])
        for event, requirement in wanted
    }


def _parts(pattern: Pattern, requirement: Requirement) -> list[Filter]:
    """Return the fields and links that a requirement looks at, each once."""
    if requirement.name == ROLE:
        return [Linked(pattern.through, pattern.through.upper())]
    found = {_name(each): each for part in requirement.filters for each in _plain(part)}
    return list(found.values())


def _plain(part: Filter) -> Iterator[Filter]:
    if isinstance(part, Neither):
        for inner in part.filters:
            yield from _plain(inner)
    else:
        yield part


def _name(part: Filter) -> str:
    return part.field


def _known(unit: Unit, reader: Reader, part: Filter, events: set[str]) -> dict[str, str]:
    if isinstance(part, Linked):
        path = way("e", "l", part.link, "t", backwards=part.backwards)
        text = _ENDS % (path, reader.sees("l", "t"))
    else:
        text = _VALUES % reader.value("e", part.field)
    return {row["uid"]: _text(row["value"]) for row in unit.run(text, events=sorted(events))}


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _said(found: list[tuple[Filter, str]]) -> str:
    """Return values as text; of several fields each with its name."""
    if len(found) == 1:
        return found[0][1]
    return "; ".join(f"{_name(part)}: {value}" for part, value in found if value)
