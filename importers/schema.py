"""The JSON Schema of case files, derived from the ontology, for editors: what there is, and what it means.

It holds a file to what `importers.casefile` accepts, as far as one part can be judged without the others.
What it can't say stays the reader's: whether a date is in the calendar, and that no uid is declared twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.claims.claim import ATTITUDE
from graph.ontology import registry
from graph.ontology.entity import Actor
from graph.ontology.jsonschema import DIALECT, list_of, mapping, one_or_more, ref, said, terms, uid, value
from graph.ontology.links import edge_properties
from graph.ontology.sources import Source
from graph.ontology.values import LANGUAGE, TEXT, UID, WHOLE
from graph.ontology.vocabulary import schemes
from importers import defaults, marks
from importers.attribution import ATTITUDES, SENSITIVITY
from importers.citations import STANDING
from importers.statements import link_keys, property_keys, value_keys

if TYPE_CHECKING:
    from graph.ontology.entity import Entity
    from graph.ontology.jsonschema import Schema
    from graph.ontology.links import Link
    from graph.ontology.properties import Stated

_NAME: Schema = {"type": ["string", "integer"], "minLength": 1}


def casefile_schema() -> Schema:
    """Return the schema of a whole file."""
    classes = registry.node_classes()
    head = {"dataset": _NAME, "version": _NAME, "defaults": _defaults()}
    sections = {cls.plural: said(cls.meaning) | list_of(_item_or_run(cls)) for cls in classes.values()}
    return {
        "$schema": DIALECT,
        "title": "Handover case file",
        **mapping({**head, **sections, "reading": list_of(_mark())}),
        "minProperties": 1,
        "$defs": {name: _item(cls) for name, cls in classes.items()}
        | {name: terms(scheme) for name, scheme in schemes().items()}
        | {_stated_name(prop): _stated(prop) for cls in classes.values() for prop in registry.properties(cls).values()}
        | _who_says(),
    }


def _who_says() -> Schema:
    """Return the parts that tell who says something."""
    citation = {
        "source": uid(Source),
        "locator": TEXT.schema | {"description": "Where in the source: found within seconds."},
        "standing": value(STANDING),
        "quoted_in": uid(Source) | {"description": "The document that is held and quotes the source."},
    }
    attitude = {"by": ref("by"), ATTITUDE: value(ATTITUDES), "sources": ref("citations")}
    return {
        "by": uid(Actor) | {"description": "The party that says so."},
        # What a citation must name depends on the defaults around it.
        "citations": one_or_more(mapping(citation)),
        "parties_attitudes": one_or_more(mapping(attitude, "by", ATTITUDE)),
    }


def _defaults(**said: Schema) -> Schema:
    """Return the schema of what holds where nothing else is said; of a whole file only its sources."""
    return mapping({"sources": ref("citations"), **said}) | {"minProperties": 1}


def _item_or_run(cls: type[Entity]) -> Schema:
    """Admit an item that says something beside uid and sources, or several below what they have in common."""
    name = cls.__name__
    saying_something = {"minProperties": 2, "dependentSchemas": {"sources": {"minProperties": 3}}}
    fields = (*registry.properties(cls), *registry.links(cls))
    common = _defaults(**{field: ref(f"{name}/properties/{field}") for field in fields})
    run = mapping({defaults.KEY: common, cls.plural: list_of(ref(name))}, defaults.KEY, cls.plural)
    return {"if": {"required": [defaults.KEY]}, "then": run, "else": ref(name) | saying_something}


def _mark() -> Schema:
    """Return the schema of how one passage of a document was read."""
    left_out = {
        "what": TEXT.schema | {"description": "What is left out, in words of our own."},
        "why": TEXT.schema | {"description": "Why no item says it."},
    }
    known = {
        "source": uid(Source) | {"description": "The document."},
        "section": TEXT.schema | {"description": "A locator, or the beginning of those of the passage."},
        "statements": WHOLE.schema | {"minimum": 0, "description": "How many statements the passage makes."},
        "left_out": one_or_more(mapping(left_out, *left_out)),
    }
    return {"title": "mark", "description": "How a passage was read."} | mapping(known, *marks.NEEDED)


def _attribution() -> Schema:
    return {
        "by": ref("by"),
        "standing": value(STANDING),
        "sources": ref("citations"),
        "attitudes": ref("parties_attitudes"),
        "sensitivity": value(SENSITIVITY),
    }


def _item(cls: type[Entity]) -> Schema:
    """Return the schema of an item, whatever it says."""
    properties = {name: said(prop.meaning) | ref(_stated_name(prop)) for name, prop in registry.properties(cls).items()}
    links = {name: _link(link) for name, link in registry.links(cls).items()}
    known = {"uid": uid(cls), **properties, **links, "sources": ref("citations")}
    return said(cls.meaning) | mapping(known, "uid")


def _stated_name(prop: Stated) -> str:
    return f"stated {prop.kind.name}".replace(" ", "_")


def _stated(prop: Stated) -> Schema:
    """Return the schema of what may be stated of a property of that kind: a value, a claim, or a list of them."""
    plain, keys = value(prop.kind), value_keys(prop)
    known = {"language": LANGUAGE.schema, **_attribution()}
    properties = {**dict.fromkeys(keys, plain), **{key: known[key] for key in property_keys(prop)}}
    return one_or_more(plain, mapping(properties) | {"oneOf": [{"required": [key]} for key in keys]})


def _link(link: Link) -> Schema:
    target = uid(*map(registry.label_class, link.targets))
    role = {**ref(link.roles), "default": link.default_role} if link.roles else {}
    qualifiers = {name: _qualifier(prop) for name, prop in edge_properties().items()}
    known = {"uid": target, "role": role, **qualifiers, **_attribution()}
    claim = mapping({key: known[key] for key in link_keys(link)}, "uid")
    return said(link.meaning) | one_or_more(target, claim)


def _qualifier(prop: Stated) -> Schema:
    return said(prop.meaning) | (uid(Actor) if prop.kind is UID else value(prop.kind))
