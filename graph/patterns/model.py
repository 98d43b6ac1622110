"""A pattern as data: steps that filter events of one subject, in order, with bounds on the gaps.

The same model is read from YAML, from GraphQL input and from Python. What a step may filter on comes
from the ontology: any property of an event and any link, by its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.errors import InputRefused
from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.values import DURATION, UID, Kind, Value
from graph.ontology.vocabulary import scheme
from graph.problems import nearest
from graph.time.duration import Duration, duration_of

if TYPE_CHECKING:
    from graph.problems import At, Problems

_HEAD = ("name", "title", "subject", "steps")
_BOUNDS = ("within", "at_least")
_USUAL = {"modality": ("actual",)}
"""What a step filters on unless it says otherwise."""

SUBJECT_ROLE = "target"
"""The role that a step's subject has, or one below it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field of an event has one of `values`; of a link, one of the uids is its target."""

    field: str
    values: tuple[Value, ...]
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One event of the sequence; bounds count from the step before."""

    id: str
    filters: tuple[Filter, ...]
    within: Duration | None = None
    at_least: Duration | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of events that happen to one subject of the class."""

    name: str
    title: str
    subject: str
    steps: tuple[Step, ...]


def read(data: Any, problems: Problems) -> Pattern:
    """Read a pattern from plain data; raise InputRefused with everything that is wrong with it."""
    said = data if isinstance(data, dict) else {}
    steps = said.get("steps")
    if not isinstance(steps, list) or not steps:
        problems.refuse(("steps",), None, "a list of steps, each beginning with: - id:")
    _known((), said, _HEAD, problems)
    pattern = Pattern(
        _text(said, "name", problems),
        _text(said, "title", problems),
        _subject(said.get("subject", "Person"), problems),
        tuple(_step(("steps", n), step, problems) for n, step in enumerate(steps if isinstance(steps, list) else [])),
    )
    _ids_differ(pattern, problems)
    if problems:
        raise InputRefused("the pattern can't be read", problems.found, way_out="mend the places named")
    return pattern


def _known(at: At, said: dict[str, Any], known: tuple[str, ...], problems: Problems) -> None:
    for key in said:
        if key not in known:
            problems.refuse((*at, key), None, f"one of {', '.join(known)}", nearest(str(key), known), key=True)


def _text(said: dict[str, Any], key: str, problems: Problems) -> str:
    value = said.get(key)
    if not isinstance(value, str) or not value:
        problems.refuse((key,), value, f"a {key}, as text")
        return ""
    return value


def _subject(raw: Any, problems: Problems) -> str:
    link = registry.links(Event)["subject"]
    admitted = [name for name, cls in registry.node_classes().items() if registry.admits(link, cls)]
    if raw not in admitted:
        problems.refuse(("subject",), raw, f"one of {', '.join(admitted)}", nearest(str(raw), admitted))
    return str(raw)


def _step(at: At, raw: Any, problems: Problems) -> Step:
    said = raw if isinstance(raw, dict) else {}
    if not isinstance(said.get("id"), str):
        problems.refuse(at, raw, "a step with an id, like id: release")
    properties, links = registry.properties(Event), registry.links(Event)
    _known(at, said, ("id", *_BOUNDS, *properties, *links), problems)
    fields = {key: value for key, value in said.items() if key in properties or key in links}
    filters = [_filter((*at, key), key, value, problems) for key, value in fields.items()]
    usual = [Filter(field, values) for field, values in _USUAL.items() if field not in fields]
    within, at_least = (_bound((*at, key), said[key], problems) if key in said else None for key in _BOUNDS)
    return Step(str(said.get("id")), (*filters, *usual), within, at_least)


def _filter(at: At, field: str, raw: Any, problems: Problems) -> Filter:
    """Read one value or a list of them; a term stands for those below it too."""
    prop = registry.properties(Event).get(field)
    kind = prop.kind if prop else UID
    values: dict[Value, None] = {}
    for n, each in enumerate(raw if isinstance(raw, list) else [raw]):
        value = _value((*at, n) if isinstance(raw, list) else at, kind, each, problems)
        if value is not None:
            values |= dict.fromkeys(sorted(scheme(kind.scheme).below(str(value))) if kind.scheme else [value])
    return Filter(field, tuple(values), is_link=prop is None)


def _value(at: At, kind: Kind, raw: Any, problems: Problems) -> Value | None:
    try:
        return kind.read(raw)
    except ValueError as error:
        problems.refuse(at, raw, str(error))
        return None


def _bound(at: At, raw: Any, problems: Problems) -> Duration | None:
    text = _value(at, DURATION, raw, problems)
    return duration_of(str(text)) if text is not None else None


def _ids_differ(pattern: Pattern, problems: Problems) -> None:
    ids = [step.id for step in pattern.steps]
    for n, each in enumerate(ids):
        if each in ids[:n]:
            problems.refuse(("steps", n, "id"), each, "an id that no other step has")
