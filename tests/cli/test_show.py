"""`handover show` and `handover passage`: what programs read, and what a wrong name gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.commands import Done

EXTRADITION = "event/padlobnikau-extradition"
REPLY = {
    "source": "source/ru-government-statement-padlobnikau",
    "locator": "section 3, paragraph 14",
    "standing": "reported",
    "quoted_in": "source/mhg-cac-report",
}


def test_an_item_is_told_to_programs_with_its_rivals_and_sources(cli: Callable[..., Done]) -> None:
    done = cli("show", EXTRADITION, "person/dzimtry-padlobnikau", "--format", "json")
    extradition, person = done.json["items"]
    assert (extradition["uid"], extradition["conflicts"], person["name"]) == (
        EXTRADITION,
        ["date"],
        "Dzimtry Padlobnikau",
    )
    dates = [fact for fact in extradition["facts"] if fact["field"] == "date"]
    assert [(fact["value"], fact["by"], fact["shown"]) for fact in dates] == [
        ("2021-12-31", "state/ru", True), ("[2021-12-28..2022-01-10]", "organization/mhg", False),
    ]  # fmt: skip
    assert dates[0]["citations"] == [REPLY]
    (breach,) = [fact for fact in extradition["facts"] if fact["field"] == "in_breach_of"]
    assert breach["attitudes"] == [{"by": "state/ru", "attitude": "explains", **REPLY}]
    assert EXTRADITION in {
        fact["end"]["uid"] for fact in person["facts"] if fact["inward"] and fact["role"] == "victim"
    }


def test_a_passage_is_told_to_programs(cli: Callable[..., Done]) -> None:
    found = cli("passage", "source/ap-kazlou", "paragraph 6", "--format", "json").json
    assert (found["source"], found["locator"]) == ("source/ap-kazlou", "paragraph 6")
    assert {"event/united-civic-party-ban", "court/by-supreme"} <= {claim["uid"] for claim in found["claims"]}
    assert {claim["locator"] for claim in found["claims"]} == {"paragraph 6"}


def test_a_wrong_name_is_refused_with_the_nearest(cli: Callable[..., Done]) -> None:
    done = cli("show", "event/padlobnikau-extraditoin", "--format", "json")
    assert (done.status, done.json["error"]["way_out"]) == (2, f"did you mean '{EXTRADITION}'?")
    done = cli("show", "person/pinchuk", "--format", "json")
    assert done.json["error"]["way_out"] == "did you mean 'person/yana-pinchuk'?"
    done = cli("passage", "source/ap-kazlou", "paragraf 6")
    assert (done.status, done.out) == (2, "")
    assert "did you mean 'paragraph 6'?" in done.err
