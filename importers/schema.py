"""The JSON Schema of case files, derived from the ontology, for editors: what there is, and what it means.

It holds a file to what `importers.casefile` accepts, as far as one part can be judged without the others.
What it can't say stays the reader's: whether a date is in the calendar, and that no uid is declared twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.claims import ATTITUDE
from graph.ontology import registry
from graph.ontology.entity import Actor
from graph.ontology.links import edge_properties
from graph.ontology.sources import Source
from graph.ontology.values import DATE, LANGUAGE, TEXT, UID, WHOLE
from graph.ontology.vocabulary import schemes
from importers import defaults, marks
from importers.attribution import ATTITUDES, SENSITIVITY
from importers.citations import STANDING
from importers.statements import link_keys, property_keys, value_keys

if TYPE_CHECKING:
    from graph.ontology.entity import Entity
    from graph.ontology.links import Link
    from graph.ontology.meaning import Meaning
    from graph.ontology.properties import Stated
    from graph.ontology.values import Kind
    from graph.ontology.vocabulary import Scheme

Schema = dict[str, Any]

_NAME: Schema = {"type": ["string", "integer"], "minLength": 1}


def casefile_schema() -> Schema:
    """Return the schema of a whole file."""
    classes = registry.node_classes()
    sections = {cls.plural: _said(cls.meaning) | _list(_item_or_run(cls)) for cls in classes.values()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Handover case file",
        **_object({"dataset": _NAME, "version": _NAME, "defaults": _defaults(), **sections, "reading": _list(_mark())}),
        "minProperties": 1,
        "$defs": {name: _item(cls) for name, cls in classes.items()}
        | {name: _terms(scheme) for name, scheme in schemes().items()}
        | {_stated_name(prop): _stated(prop) for cls in classes.values() for prop in registry.properties(cls).values()}
        | _who_says(),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _one_or_more(*ways: Schema) -> Schema:
    """Admit what is written in one of the ways, or a list of it."""
    one = ways[0] if len(ways) == 1 else {"anyOf": list(ways)}
    return {"anyOf": [*ways, _list(one)]}


def _object(properties: Schema, *required: str) -> Schema:
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def _said(meaning: Meaning) -> Schema:
    return {"title": meaning.labels.en, "description": meaning.definition}


def _terms(scheme: Scheme) -> Schema:
    """Admit the terms in use, and marked as such the older names that still read as one."""
    in_use = [
        {"const": name} | _said(term.meaning) for name, term in scheme.terms.items() if name not in scheme.replaced
    ]
    older = [
        {"const": name, "description": scheme.advice(name), "deprecated": True}
        for name, instead in scheme.replaced.items()
        if len(instead) == 1
    ]
    return _said(scheme.meaning) | {"type": "string", "oneOf": [*in_use, *older]}


def _uid(*classes: type[Entity]) -> Schema:
    prefixes = [prefix for prefix, cls in registry.by_prefix().items() if issubclass(cls, classes)]
    return {**UID.schema, "allOf": [{"pattern": f"^(?:{'|'.join(prefixes)})/"}]}


def _value(kind: Kind) -> Schema:
    if kind.scheme:
        return _ref(kind.scheme)
    # A year alone is a number to YAML.
    return {"type": ["string", "integer"]} if kind is DATE else kind.schema


def _who_says() -> Schema:
    """Return the parts that tell who says something."""
    citation = {
        "source": _uid(Source),
        "locator": TEXT.schema | {"description": "Where in the source: found within seconds."},
        "standing": _value(STANDING),
        "quoted_in": _uid(Source) | {"description": "The document that is held and quotes the source."},
    }
    attitude = {"by": _ref("by"), ATTITUDE: _value(ATTITUDES), "sources": _ref("citations")}
    return {
        "by": _uid(Actor) | {"description": "The party that says so."},
        # What a citation must name depends on the defaults around it.
        "citations": _one_or_more(_object(citation)),
        "parties_attitudes": _one_or_more(_object(attitude, "by", ATTITUDE)),
    }


def _defaults(**said: Schema) -> Schema:
    """Return the schema of what holds where nothing else is said; of a whole file only its sources."""
    return _object({"sources": _ref("citations"), **said}) | {"minProperties": 1}


def _item_or_run(cls: type[Entity]) -> Schema:
    """Admit an item that says something beside uid and sources, or several below what they have in common."""
    name = cls.__name__
    saying_something = {"minProperties": 2, "dependentSchemas": {"sources": {"minProperties": 3}}}
    fields = (*registry.properties(cls), *registry.links(cls))
    common = _defaults(**{field: _ref(f"{name}/properties/{field}") for field in fields})
    run = _object({defaults.KEY: common, cls.plural: _list(_ref(name))}, defaults.KEY, cls.plural)
    return {"if": {"required": [defaults.KEY]}, "then": run, "else": _ref(name) | saying_something}


def _mark() -> Schema:
    """Return the schema of how one passage of a document was read."""
    left_out = {
        "what": TEXT.schema | {"description": "What is left out, in words of our own."},
        "why": TEXT.schema | {"description": "Why no item says it."},
    }
    known = {
        "source": _uid(Source) | {"description": "The document."},
        "section": TEXT.schema | {"description": "A locator, or the beginning of those of the passage."},
        "statements": WHOLE.schema | {"minimum": 0, "description": "How many statements the passage makes."},
        "left_out": _one_or_more(_object(left_out, *left_out)),
    }
    return {"title": "mark", "description": "How a passage was read."} | _object(known, *marks.NEEDED)


def _attribution() -> Schema:
    return {
        "by": _ref("by"),
        "standing": _value(STANDING),
        "sources": _ref("citations"),
        "attitudes": _ref("parties_attitudes"),
        "sensitivity": _value(SENSITIVITY),
    }


def _item(cls: type[Entity]) -> Schema:
    """Return the schema of an item, whatever it says."""
    properties = {
        name: _said(prop.meaning) | _ref(_stated_name(prop)) for name, prop in registry.properties(cls).items()
    }
    links = {name: _link(link) for name, link in registry.links(cls).items()}
    known = {"uid": _uid(cls), **properties, **links, "sources": _ref("citations")}
    return _said(cls.meaning) | _object(known, "uid")


def _stated_name(prop: Stated) -> str:
    return f"stated {prop.kind.name}".replace(" ", "_")


def _stated(prop: Stated) -> Schema:
    """Return the schema of what may be stated of a property of that kind: a value, a claim, or a list of them."""
    value, keys = _value(prop.kind), value_keys(prop)
    known = {"language": LANGUAGE.schema, **_attribution()}
    properties = {**dict.fromkeys(keys, value), **{key: known[key] for key in property_keys(prop)}}
    return _one_or_more(value, _object(properties) | {"oneOf": [{"required": [key]} for key in keys]})


def _link(link: Link) -> Schema:
    target = _uid(*map(registry.label_class, link.targets))
    role = {**_ref(link.roles), "default": link.default_role} if link.roles else {}
    qualifiers = {name: _qualifier(prop) for name, prop in edge_properties().items()}
    known = {"uid": target, "role": role, **qualifiers, **_attribution()}
    claim = _object({key: known[key] for key in link_keys(link)}, "uid")
    return _said(link.meaning) | _one_or_more(target, claim)


def _qualifier(prop: Stated) -> Schema:
    return _said(prop.meaning) | (_uid(Actor) if prop.kind is UID else _value(prop.kind))
