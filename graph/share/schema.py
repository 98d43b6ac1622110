"""The JSON Schema of redaction profiles, derived from the ontology, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import registry
from graph.ontology.actors import Person
from graph.ontology.jsonschema import DIALECT, list_of, mapping, said
from graph.ontology.links import edge_properties
from graph.share.reading import CHOICES, KEYS, LARGEST_CELL, TEXTS, could_be_left_out, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.ontology.jsonschema import Schema

MEANINGS = {
    "name": "What the profile is called; pictures carry it.",
    "title": "Whom it is for.",
    "persons": "Who is shown under a pseudonym: all, those whose names aren't public, or none.",
    "officials": "Whether members of agencies and courts, whom no event targets, are shown by name.",
    "dates": "How exact dates are; gaps in days, and times of day, are shown with days only.",
    "places": "Whether places are shown, or only the states in which they lie.",
    "locators": "Whether it is told where in a source something stands.",
    "datasets": "Whether it is told which datasets, and which versions, it rests on.",
    "smallest_cell": "Figures of fewer subjects are suppressed; 1 suppresses nothing.",
    "left_out": "Persons by their links and roles, unless the document is about them, and events by their kinds; "
    "each with all terms below it.",
    "redacted": "What is shown of a person under a pseudonym.",
    "qualifiers": "What is shown of what qualifies links.",
    "open": "The classes that are shown, and their properties and links that are; all others are closed.",
}


def profile_schema() -> Schema:
    """Return the schema of a profile."""
    opened = {name: said(cls.meaning) | _names(fields_of(name)) for name, cls in registry.node_classes().items()}
    keys: Schema = {
        **{key: {"type": "string", "minLength": 1} for key in TEXTS},
        **{key: {"enum": list(choices)} for key, choices in CHOICES.items()},
        "smallest_cell": {"type": "integer", "minimum": 1, "maximum": LARGEST_CELL},
        "left_out": mapping({key: _names(some) for key, some in could_be_left_out().items()}, *could_be_left_out()),
        "redacted": _names(fields_of(Person.__name__)),
        "qualifiers": _names(edge_properties()),
        "open": mapping(opened),
    }
    described = {key: {"description": MEANINGS[key]} | keys[key] for key in KEYS}
    return {"$schema": DIALECT, "title": "Handover redaction profile", **mapping(described, *KEYS)}


def _names(known: Iterable[str]) -> Schema:
    return list_of({"enum": list(known)})
