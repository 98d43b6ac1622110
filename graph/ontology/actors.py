"""Who acts and who suffers: persons, groups, agencies, courts, organisations, states."""

from __future__ import annotations

from graph.ontology.entity import Actor
from graph.ontology.links import Link
from graph.ontology.look import Colour, Lane, Look
from graph.ontology.meaning import described
from graph.ontology.properties import Date, Term, Text, Texts, Whole
from graph.ontology.values import matching

ISO_STATE = matching("state code", r"[A-Z]{2}|[A-Z]{4}", "an ISO 3166 code, like BY (or SUHH: dissolved)", "BY")


class Person(Actor):
    """A natural person; behind a pseudonym the uid is opaque."""

    prefix, plural = "person", "persons"
    meaning = described("A natural person.", "person", "человек", "чалавек")
    look = Look(Colour.blue, "ellipse", Lane.targeted)

    pseudonym = Text(
        described(
            "What the sources print in place of the name, such as initials.", "pseudonym", "псевдоним", "псеўданім"
        ),
        index=True,
        closes_uid=True,
        naming=True,
    )
    real_name = Text(
        described(
            "The name behind a pseudonym.", "real name", "настоящее имя", "сапраўднае імя", sensitivity="restricted"
        ),
        closes_uid=True,
        naming=True,
    )
    birth_date = Date(described("When the person was born.", "date of birth", "дата рождения", "дата нараджэння"))
    occupations = Texts(described("What the person does or did.", "occupations", "занятия", "заняткі"))

    citizen_of = Link(
        "State",
        inverse="citizens",
        meaning=described("Whose citizen the person is.", "citizen of", "гражданство", "грамадзянства"),
    )
    born_in = Link(
        "Place",
        "State",
        inverse="birthplace_of",
        meaning=described("Where the person was born.", "born in", "место рождения", "месца нараджэння"),
    )
    lives_in = Link(
        "Place",
        "State",
        inverse="residents",
        meaning=described("Where the person lives or lived.", "lives in", "место жительства", "месца жыхарства"),
    )
    member_of = Link(
        "Organization",
        "Agency",
        "PersonGroup",
        inverse="members",
        roles="membership_roles",
        default_role="member",
        meaning=described("What the person belongs to or works for.", "member of", "член", "член"),
    )
    relative_of = Link(
        "Person",
        inverse="relatives",
        roles="kinship",
        default_role="relative",
        meaning=described("Whose relative the person is; the role says what.", "relative of", "родственник", "сваяк"),
    )


class PersonGroup(Actor):
    """People who acted or suffered together and are not all told apart."""

    prefix, plural = "group", "person_groups"
    meaning = described("People who are not all told apart.", "group of persons", "группа лиц", "група асоб")
    look = Look(Colour.blue, "ellipse", Lane.targeted, outlines=2)

    size = Whole(described("How many people it is.", "size", "численность", "колькасць"))
    size_qualifier = Term(
        described("How exactly its size is known.", "size qualifier", "точность численности", "дакладнасць колькасці"),
        "figure_qualifiers",
    )

    member_of = Link(
        "Organization",
        "Agency",
        inverse="member_groups",
        roles="membership_roles",
        default_role="member",
        meaning=described("What its people belong to or work for.", "member of", "член", "член"),
    )


class Agency(Actor):
    """A state body that acts; `agency/by-unspecified` where a source names none."""

    prefix, plural = "agency", "agencies"
    meaning = described("A state body that acts.", "agency", "ведомство", "ведамства")
    look = Look(Colour.orange, "box", Lane.institution)

    kind = Term(
        described("What body it is.", "kind of agency", "вид ведомства", "від ведамства"), "agency_kinds", index=True
    )
    abbreviation = Text(
        described("Its usual short form.", "abbreviation", "сокращение", "скарачэнне"), index=True, naming=True
    )

    of_state = Link(
        "State",
        inverse="agencies",
        belonging=True,
        meaning=described("The state it belongs to.", "of state", "государство", "дзяржава"),
    )
    part_of = Link(
        "Agency",
        inverse="units",
        belonging=True,
        meaning=described("The body it is a part of.", "part of", "часть", "частка"),
    )


class Court(Actor):
    """A national or international court, or a treaty body that decides on complaints."""

    prefix, plural = "court", "courts"
    meaning = described("A court or treaty body.", "court", "суд", "суд")
    look = Look(Colour.purple, "box", Lane.institution, style="diagonals")

    kind = Term(described("What court it is.", "kind of court", "вид суда", "від суда"), "court_kinds", index=True)
    abbreviation = Text(
        described("Its usual short form.", "abbreviation", "сокращение", "скарачэнне"), index=True, naming=True
    )

    of_state = Link(
        "State",
        inverse="courts",
        belonging=True,
        meaning=described("The state it belongs to.", "of state", "государство", "дзяржава"),
    )
    part_of = Link(
        "Court",
        inverse="chambers",
        belonging=True,
        meaning=described("The court it is a part of.", "part of", "часть", "частка"),
    )
    seated_in = Link(
        "Place",
        inverse="seat_of",
        meaning=described("Where it sits.", "seated in", "местонахождение", "месцазнаходжанне"),
    )


class Organization(Actor):
    """An NGO, party, union, media outlet, employer or international organisation."""

    prefix, plural = "organization", "organizations"
    meaning = described("A body that is no state's.", "organisation", "организация", "арганізацыя")
    look = Look(Colour.vermilion, "component", Lane.targeted)

    kind = Term(
        described("What organisation it is.", "kind of organisation", "вид организации", "від арганізацыі"),
        "organization_kinds",
        index=True,
    )
    abbreviation = Text(
        described("Its usual short form.", "abbreviation", "сокращение", "скарачэнне"), index=True, naming=True
    )
    founded = Date(described("When it was founded.", "founded", "основана", "заснавана"))

    of_state = Link(
        "State",
        inverse="organizations",
        meaning=described("Where it is at home.", "of state", "страна", "краіна"),
    )
    part_of = Link(
        "Organization",
        inverse="branches",
        belonging=True,
        meaning=described("What it is a branch of.", "part of", "часть", "частка"),
    )


class State(Actor):
    """A state, dissolved ones too."""

    prefix, plural = "state", "states"
    meaning = described("A state.", "state", "государство", "дзяржава", origin="ISO 3166")
    look = Look(Colour.orange, "house", Lane.institution)

    iso_code = Text(
        described(
            "Its ISO 3166-1 alpha-2 code, or 3166-3 where dissolved.",
            "ISO code",
            "код ISO",
            "код ISO",
            origin="ISO 3166",
        ),
        kind=ISO_STATE,
        index=True,
    )
