"""What acts are founded on: instruments and their articles, agreements, mechanisms, proceedings."""

from __future__ import annotations

from graph.ontology.entity import Entity
from graph.ontology.links import Link
from graph.ontology.look import Colour, Lane, Look
from graph.ontology.meaning import described
from graph.ontology.properties import Date, Flag, Term, Text


class LegalInstrument(Entity):
    """A constitution, code, statute or treaty text that has articles."""

    prefix, plural = "instrument", "legal_instruments"
    meaning = described("A code or statute.", "legal instrument", "правовой акт", "прававы акт")
    look = Look(Colour.grey, "folder", Lane.basis)

    abbreviation = Text(
        described("Its usual short form.", "abbreviation", "сокращение", "скарачэнне"), index=True, naming=True
    )
    adopted = Date(described("When it was adopted.", "adopted", "принят", "прыняты"))

    of_state = Link(
        "State",
        inverse="instruments",
        belonging=True,
        meaning=described("The state whose law it is.", "of state", "государство", "дзяржава"),
    )


class LegalArticle(Entity):
    """An article of an instrument, or a part of one."""

    prefix, plural = "article", "legal_articles"
    meaning = described("An article or a part of it.", "legal article", "статья", "артыкул")
    look = Look(Colour.grey, "note", Lane.basis)

    number = Text(
        described("Its number as cited, such as 18.8 or 364.", "number", "номер", "нумар"), index=True, naming=True
    )
    part = Text(described("The part or paragraph, where it is one.", "part", "часть", "частка"))

    of_instrument = Link(
        "LegalInstrument",
        "Agreement",
        inverse="articles",
        belonging=True,
        meaning=described("What it is an article of.", "of instrument", "акт", "акт"),
    )
    part_of = Link(
        "LegalArticle",
        inverse="parts",
        belonging=True,
        meaning=described("The article it is a part of.", "part of", "часть", "частка"),
    )


class Agreement(Entity):
    """A treaty or accord between states or agencies, published or secret."""

    prefix, plural = "agreement", "agreements"
    meaning = described("A treaty or accord.", "agreement", "соглашение", "пагадненне")
    look = Look(Colour.green, "hexagon", Lane.agreement)

    signed = Date(described("The date it bears.", "signed", "подписано", "падпісана"))
    published = Flag(described("Whether its text was published.", "published", "опубликовано", "апублікавана"))
    ratified = Flag(described("Whether it was ratified.", "ratified", "ратифицировано", "ратыфікавана"))
    legal_status = Text(
        described(
            "What standing in law it has, according to whom.", "legal status", "правовой статус", "прававы статус"
        )
    )


class Mechanism(Entity):
    """The means by which something is done, with what it is founded on."""

    prefix, plural = "mechanism", "mechanisms"
    meaning = described("The means by which something is done.", "mechanism", "механизм", "механізм")
    look = Look(Colour.yellow, "octagon", Lane.acted)

    kind = Term(
        described("What mechanism it is.", "kind of mechanism", "вид механизма", "від механізма"),
        "mechanisms",
        index=True,
    )

    founded_on = Link(
        "LegalArticle",
        "LegalInstrument",
        "Agreement",
        inverse="founds",
        meaning=described("What it is founded on.", "founded on", "основано на", "заснавана на"),
    )


class Proceeding(Entity):
    """An extradition, asylum, criminal or international proceeding, with its number and stage."""

    prefix, plural = "proceeding", "proceedings"
    meaning = described("A case before a court or body.", "proceeding", "производство", "вядзенне справы")
    look = Look(Colour.purple, "cylinder", Lane.basis)

    kind = Term(
        described("What proceeding it is.", "kind of proceeding", "вид производства", "від вядзення"),
        "proceeding_kinds",
        index=True,
    )
    stage = Term(described("How far it has come.", "stage", "стадия", "стадыя"), "proceeding_stages")
    number = Text(
        described("Its number: ECLI, application or case number.", "number", "номер дела", "нумар справы"),
        index=True,
        naming=True,
    )

    before = Link(
        "Court",
        "Agency",
        inverse="proceedings",
        meaning=described("Who conducts it.", "before", "в производстве у", "у вядзенні"),
    )
    concerns = Link(
        "Person",
        "PersonGroup",
        "Organization",
        "State",
        inverse="concerned_by",
        roles="subject_roles",
        default_role="target",
        meaning=described("Whom it concerns.", "concerns", "в отношении", "у дачыненні"),
    )
