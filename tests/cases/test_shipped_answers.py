"""What the shipped patterns and figures find in the shipped cases, against what the documents themselves say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.checks import figures
from graph.patterns import library
from graph.patterns.language.reading import read
from graph.patterns.matching import match
from graph.problems import Place, Problems
from importers import load
from importers.shipped import cases_folder

if TYPE_CHECKING:
    from graph.engine import Engine
    from graph.patterns.language.model import Pattern

EXPECTED = {
    # The report, section 5: paragraph 2 (both), 3, 4, 5. Section 2, paragraph 2 counts five, and these are they.
    # Euronews, paragraph 8, has Igor Kazmerchak taken away by the authorities, which is an arrest.
    "abduction": {
        "person/alexander-feduta": "certain",
        "person/yuri-zyankovich": "certain",
        "person/alexander-kapshul": "certain",
        "person/gennady-mozheiko": "certain",
        "person/p-7f3k2": "certain",
    },
    # The report, section 3, paragraph 9: photographs dismissed because Belarus had promised; paragraph 10: extradited.
    # Noury, paragraph 6, speaks of a promise that Kazakhstan might give.
    "assurance-relied-on": {"person/aleksei-kudin": "certain"},
    # Section 4, paragraph 8: arrested, released, arrested again, gave in. That he was handed over is concluded.
    "consented-after-second-detention": {"person/sergei-nepogoda": "certain"},
    # Section 6, paragraph 6: four of the five were banned, three of them left, Zhanna G. was told to; paragraph 7: S.M.
    # Of Lana Savanovich and Ruslan Khazin, paragraph 5, only a refused residence is told, and no ban.
    "entry-ban-and-forced-departure": {
        "person/p-9s4kn": "certain",
        "person/p-6b3yw": "certain",
        "person/p-7m8fe": "certain",
        "person/p-4q5hb": "certain",
        "person/p-8v2dg": "certain",
    },
    # Section 3, paragraph 10: the refusal was still under appeal. Andrei Kazimirov was refused too (Reuters, paragraph
    # 22), and his extradition is planned.
    "extradition-after-refused-asylum": {"person/aleksei-kudin": "certain"},
    # Section 3, paragraph 4, counts four and names none. Sergei Nepogoda was released so too (section 4, paragraph 8),
    # but no decision that granted the request is told of him.
    "granted-but-term-expired": {},
    # Section 4, paragraphs 3 and 4.
    "migration-rearrest": {
        "person/yuri-kastsiuk": "certain",
        "person/vyacheslav-lapa": "certain",
    },
    # All whom the report has handed over: of none does it tell a release. Of two it says that nobody knows where they
    # are (section 3, paragraph 16), of three that they are held (section 5, paragraphs 2 and 3), of five that they
    # were sentenced (sections 3 and 4); Mikalai Kazlou, whom the AP has released, was never handed over.
    "no-release-known": dict.fromkeys(
        (
            "person/aleksei-kudin",  # section 3, paragraph 10
            "person/yana-pinchuk",  # section 3, paragraph 12
            "person/andrei-russkikh",  # section 3, paragraph 12
            "person/dzimtry-padlobnikau",  # section 3, paragraphs 14 and 15
            "person/arthur-yakubov",  # section 3, paragraph 16
            "person/aleksei-titovets",  # section 3, paragraph 16
            "person/yuri-kastsiuk",  # section 4, paragraph 3; his release in Belarus came before
            "person/vyacheslav-lapa",  # section 4, paragraph 4
            "person/dmitry-sushchyk",  # section 4, paragraph 6; his release on bail came before
            "person/vitaly-huzau",  # section 4, paragraph 7
            "person/aliaksei-korshun",  # section 4, paragraph 7
            "person/sergei-nepogoda",  # section 4, paragraph 8
            "person/alexander-feduta",  # section 5, paragraph 2
            "person/yuri-zyankovich",  # section 5, paragraph 2
            "person/alexander-kapshul",  # section 5, paragraph 3
            "person/gennady-mozheiko",  # section 5, paragraph 4
            "person/p-7f3k2",  # section 5, paragraph 5
        ),
        "certain",
    ),
    "pressure-on-relatives": {
        # The report, section 4, paragraph 4: the wife was summoned with her residence permit.
        "person/vyacheslav-lapa": "certain",
        # Section 5, paragraph 4: the mother's house was searched on the day on which he disappeared.
        "person/gennady-mozheiko": "certain",
        # Noury, paragraph 2: wife and daughter were deported; why, the text doesn't say.
        "person/mukhtar-ablyazov": "possible",
    },
    # Euronews, paragraphs 3 and 5: searches and arrests of one Wednesday; which came first is not told. Paragraphs 9
    # and 10 have the other organisations searched, and nobody of them arrested.
    "raid-then-detention": {"organization/vyasna": "possible"},
    "re-arrested-and-left": {
        # Section 3, paragraph 3: released, arrested again, fined, released, fled.
        "person/nikolai-davidchik": "certain",
        # Section 6, paragraph 6: three who had to leave, and four of the five were arrested again, not said which.
        "person/p-6b3yw": "possible",
        "person/p-7m8fe": "possible",
        "person/p-4q5hb": "possible",
    },
    # Section 6, paragraph 6: all but one of five, not said which, on release. Yuri Kastsiuk and Vyacheslav Lapa came
    # out of custody for extradition (section 4, paragraphs 3 and 4).
    "rearrest-at-release": {
        "person/p-2x9rt": "possible",
        "person/p-6b3yw": "possible",
        "person/p-9s4kn": "possible",
        "person/p-7m8fe": "possible",
        "person/p-4q5hb": "possible",
    },
    # Section 4, paragraphs 3, 4, 6 and 7 (two). What befell Sergei Nepogoda, paragraph 8, was an attempt.
    "removal-under-cover-of-deportation": {
        "person/yuri-kastsiuk": "certain",
        "person/vyacheslav-lapa": "certain",
        "person/dmitry-sushchyk": "certain",
        "person/vitaly-huzau": "certain",
        "person/aliaksei-korshun": "certain",
    },
    # The report, section 3, paragraph 11 counts five extraditions in spite of measures and lists none of them.
    "removed-despite-interim-measures": {
        # Section 3, paragraph 10: measures early in the morning, extradition the same evening.
        "person/aleksei-kudin": "certain",
        # Section 3, paragraph 12: the two of 2022.
        "person/yana-pinchuk": "certain",
        "person/andrei-russkikh": "certain",
        # Section 3, paragraph 14: for the Government he was gone at 17:00, and the measures came at 21:30.
        "person/dzimtry-padlobnikau": "possible",
        # Section 4, paragraph 4: measures and deportation on one day; which came first is not told.
        "person/vyacheslav-lapa": "possible",
    },
    # Noury, paragraphs 4, 5, 8 and 9: Aleksandr Pavlov was listed and arrested, and his extradition was granted; the
    # last decision is awaited, so nobody was handed over.
    "wanted-notice-to-extradition": {},
}

ONLY_PLANNED_OR_FEARED = {
    "person/andrei-kazimirov",  # Reuters, paragraph 6: planned
    "person/aleksandr-pavlov",  # Noury, paragraphs 5 and 6: a last decision is awaited
    "person/mukhtar-ablyazov",  # Noury, paragraph 12: a risk
    "person/tatiana-paraskevich",  # Noury, paragraphs 12 and 13: a risk, and Amnesty's call
}


@pytest.fixture(scope="module")
def shipped(engine: Engine) -> Engine:
    """Hold all shipped cases and nothing else; loaded once, since no test here changes them."""
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    load.load(engine, load.gather([cases_folder()]))
    return engine


def sequence(*kinds: str, **filters: str) -> Pattern:
    steps = [{"id": f"step-{n}", "kind": kind, **filters} for n, kind in enumerate(kinds)]
    told = {"name": "asked", "title": "Asked by a test", "subject": "Person", "steps": steps}
    return read(told, Problems(lambda _at, _key: Place("test")))


def found(engine: Engine, pattern: Pattern) -> dict[str, str]:
    """Return who matches, and whether one of the matches is certain."""
    matches = sorted(match(engine, pattern).matches, key=lambda each: each.time, reverse=True)
    return {each.uid: each.time for each in matches}


@pytest.mark.parametrize("name", library.names())
def test_a_shipped_pattern_finds_whom_the_documents_tell_of(shipped: Engine, name: str) -> None:
    answer = match(shipped, library.pattern(name))
    assert found(shipped, library.pattern(name)) == EXPECTED[name]
    assert (answer.inconsistent, answer.undecided) == ((), ())
    # Zhanna G. was arrested a third time, on a day of which nothing is told since her release (section 6, paragraph 6).
    again = {"rearrest-at-release": ["person/p-9s4kn"]}.get(name, [])
    assert sorted(each.uid for each in answer.matches) == sorted([*EXPECTED[name], *again])


def test_rival_versions_are_told_as_the_reason(shipped: Engine) -> None:
    answer = match(shipped, library.pattern("removed-despite-interim-measures"))
    because = {each.uid: set(each.because) for each in answer.matches if each.time == "possible"}
    assert because == {"person/dzimtry-padlobnikau": {"time", "claims"}, "person/vyacheslav-lapa": {"time"}}


def test_what_is_planned_or_feared_is_found_only_when_asked_for(shipped: Engine) -> None:
    assert not ONLY_PLANNED_OR_FEARED & found(shipped, sequence("handover")).keys()
    not_yet = {uid for way in ("planned", "feared") for uid in found(shipped, sequence("handover", modality=way))}
    assert not_yet >= ONLY_PLANNED_OR_FEARED


def test_an_undated_text_still_has_an_order(shipped: Engine) -> None:
    """Reuters, paragraphs 5, 11, 16, 22: flight last September, arrest in January, asylum in March, ruling last month.

    No year is told. Who fled last September asks for asylum in a March after it, so the text is not older than
    that March and its last month lies after January; whether before or after the asylum claim stays open.
    """
    kazimirov = "person/andrei-kazimirov"
    assert found(shipped, sequence("flight", "arrest", "extradition_decision"))[kazimirov] == "certain"
    assert found(shipped, sequence("asylum_claim", "extradition_decision"))[kazimirov] == "possible"
    assert kazimirov not in found(shipped, sequence("extradition_decision", "flight"))


NAMED = {
    # Section 2, paragraph 2 has 9, 5, 5 and 11 of at least 31; who was extradited when is told of some only.
    "figure/extradited": (4, 3, 5),
    "figure/secretly-extradited": (5, 0, 0),
    "figure/abducted": (5, 0, 0),
    "figure/removed-to-third-country": (0, 7, 11),
    # Section 3: of those refused, one is said to be one of the three who were arrested again.
    "figure/refused": (1, 2, 6),
    "figure/rearrested-after-refusal": (1, 2, 2),
    "figure/rearrested-expelled": (2, 0, 0),
    "figure/custody-expired": (0, 0, 4),
    "figure/extradition-granted-executed": (1, 5, 8),
    # Paragraph 11: five, of whom it names none there; the accounts name three, and two in dispute or in doubt.
    "figure/extradited-despite-measures": (3, 2, 2),
    # Paragraph 12 counts two in 2022, the second of which it dates in January 2023.
    "figure/un-measures-breached": (1, 0, 1),
    "figure/unknown-to-public": (1, 2, 2),
    # Sections 4, 5 and 6.
    "figure/disguised-extraditions": (5, 0, 0),
    "figure/disguised-after-refusal": (2, 0, 0),
    "figure/abductions": (5, 0, 0),
    "figure/removals": (0, 7, 11),
}


def test_figures_against_the_cases_that_are_named(shipped: Engine) -> None:
    """For certain, perhaps, and how many are missing; a total that its parts don't make is kept, and told."""
    found = {each.figure.uid: each for each in figures.check(shipped)}
    counted = {uid: each for uid, each in found.items() if each.named}
    assert {
        uid: (len(each.named.certain), len(each.named.possible), each.short_by)
        for uid, each in counted.items()
        if each.named
    } == NAMED
    assert {uid: each.contradictions for uid, each in found.items() if each.contradictions} == {
        "figure/documented-cases": ("its parts by outcome make 30, not at least 31 cases",)
    }
    whole = found["figure/extradition-procedures"].parts
    assert [(parts.breakdown, parts.makes, parts.adds_up) for parts in whole] == [("outcome", "20", True)]
