"""The root of every node class, and of those that can act."""

from __future__ import annotations

from typing import ClassVar

from neomodel import StructuredNode

from graph.ontology.links import Link
from graph.ontology.look import Colour, Lane, Look
from graph.ontology.meaning import Meaning, described
from graph.ontology.properties import Text, Texts
from graph.ontology.values import UID


class Entity(StructuredNode):
    """Anything that claims are about. `prefix` begins its uids, `plural` names it in files and queries."""

    prefix: ClassVar[str] = ""
    plural: ClassVar[str] = ""
    meaning: ClassVar[Meaning] = described("Anything that claims are about.", "item", "объект", "аб'ект")
    look: ClassVar[Look] = Look(Colour.grey, "egg", Lane.other)

    uid = Text(
        described("The stable name of a node: class prefix, slash, name.", "uid", "идентификатор", "ідэнтыфікатар"),
        kind=UID,
    )
    name = Text(
        described("What it is called in English, or transliterated.", "name", "имя", "імя"), index=True, naming=True
    )
    other_names = Texts(
        described(
            "Other spellings, scripts and names, as the sources write them.",
            "other names",
            "другие имена",
            "іншыя імёны",
        ),
        naming=True,
    )
    external_ids = Texts(
        described(
            "Identifiers elsewhere, as scheme:value, such as wikidata:Q184.",
            "external identifiers",
            "внешние идентификаторы",
            "знешнія ідэнтыфікатары",
        )
    )
    note = Text(described("What a reader must know beside the fields.", "note", "примечание", "заўвага"))


class Actor(Entity):
    """Whoever can act, decide, ask or suffer: persons, groups, bodies, states."""

    meaning: ClassVar[Meaning] = described(
        "Whoever can act, decide, ask or suffer.", "actor", "действующее лицо", "дзейная асоба"
    )

    party_to = Link(
        "Agreement",
        inverse="parties",
        meaning=described("An agreement that binds it.", "party to", "сторона", "бок"),
    )
    succeeded_by = Link(
        "Actor",
        inverse="successor_of",
        meaning=described("Who took over its functions.", "succeeded by", "преемник", "пераемнік"),
    )
