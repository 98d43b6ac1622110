"""What happened, was planned, threatened or awaited, or is said not to have happened."""

from __future__ import annotations

from graph.ontology.entity import Entity
from graph.ontology.links import Link
from graph.ontology.look import Colour, Lane, Look
from graph.ontology.meaning import described
from graph.ontology.properties import Date, Length, Term, Terms, Text
from graph.ontology.values import RELATIVE_DATE, TIME, TIME_ZONE

_FOUNDATIONS = ("LegalArticle", "LegalInstrument", "Agreement")
_EVIDENCE = ("Event", "Agreement", "Source", "LegalArticle", "LegalInstrument")


class Event(Entity):
    """One thing that happened to a subject, by whom, by what means, where, when, in what order."""

    prefix, plural = "event", "events"
    meaning = described("One thing that happened.", "event", "событие", "падзея", origin="ESF event")
    look = Look(Colour.sky, "box", Lane.happened, style="rounded")

    kind = Term(described("What kind of thing it is.", "kind", "вид", "від", origin="ESF 4"), "event_kinds", index=True)
    modality = Term(
        described("Whether it happened; actual unless said otherwise.", "modality", "модальность", "мадальнасць"),
        "modalities",
        index=True,
        default="actual",
    )
    formal_act = Term(
        described("The mechanism that the papers name.", "formal act", "формальный акт", "фармальны акт"),
        "mechanisms",
        index=True,
    )
    ground = Term(described("The ground that is given.", "ground", "основание", "падстава"), "grounds", index=True)
    outcomes = Terms(described("How it ended.", "outcomes", "исход", "вынік"), "outcomes")
    date = Date(described("When it happened, or began.", "date", "дата", "дата", origin="EDTF"), index=True)
    time = Text(
        described("The time of day where a source gives one.", "time of day", "время суток", "час сутак"), kind=TIME
    )
    time_zone = Text(
        described("The zone of that time (IANA name), or: not stated.", "time zone", "часовой пояс", "гадзінны пояс"),
        kind=TIME_ZONE,
    )
    date_words = Text(
        described(
            "The source's words where it dates relatively, such as: last September.",
            "words of the date",
            "дата словами",
            "дата словамі",
        )
    )
    relative_date = Text(
        described(
            "When it happened, told by the day of the text that says so; for a text whose day is unknown.",
            "relative date",
            "относительная дата",
            "адносная дата",
        ),
        kind=RELATIVE_DATE,
    )
    term = Length(described("The length of a penalty, ban or deadline.", "term", "срок", "тэрмін"))
    known_from = Date(described("When it became known.", "known from", "стало известно", "стала вядома"))

    subject = Link(
        "Actor",
        inverse="subject_of",
        roles="subject_roles",
        default_role="target",
        qualifiers=("number", "out_of"),
        meaning=described("Whom it happens to.", "subject", "субъект", "суб'ект"),
    )
    actors = Link(
        "Actor",
        inverse="acted_in",
        roles="actor_roles",
        default_role="carried_out",
        qualifiers=("on_behalf_of",),
        meaning=described(
            "Who does it; the role says what.", "actors", "участники", "удзельнікі", origin="ESF 18, 19, 20"
        ),
    )
    by_means_of = Link(
        "Mechanism", inverse="used_in", meaning=described("The means.", "by means of", "посредством", "пры дапамозе")
    )
    under = Link(
        *_FOUNDATIONS,
        inverse="applied_in",
        meaning=described("The legal basis that is invoked.", "under", "на основании", "на падставе"),
    )
    at = Link("Place", inverse="events_at", meaning=described("Where it happens.", "at", "где", "дзе"))
    from_ = Link(
        "Place",
        "State",
        inverse="departures",
        meaning=described("Where the movement begins.", "from", "откуда", "адкуль"),
    )
    to = Link(
        "Place", "State", inverse="arrivals", meaning=described("Where the movement leads.", "to", "куда", "куды")
    )
    in_proceeding = Link(
        "Proceeding",
        inverse="events",
        meaning=described("The proceeding it is a step of.", "in proceeding", "в производстве", "у вядзенні"),
    )
    follows = Link(
        "Event",
        inverse="followed_by",
        qualifiers=("gap",),
        meaning=described(
            "What it comes after, as a source says.", "follows", "после", "пасля", origin="ESF 22/220000"
        ),
    )
    part_of = Link(
        "Event",
        inverse="parts",
        meaning=described("The bigger event.", "part of", "часть", "частка", origin="ESF 22/210000"),
    )
    consequence_of = Link(
        "Event",
        inverse="consequences",
        meaning=described("Because of what.", "consequence of", "вследствие", "у выніку", origin="ESF 22/230000"),
    )
    appeals = Link(
        "Event",
        inverse="appealed_by",
        meaning=described("The ruling it challenges.", "appeals", "обжалует", "абскарджвае"),
    )
    decides = Link(
        "Event", inverse="decided_by", meaning=described("What it answers.", "decides", "разрешает", "вырашае")
    )
    in_breach_of = Link(
        "Event",
        *_FOUNDATIONS,
        inverse="breached_by",
        meaning=described("The measure, ruling or norm it goes against.", "in breach of", "в нарушение", "насуперак"),
    )
    about = Link("Entity", inverse="spoken_of_in", meaning=described("What it speaks of.", "about", "о чём", "пра што"))
    relied_on = Link(
        *_EVIDENCE,
        inverse="relied_on_by",
        meaning=described("What it rests on.", "relied on", "опирается на", "абапіраецца на"),
    )
    dismissed = Link(
        *_EVIDENCE,
        inverse="dismissed_by",
        meaning=described("What it set aside.", "dismissed", "отклонило", "адхіліла"),
    )
