"""What befell one subject, in the order in which it happened as far as anybody knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph import access
from graph.errors import UsageError
from graph.patterns.history import histories
from graph.queries.fields import ends
from graph.queries.selection import Linked, Listing, Page, These, Value
from graph.queries.statement import statement
from graph.time import ordering
from graph.time.conditions import Before
from graph.time.days import FIRST_DAY

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.ontology.meaning import Sensitivity
    from graph.patterns.history import History
    from graph.time.days import Days
    from graph.unit import Unit

MOST = 500
"""Events of one subject; telling which order is certain takes a time that grows with their square."""

_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with the subject's roles in it and its days; `certain` says that it comes after the entry before."""

    event: str
    roles: tuple[str, ...]
    earliest: str | None
    latest: str | None
    certain: bool


def timeline(engine: Engine, subject: str, level: Sensitivity) -> list[Entry] | None:
    """Return what befell a subject, as a reader of the level sees it; None where there is no such subject."""
    return engine.read(lambda unit: _told(unit, subject, level), timeout=_SECONDS)


def _told(unit: Unit, subject: str, level: Sensitivity) -> list[Entry] | None:
    reader = access.reader(unit, level)
    own = Linked(ends("Actor")["subject_of"], Listing(Page(MOST), fields=(Value("uid"),), edge=(Value("role"),)))
    asked = statement([These("Actor", (subject,), (Value("uid"), own))], reader)
    (found,) = unit.value(asked.text, **asked.parameters)
    if not found:
        return None
    uid, (rows, *_) = found[0][1]
    if len(rows) > MOST:
        raise UsageError(
            f"more than {MOST} events befell {uid}", way_out="ask for its `subjectOf`, page by page, ordered by date"
        )
    roles: dict[str, list[str]] = defaultdict(list)
    for (event,), (role,), *_ in rows:
        roles[event].append(role)
    known = histories(unit, [uid], reader).get(uid)
    return _entries(known, roles) if known else []


def _entries(history: History, roles: dict[str, list[str]]) -> list[Entry]:
    found: list[Entry] = []
    for event in in_order(history):
        if event not in roles:
            continue
        days = history.events[event].days
        certain = bool(found) and history.firm.exist() and history.firm.all(Before(found[-1].event, event))
        told = tuple(sorted(role for role in roles[event] if role))
        found.append(Entry(event, told, days.earliest(), days.latest(), certain))
    return found


def in_order(history: History) -> list[str]:
    """Return all events of a history in order."""
    said = [each for one in history.statements for each in one.conditions if isinstance(each, Before)]
    asserted = {(each.earlier, each.later) for each in said if {each.earlier, each.later} <= history.events.keys()}
    days = {uid: (_day(event.days), event.days.last) for uid, event in history.events.items()}
    return ordering.in_order(days, asserted)


def _day(days: Days) -> int:
    """Return the day by which an event is placed: its earliest, else its latest; without any, the last of all."""
    if days.first > FIRST_DAY:
        return days.first
    return days.last
