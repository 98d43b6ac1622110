"""The rows of an answer as event logs for process mining: XES (IEEE 1849-2016) and OCEL 2.0 in JSON.

An event's activity is its kind; its step stands beside it. Neither format has dates that are not exact: `date` (EDTF),
`earliest` and `latest` say what is known. XES leaves the timestamp of such an event out. OCEL wants one: it is the
earliest day, or the latest where nothing bounds the beginning, and an event that nothing bounds is left out and named.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

from graph.ontology import registry
from graph.patterns.language.model import SUBJECT
from graph.patterns.matches import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.patterns.flat import Row
    from graph.patterns.ties import Ties

_EXTENSIONS = {"Concept": "concept", "Time": "time"}
_OF_TRACE = ("pattern", "subject", "name", "time", "because", "standing", "under")
_OF_EVENT = ("event", "step", "date", "earliest", "latest", "citations")
_CLASSIFIERS = {"Kind": "concept:name", "Step": "step"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 can't hold; a replacement character stands for each."""
MATCH = "Match"
"""The type of the objects that hold the events of one match together."""
_ALWAYS = "1970-01-01T00:00:00Z"
"""The time from which OCEL lets an object's attribute hold that doesn't change."""


def xes(pattern: str, rows: Iterable[Row]) -> bytes:
    """Return rows as a log with a trace for each match, events in the order of the steps."""
    log = ET.Element("log", {"xmlns": "http://www.xes-standard.org/", "xes.version": "1849.2016", "xes.features": ""})
    for name, prefix in _EXTENSIONS.items():
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        ET.SubElement(log, "extension", {"name": name, "prefix": prefix, "uri": uri})
    for scope, keys in (("trace", ("concept:name",)), ("event", _CLASSIFIERS.values())):
        everywhere = ET.SubElement(log, "global", {"scope": scope})
        for key in keys:
            _attribute(everywhere, key, NOT_STATED)
    for name, key in _CLASSIFIERS.items():
        ET.SubElement(log, "classifier", {"name": name, "scope": "event", "keys": key})
    _attribute(log, "concept:name", pattern)
    for name, some in groupby(rows, key=_case):
        _trace(log, name, list(some))
    ET.indent(log)
    written: bytes = ET.tostring(log, encoding="utf-8", xml_declaration=True)
    return written


def _case(row: Row) -> str:
    """Return what names a match: its subject, and which of the subject's matches it is."""
    return f"{row.subject}#{row.number}"


def _trace(log: ET.Element, name: str, rows: list[Row]) -> None:
    trace = ET.SubElement(log, "trace")
    _attribute(trace, "concept:name", name)
    for key in _OF_TRACE:
        _attribute(trace, key, rows[0].cells()[key])
    for row in rows:
        if row.event:
            event = ET.SubElement(trace, "event")
            _attribute(event, "concept:name", row.kind or NOT_STATED)
            _attribute(event, "time:timestamp", row.earliest if row.exact else None)
            for key in _OF_EVENT:
                _attribute(event, key, row.cells()[key])


def _attribute(parent: ET.Element, key: str, value: object) -> None:
    """Add an attribute; what is not stated has none."""
    if value in (None, ""):
        return
    kind, text = ("date", _midnight(value)) if isinstance(value, date) else ("string", str(value))
    ET.SubElement(parent, kind, {"key": key, "value": _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)})


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat(timespec="milliseconds")


class ObjectLog(NamedTuple):
    """An object-centric log, and the events that it has no place for, having no date."""

    data: bytes
    undated: tuple[str, ...]


def ocel(rows: Iterable[Row], ties: Ties) -> ObjectLog:
    """Return rows as a log of events and the items that they are linked to, by role or link.

    A match is an object as well, linked to its events by their steps and to its subject.
    """
    log = _Objects(ties)
    for row in rows:
        log.add(row)
    return ObjectLog(json.dumps(log.as_json(), ensure_ascii=False, indent=2).encode(), tuple(log.undated))


class _Objects:
    """Events and objects by id, each once, whichever match they are of."""

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self._events: dict[str, dict[str, Any]] = {}
        self._objects: dict[str, dict[str, Any]] = {}
        self.undated: dict[str, None] = {}

    def add(self, row: Row) -> None:
        """Add an event with what it is linked to, and its match."""
        match = self._object(_case(row), MATCH, _texts(row, ("pattern", "time", "because", "standing", "under")))
        subject = self._item(row.subject, row.name)
        match["relationships"] = [{"objectId": subject["id"], "qualifier": SUBJECT}]
        day = row.earliest or row.latest
        if not row.event:
            return
        if day is None:
            self.undated[row.event] = None
            return
        self._event(row, day)["relationships"].append({"objectId": match["id"], "qualifier": row.step})

    def _event(self, row: Row, day: date) -> dict[str, Any]:
        if row.event not in self._events:
            attributes = [{"name": name, "value": text} for name, text in _texts(row, _OF_EVENT[2:]).items()]
            told = {"id": row.event, "type": row.kind or NOT_STATED, "time": _midnight(day), "attributes": attributes}
            linked = [
                {"objectId": self._item(tie.end.uid, tie.end.name)["id"], "qualifier": tie.role or tie.link}
                for tie in self._ties[row.event]
            ]
            self._events[row.event] = told | {"relationships": linked}
        return self._events[row.event]

    def _item(self, uid: str, name: str) -> dict[str, Any]:
        return self._object(uid, registry.class_of(uid).__name__, {"name": name} if name else {})

    def _object(self, uid: str, kind: str, said: dict[str, str]) -> dict[str, Any]:
        attributes = [{"name": name, "time": _ALWAYS, "value": text} for name, text in said.items()]
        return self._objects.setdefault(uid, {"id": uid, "type": kind, "attributes": attributes, "relationships": []})

    def as_json(self) -> dict[str, Any]:
        """Return the log with the types of all that is in it."""
        events, objects = list(self._events.values()), list(self._objects.values())
        return {
            "objectTypes": list(_types(objects)),
            "eventTypes": list(_types(events)),
            "objects": objects,
            "events": events,
        }


def _texts(row: Row, names: Iterable[str]) -> dict[str, str]:
    """Return what is stated in these columns, as text."""
    cells = row.cells()
    return {name: str(cells[name]) for name in names if cells[name] not in (None, "")}


def _types(things: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the types of events or objects, each with the attributes that any of it has."""
    known: dict[str, dict[str, None]] = {}
    for thing in things:
        known.setdefault(thing["type"], {}).update(dict.fromkeys(each["name"] for each in thing["attributes"]))
    for name, attributes in sorted(known.items()):
        yield {"name": name, "attributes": [{"name": each, "type": "string"} for each in attributes]}
