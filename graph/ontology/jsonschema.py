"""What the ontology says of itself in a JSON Schema: terms, values and uids, each with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ontology import registry
from graph.ontology.values import DATE, UID

if TYPE_CHECKING:
    from graph.ontology.entity import Entity
    from graph.ontology.meaning import Meaning
    from graph.ontology.values import Kind
    from graph.ontology.vocabulary import Scheme

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def ref(name: str) -> Schema:
    """Point to a part by its name."""
    return {"$ref": f"#/$defs/{name}"}


def list_of(schema: Schema) -> Schema:
    """Admit a list of it."""
    return {"type": "array", "items": schema}


def any_of(*ways: Schema) -> Schema:
    """Admit what is written in one of the ways."""
    return ways[0] if len(ways) == 1 else {"anyOf": list(ways)}


def one_or_more(*ways: Schema) -> Schema:
    """Admit what is written in one of the ways, or a list of it."""
    return {"anyOf": [*ways, list_of(any_of(*ways))]}


def mapping(properties: Schema, *required: str) -> Schema:
    """Admit a mapping of these names and no others."""
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def said(meaning: Meaning) -> Schema:
    """Say what something is called, and what it means."""
    return {"title": meaning.labels.en, "description": meaning.definition}


def terms(scheme: Scheme) -> Schema:
    """Admit the terms in use, and marked as such the older names that still read as one."""
    in_use = [
        {"const": name} | said(term.meaning) for name, term in scheme.terms.items() if name not in scheme.replaced
    ]
    older = [
        {"const": name, "description": scheme.advice(name), "deprecated": True}
        for name, instead in scheme.replaced.items()
        if len(instead) == 1
    ]
    return said(scheme.meaning) | {"type": "string", "oneOf": [*in_use, *older]}


def uid(*classes: type[Entity]) -> Schema:
    """Admit the uids of these classes, and of those below them."""
    prefixes = [prefix for prefix, cls in registry.by_prefix().items() if issubclass(cls, classes)]
    return {**UID.schema, "allOf": [{"pattern": f"^(?:{'|'.join(prefixes)})/"}]}


def value(kind: Kind) -> Schema:
    """Admit one value of a kind."""
    if kind.scheme:
        return ref(kind.scheme)
    # A year alone is a number to YAML.
    return {"type": ["string", "integer"]} if kind is DATE else kind.schema
