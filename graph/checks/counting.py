"""What a stated figure counts, written in a few words, and whom or what of it the graph names.

`migration-rearrest` counts the persons who match that pattern, `members of group/...` those who are said to belong
to it, `persons kind=handover to=state/by` those to whom such an event happened, and `events kind=search,arrest`
the events themselves (as far as the graph says whom they befell). A figure's period and day bound the event that
completes a match.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from graph import access
from graph.errors import InputRefused
from graph.ontology import registry
from graph.ontology.actors import Person
from graph.ontology.values import UID
from graph.patterns import library
from graph.patterns.language import reading
from graph.patterns.matching import match
from graph.patterns.question import Question
from graph.problems import Misread, Place, Problems, nearest
from graph.store import live
from graph.time.days import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity
    from graph.patterns.language.model import Pattern
    from graph.time.days import Days
    from graph.unit import Unit

EXPECTED = "a pattern's name, members of group/..., or persons or events with fields, like persons kind=handover"
_SUBJECTS = {"persons": "Person", "events": "Actor"}
_ONLY_PERHAPS = ("alleged", "inferred")
"""Standings of a membership that name nobody for certain."""

_MEMBERS = """
MATCH (p:Person)-[m:MEMBER_OF]->(g:Entity {uid: $group}) WHERE %s
RETURN p.uid AS uid, %s AS name, m.standing AS standing
"""
_EVENTS = "MATCH (e:Event) WHERE e.uid IN $uids RETURN e.uid AS uid, %s AS name, %s AS first, %s AS last"


@dataclass(frozen=True, slots=True)
class Selection:
    """The members of a group, or what matches a pattern: its subjects, or with `events` what befell them."""

    group: str = ""
    pattern: Pattern | None = None
    events: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A person or event that the graph has."""

    name: str
    uid: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What the graph names of a selection: for certain, and perhaps besides."""

    certain: tuple[Named, ...]
    possible: tuple[Named, ...]


def read(text: str) -> Selection:
    """Return what a text selects; raise ValueError, which says what was expected."""
    match text.split():
        case ["members", "of", group]:
            return Selection(group=_group(group))
        case [("persons" | "events") as what, _, *_]:
            return Selection(pattern=_of_fields(text, _SUBJECTS[what]), events=what == "events")
        case [name] if name in library.names():
            return Selection(pattern=library.pattern(name))
    raise Misread(EXPECTED, nearest(text, library.names()))


def _group(uid: str) -> str:
    link = registry.links(Person)["member_of"]
    groups = [prefix for prefix, cls in registry.by_prefix().items() if registry.admits(link, cls)]
    if str(UID.read(uid)).partition("/")[0] not in groups:
        raise ValueError(f"members of a {', '.join(groups)}, by its uid")
    return uid


def _of_fields(text: str, subject: str) -> Pattern:
    """Return the pattern of one event with the fields that are said."""
    said = {name: values.split(",") for name, _, values in (each.partition("=") for each in text.split()[1:])}
    data = {"name": text, "title": text, "steps": [{"id": "counted"} | said]}
    try:
        return replace(reading.read(data, Problems(lambda _at, _key: Place("counts"))), subject=subject)
    except InputRefused as refused:
        first = refused.problems[0]
        name, value = first.field.removeprefix("steps[0].").partition("[")[0], f" {first.value!r}" * bool(first.value)
        raise Misread(f"for {name}{value}: {first.expected}", first.suggestion) from refused


def count(engine: Engine, selection: Selection, when: Days, level: Sensitivity = access.ALL) -> Counted:
    """Return what a reader of the level finds of a selection, completed on days that `when` allows."""
    if not selection.pattern:
        return _counted(engine.read(partial(_members, group=selection.group, level=level)))
    matches = match(engine, selection.pattern, Question(level)).matches
    completed = [(each, each.last.uid) for each in matches]
    known = engine.read(partial(_events, uids=[event for _, event in completed], level=level))
    found = []
    for each, event in completed:
        name, first, last = known[event]
        if first <= when.last and last >= when.first:
            sure = each.time == "certain" and when.first <= first and last <= when.last
            found.append((Named(name, event) if selection.events else Named(each.name or "", each.uid), sure))
    return _counted(found)


def _members(unit: Unit, group: str, level: Sensitivity) -> list[tuple[Named, bool]]:
    """Return who is said to belong to a group, and whether that is certain."""
    reader = access.reader(unit, level)
    statement = _MEMBERS % (reader.sees("p", "m", "g"), reader.value("p", "name"))
    rows = unit.run(statement, group=live.names(unit).get(group, group))
    return [(Named(row["name"] or "", row["uid"]), row["standing"] not in _ONLY_PERHAPS) for row in rows]


def _events(unit: Unit, uids: list[str], level: Sensitivity) -> dict[str, tuple[str, int, int]]:
    """Return of each event its name and the first and last day that its dates allow."""
    reader = access.reader(unit, level)
    statement = _EVENTS % tuple(reader.value("e", name) for name in ("name", "date_first", "date_last"))
    return {
        row["uid"]: (row["name"] or "", row["first"] or FIRST_DAY, row["last"] or LAST_DAY)
        for row in unit.run(statement, uids=uids)
    }


def _counted(found: Iterable[tuple[Named, bool]]) -> Counted:
    sure: dict[Named, bool] = {}
    for named, certain in found:
        sure[named] = sure.get(named, False) or certain
    return Counted(*(tuple(sorted(named for named in sure if sure[named] is certain)) for certain in (True, False)))
