"""What GraphQL answers of the shipped cases, against what the documents say; compiled and strict alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Data = Callable[..., Any]


def test_a_person_with_what_befell_him_and_where_it_stands(data: Data) -> None:
    found = data("""
        query ($uid: String!) { person(uid: $uid) {
          __typename id called: name
          subjectOf(where: {kind: {eq: handover}}) { totalCount edges {
            role standing conflict
            citations { source { name } locator standing by { uid } quotedIn { uid } }
            node { ...Event }
          } }
        } }
        fragment Event on Event {
          kind date { edtf earliest latest }
          to { nodes { __typename uid ... on State { isoCode } ... on Place { within { nodes { uid } } } } }
          citations { says }
        }""", uid="person/yuri-kastsiuk")  # fmt: skip
    edge = found["person"]["subjectOf"]["edges"][0]
    assert found["person"]["called"] == "Yuri Kastsiuk"
    assert found["person"]["subjectOf"]["totalCount"] == 1
    assert (edge["role"], edge["standing"], edge["conflict"]) == ("victim", "documented", False)
    assert edge["node"]["date"] == {"edtf": "2022-10-16", "earliest": "2022-10-16", "latest": "2022-10-16"}
    places = {(each["source"]["name"], each["locator"]) for each in edge["citations"]}
    assert ("Report of the MHG and the CAC on Belarusians persecuted in Russia", "section 4, paragraph 3") in places
    assert "subject" in edge["node"]["citations"][0]["says"]


def test_fields_come_in_the_order_and_under_the_names_that_were_asked_for(data: Data) -> None:
    found = data("""{
        second: states(where: {isoCode: {eq: "RU"}}) { nodes { b: name a: name isoCode uid } }
        __typename
        first: state(uid: "state/by") { uid ...More }
    } fragment More on Actor { name id }""")
    assert list(found) == ["second", "__typename", "first"]
    assert [list(node) for node in found["second"]["nodes"]] == [["b", "a", "isoCode", "uid"]]
    assert list(found["first"]) == ["uid", "name", "id"]


def test_rival_claims_are_told_with_who_makes_them(data: Data) -> None:
    found = data("""{ event(uid: "event/padlobnikau-extradition") {
        conflicts date { edtf earliest latest }
        claims(where: {field: {eq: "date"}}) { totalCount nodes {
          field value by { uid } source { uid } locator standing datasets assertedIn { dataset } about { uid }
          attitudes { totalCount }
        } }
    } }""")["event"]
    assert found["conflicts"] == ["date"]
    assert {claim["value"] for claim in found["claims"]["nodes"]} >= {"2021-12-31", "[2021-12-28..2022-01-10]"}
    assert found["date"]["earliest"] < found["date"]["latest"]
    assert {claim["about"]["uid"] for claim in found["claims"]["nodes"]} == {"event/padlobnikau-extradition"}


def test_claims_are_asked_for_by_what_they_speak_of(data: Data) -> None:
    found = data("""{ person(uid: "person/yuri-kastsiuk") {
        link: claims(about: "citizenOf") { nodes { field target { uid } } }
        cited: claims(about: "citizenOf") { nodes { citations { ...Place } source { uid } locator standing } }
        citations { ...Place }
        named: claims(about: ["citizen_of", "name"]) { totalCount }
        both: claims(about: "name", where: {field: {ne: "name"}}) { totalCount }
        all: claims { totalCount }
        none: claims(about: []) { totalCount }
    } agency(uid: "agency/ru-fsb") { ...OfAny } } fragment OfAny on Entity { claims(about: "name") { nodes { field } } }
    fragment Place on Citation { __typename source { uid } locator standing by { uid } quotedIn { uid } says }
    """)
    person = found["person"]
    assert person["link"]["nodes"] == [{"field": "citizen_of", "target": {"uid": "state/by"}}]
    assert [person[name]["totalCount"] for name in ("named", "both", "none")] == [2, 0, 0]
    assert person["all"]["totalCount"] > 2
    (cited,) = (claim["citations"] for claim in person["cited"]["nodes"])
    (place,) = (each for each in person["citations"] if "citizen_of" in each["says"])
    assert cited == [place | {"says": ["citizen_of"]}]
    assert {claim["field"] for claim in found["agency"]["claims"]["nodes"]} == {"name"}


def test_any_node_by_its_id(data: Data) -> None:
    claim = data('{ person(uid: "person/yuri-kastsiuk") { claims(first: 1) { nodes { id } } } }')
    uid = claim["person"]["claims"]["nodes"][0]["id"]
    found = data(
        """query ($ids: [ID!]!, $uid: ID!) {
          nodes(ids: $ids) { __typename id ... on Entity { name } ... on Claim { about { uid } } }
          node(id: $uid) { id }
          nothing: node(id: "person/nobody") { id }
        }""",
        ids=["state/by", "nothing", uid, "state/by"],
        uid=uid,
    )
    assert found["nodes"][0] == found["nodes"][3] == {"__typename": "State", "id": "state/by", "name": "Belarus"}
    assert found["nodes"][1] is None
    assert found["nodes"][2] == {"__typename": "Claim", "id": uid, "about": {"uid": "person/yuri-kastsiuk"}}
    assert (found["node"]["id"], found["nothing"]) == (uid, None)


def test_what_is_skipped_is_not_answered(data: Data) -> None:
    found = data(
        'query ($no: Boolean!) { state(uid: "state/by") { uid name @include(if: $no) isoCode @skip(if: $no) } }',
        no=False,
    )
    assert found == {"state": {"uid": "state/by", "isoCode": "BY"}}


def test_links_are_asked_for_both_ways_and_counted(data: Data) -> None:
    found = data("""{
        acting: agencies(where: {actedIn: {count: {of: {node: {kind: {eq: abduction}}}, gt: 1}}}) {
          nodes { uid actedIn(where: {kind: {eq: abduction}}) { totalCount } } }
        none: persons(where: {subjectOf: {none: {}}}) { totalCount }
        some: persons(where: {subjectOf: {some: {}}}) { totalCount }
        all: persons { totalCount }
    }""")
    assert found["acting"]["nodes"]
    assert all(each["actedIn"]["totalCount"] > 1 for each in found["acting"]["nodes"])
    assert found["none"]["totalCount"] + found["some"]["totalCount"] == found["all"]["totalCount"]


def test_a_term_is_asked_for_with_what_is_below_it(data: Data) -> None:
    found = data("""{
        below: events(where: {kind: {eq: arrest}}) { totalCount }
        itself: events(where: {kind: {exactly: [arrest]}}) { totalCount }
        other: events(where: {kind: {ne: arrest}}) { totalCount }
        unstated: events(where: {kind: {isNull: true}}) { totalCount }
        all: events { totalCount }
    }""")
    count = {name: each["totalCount"] for name, each in found.items()}
    assert count["below"] > count["itself"] > 0
    assert count["below"] + count["other"] + count["unstated"] == count["all"]
