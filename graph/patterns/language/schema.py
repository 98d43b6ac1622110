"""The JSON Schema of pattern files, derived from the ontology and the language, for editors.

It admits what `graph.patterns.language.reading` reads. What it can't say stays the reader's: whether the steps that are
named exist, whether bounds can be kept, and how many links stand one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.events import Event
from graph.ontology.jsonschema import DIALECT, any_of, list_of, mapping, ref, said, terms
from graph.ontology.values import DATE, DURATION
from graph.ontology.vocabulary import schemes
from graph.patterns import library
from graph.patterns.language import asking, filters, limits, reading
from graph.patterns.language.asking import given
from graph.patterns.language.constructs import BOUNDS, DIRECTIONS, subject_links
from graph.patterns.language.parameters import NAME
from graph.patterns.language.parts import PATTERN, WITH
from graph.patterns.language.steps import IDENTIFIER, POSSIBLE

if TYPE_CHECKING:
    from graph.ontology.jsonschema import Schema

HEAD = {
    "name": "What the pattern is called, in answers and on the command line.",
    "title": "What it finds, in a few words.",
    "means": "What it means in law and in practice.",
    "norms": "The norms that it touches, each by instrument and article.",
    "counted": "How many the sources count, and where.",
    "subject": "Whose events the steps are; Person unless said otherwise.",
    "through": "The link of events that leads to the subject: subject unless said otherwise.",
    "parameters": "Names with default values: $name stands for the value, which can be given anew for each question.",
    "max_span": "The longest time from the first step to the last.",
    "until": "What ends the search: no such event stands between the first step and the last.",
    "one_per": "Of several matches only the earliest: of each subject, or of each first event.",
    "steps": "What happens, in order.",
}
CONSTRUCTS = {
    "id": "What the step is called in answers, and by other steps.",
    "any_of": "Alternatives; the first that fits, in the order written, is named.",
    "within": "At most so long after the nearest earlier step that is filled, or after the one that is named.",
    "at_least": "At least so long after the nearest earlier step that is filled, or after the one that is named.",
    "optional": "Filled whenever an event fits; a match without it is one only if none does.",
    "repeat": "A run: all events that fit between the steps beside it, so many at least and at most.",
    "absent": "No event that the graph knows falls here. A graph that is silent proves nothing.",
    "before": "As the last step, absent: until when none may fall.",
    "unknown": "With this an empty field makes a possible match; without it, none.",
    "of": "The step is on somebody linked to the subject, such as a relative or a member.",
    "same": "What this event is linked to is what that of another step is linked to.",
    "different": "What this event is linked to is not what that of another step is linked to.",
    PATTERN: "A pattern that ships: its steps stand here, their ids after this one's.",
    WITH: "Values for its parameters.",
    filters.NOT: "None of these holds; an empty field is not known to differ.",
}
_LENGTH = {"description": "An ISO 8601 duration, such as P7D or P1M: months and years count by the calendar."}
_NAMED = {"type": "string", "minLength": 1}


def pattern_schema() -> Schema:
    """Return the schema of a pattern file."""
    head = {
        **dict.fromkeys(("name", "title", "means", "counted"), _NAMED),
        "norms": list_of({"type": "string"}),
        "subject": {"oneOf": [{"const": name} | said(cls.meaning) for name, cls in registry.node_classes().items()]},
        "through": {"oneOf": [{"const": name} | said(each.meaning) for name, each in registry.links(Event).items()]},
        "parameters": {"type": "object", "propertyNames": {"pattern": f"^(?:{NAME})$"}},
        "max_span": given(DURATION),
        "until": _filtered(),
        "one_per": {"enum": list(reading.ONE_PER)},
        "steps": _steps(),
    }
    return {
        "$schema": DIALECT,
        "title": "Handover pattern",
        **mapping({key: _described(HEAD[key], schema) for key, schema in head.items()}, "name", "title", "steps"),
        "$defs": {
            "step": _step(),
            "part": _part(),
            "alternative": _alternative(),
            "length": _LENGTH | given(DURATION),
            **asking.definitions(),
            **{name: terms(scheme) for name, scheme in schemes().items()},
        },
    }


def _described(text: str, schema: Schema) -> Schema:
    return {"description": text} | schema


def _steps() -> Schema:
    one = {"if": {"type": "object", "required": [PATTERN]}, "then": ref("part"), "else": ref("step")}
    first = {"not": {"anyOf": [{"required": [kind]} for kind in BOUNDS]}}
    return list_of(one) | {"minItems": 1, "maxItems": limits.MOST_STEPS, "prefixItems": [one | first]}


def _step() -> Schema:
    own = _constructs()
    clashes = [_true("absent", "optional"), _true("absent", "repeat"), _true("optional", "repeat")]
    # At the step itself a date is one that all worlds keep to; what it must not be is said in `not`.
    dated = {"date": said(registry.properties(Event)["date"].meaning) | given(DATE)}
    known = mapping({**own, **asking.fields(Event), **dated}, "id")
    return known | {"dependentSchemas": {"before": _true("absent")}, "not": {"anyOf": clashes}}


def _true(*constructs: str) -> Schema:
    """Ask that constructs are there, and not as false."""
    return {"required": list(constructs), "properties": {name: {"not": {"const": False}} for name in constructs}}


def _constructs() -> Schema:
    flag = any_of({"type": "boolean"}, ref("parameter"))
    compared = {"type": "object", "minProperties": 1, "propertyNames": ref("path"), "additionalProperties": _NAMED}
    known = {
        "id": {"type": "string", "pattern": f"^(?:{IDENTIFIER})$"},
        "any_of": list_of(ref("alternative")) | {"minItems": 1},
        "within": _bound(),
        "at_least": _bound(),
        "optional": flag,
        "repeat": _repeat(),
        "absent": flag,
        "before": given(DATE),
        "unknown": {"const": POSSIBLE},
        "of": _of(),
        "same": compared,
        "different": compared,
        filters.NOT: asking.negated(Event),
    }
    return {key: _described(CONSTRUCTS[key], schema) for key, schema in known.items()}


def _bound() -> Schema:
    after = {"type": "string", "description": "The step that the time counts from."}
    return any_of(ref("length"), mapping({"length": ref("length"), "after": after}, "length"))


def _repeat() -> Schema:
    number = {"type": "integer"}
    known = {
        "min": any_of(number | {"minimum": 0}, ref("parameter")),
        "max": any_of(number | {"minimum": 1}, ref("parameter")),
        "each": _described("The longest gap inside.", given(DURATION)),
    }
    return mapping(known) | {"minProperties": 1}


def _of() -> Schema:
    links = subject_links()
    known = {
        "link": {"oneOf": [{"const": name} | said(link.meaning) for name, link in links.items()]},
        "direction": {"enum": list(DIRECTIONS), "description": "Whether the subject has the link, or the other one."},
        "role": asking.roles(*links.values()),
    }
    return mapping(known, "link")


def _part() -> Schema:
    names = [{"const": name, "title": library.pattern(name).title} for name in library.names()]
    known = {"id": _constructs()["id"], PATTERN: {"oneOf": names}, WITH: {"type": "object"}}
    known |= {kind: _bound() for kind in BOUNDS}
    return mapping({key: _described(CONSTRUCTS[key], schema) for key, schema in known.items()}, "id", PATTERN)


def _alternative() -> Schema:
    own = {"id": _NAMED, filters.NOT: asking.negated(Event)}
    described = {key: _described(CONSTRUCTS[key], schema) for key, schema in own.items()}
    return mapping({**described, **asking.fields(Event)}, "id")


def _filtered() -> Schema:
    own = {key: schema for key, schema in _constructs().items() if key in ("any_of", "unknown", filters.NOT)}
    return mapping({**own, **asking.fields(Event)}) | {"minProperties": 1}
