"""Who says so, and the numbers that they say."""

from __future__ import annotations

from graph.ontology.entity import Entity
from graph.ontology.links import Link
from graph.ontology.look import Colour, Lane, Look
from graph.ontology.meaning import described
from graph.ontology.properties import Date, Flag, Term, Text, Texts, Whole
from graph.ontology.values import LANGUAGE, TEXT, URL, Kind, matching

SHA256 = matching("sha256", r"[0-9a-f]{64}", "64 hexadecimal digits (sha256)", "0" * 64)


def _counts(raw: object) -> str:
    from graph.checks import counting  # noqa: PLC0415  it reads the fields of events from the registry of classes

    text = str(TEXT.read(raw))
    counting.read(text)
    return text


COUNTS = Kind("selection", "what to count", "persons kind=handover to=state/by", _counts, {"type": "string"})


class Source(Entity):
    """A document, held or only quoted in another."""

    prefix, plural = "source", "sources"
    meaning = described("A document that says something.", "source", "источник", "крыніца")
    look = Look(Colour.green, "tab", Lane.evidence)

    kind = Term(
        described("What document it is.", "kind of source", "вид источника", "від крыніцы"), "source_kinds", index=True
    )
    held = Flag(described("Whether we hold it, or know it from a quotation only.", "held", "имеется", "маецца"))
    authors = Texts(described("Who wrote it.", "authors", "авторы", "аўтары"))
    published = Date(described("When it was published.", "published", "опубликован", "апублікавана"))
    retrieved = Date(described("When our copy was made.", "retrieved", "получен", "атрымана"))
    republished = Date(
        described("When the copy that we hold was published.", "republished", "перепечатан", "перадрукавана")
    )
    language = Text(described("The language it is in.", "language", "язык", "мова", origin="BCP 47"), kind=LANGUAGE)
    url = Text(described("Where it is to be found.", "web address", "адрес", "адрас"), kind=URL)
    sha256 = Text(described("The hash of the file that we hold.", "hash", "хеш файла", "хэш файла"), kind=SHA256)

    published_by = Link(
        "Actor", inverse="publications", meaning=described("Who published it.", "published by", "издатель", "выдавец")
    )
    quoted_in = Link(
        "Source",
        inverse="quotes",
        meaning=described("The document it is quoted in.", "quoted in", "цитируется в", "цытуецца ў"),
    )
    translation_of = Link(
        "Source", inverse="translations", meaning=described("The original.", "translation of", "перевод", "пераклад")
    )


class StatedFigure(Entity):
    """A number that a source states, and the selection of the graph that it can be held against."""

    prefix, plural = "figure", "stated_figures"
    meaning = described("A number that a source states.", "stated figure", "названная цифра", "названая лічба")
    look = Look(Colour.vermilion, "box3d", Lane.evidence)

    value = Whole(described("The number.", "value", "значение", "значэнне"))
    qualifier = Term(
        described("How exact it is meant to be.", "qualifier", "точность", "дакладнасць"), "figure_qualifiers"
    )
    unit = Term(described("What is counted.", "unit", "единица", "адзінка"), "figure_units")
    period = Date(described("The time that it covers.", "period", "период", "перыяд"))
    as_of = Date(described("The day that it speaks for.", "as of", "по состоянию на", "па стане на"))
    counts = Text(
        described(
            "What counts the same in the graph: a pattern's name, members of a group, persons or events with fields.",
            "counts",
            "что считает",
            "што лічыць",
        ),
        kind=COUNTS,
    )
    breakdown = Text(
        described(
            "By what its whole is divided, as by outcome: parts of one breakdown don't overlap, and make the whole.",
            "breakdown",
            "разбивка",
            "разбіўка",
        )
    )

    part_of = Link(
        "StatedFigure",
        inverse="parts",
        meaning=described("The figure it is a part of.", "part of", "часть", "частка"),
    )
    overlaps = Link(
        "StatedFigure",
        inverse="overlapped_by",
        meaning=described("A figure that counts some of the same.", "overlaps", "пересекается с", "перасякаецца з"),
    )
    about = Link(
        "Entity", inverse="figures", meaning=described("What it counts, or speaks of.", "about", "о чём", "пра што")
    )
