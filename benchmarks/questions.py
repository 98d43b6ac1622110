"""The same questions in GraphQL, in Cypher written by hand, and in the GraphQL of the peer."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, LiteralString

from benchmarks.asked import PERSONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    Said = dict[str, Any]
    """The values of variables."""

_WAYS = 50
"""Each question is asked about so many different things in turn."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question on each side, with the values that it is asked with; what `ours` and the peer say in them differs."""

    name: str
    ours: str
    by_hand: LiteralString
    peer: str
    said: Sequence[tuple[Said, Said]]
    """For each way of asking the variables of ours, then those of the other two."""
    floors: tuple[float, float]
    goals: tuple[float, float]
    """How many times as many operations as by hand, and as the peer."""


def _persons(most: int) -> list[tuple[Said, Said]]:
    """Return places to begin from, after each of which so many persons come."""
    uids = sorted(f"person/p{n}" for n in range(PERSONS))
    starts = range(0, PERSONS - most, max(1, (PERSONS - most) // _WAYS))
    return [({"from": uids[n]}, {"from": uids[n]}) for n in starts]


def _months() -> list[tuple[Said, Said]]:
    """Return months in which there are events, each also by the numbers of its days."""
    found = []
    for year in (2022, 2023, 2024):
        for month in range(1, 13):
            first = date(year, month, 1).toordinal()
            last = first + calendar.monthrange(year, month)[1] - 1
            found.append(({"month": f"{year}-{month:02}"}, {"first": first, "last": last}))
    return found


_NESTED = Question(
    "nested",
    """query ($from: String!) { persons(where: {uid: {gt: $from}}, first: 100) { nodes {
        uid name pseudonym note birthDate { edtf }
        events: subjectOf { nodes { uid kind ground modality date { edtf } agencies: actors { nodes { uid name } } } }
    } } }""",
    """MATCH (p:Entity&Person) WHERE p.uid > $from WITH p ORDER BY p.uid LIMIT 100
    RETURN collect(p {.uid, .name, .pseudonym, .note, birthDate: p.birth_date, events: COLLECT {
        MATCH (p)<-[:SUBJECT]-(e:Event) WITH e ORDER BY e.uid
        RETURN e {.uid, .kind, .ground, .modality, .date, agencies: COLLECT {
            MATCH (e)-[:ACTORS]->(a:Agency) WITH a ORDER BY a.uid RETURN a {.uid, .name} }} }}) AS answer""",
    """query ($from: String!) { people(where: {uid: {gt: $from}}, limit: 100, sort: [{uid: ASC}]) {
        uid name pseudonym note birthDate
        events(sort: [{uid: ASC}]) { uid kind ground modality date agencies(sort: [{uid: ASC}]) { uid name } }
    } }""",
    _persons(100),
    floors=(0.9, 2.5),
    goals=(1.0, 3.5),
)
_WIDE = Question(
    "wide",
    """query ($from: String!) { events(where: {uid: {gt: $from}}, first: 1000) {
        nodes { uid kind ground modality date { edtf } } } }""",
    """MATCH (e:Entity&Event) WHERE e.uid > $from WITH e ORDER BY e.uid LIMIT 1000
    RETURN collect(e {.uid, .kind, .ground, .modality, .date}) AS answer""",
    """query ($from: String!) { events(where: {uid: {gt: $from}}, limit: 1000, sort: [{uid: ASC}]) {
        uid kind ground modality date } }""",
    [({"from": f"event/p{n}"},) * 2 for n in range(1000, 1000 + _WAYS)],
    floors=(0.9, 2.5),
    goals=(1.0, 3.5),
)
_LOOK_UP = Question(
    "look-up",
    """query ($uid: String!) { person(uid: $uid) {
        uid name birthDate { edtf } events: subjectOf { nodes { uid kind date { edtf } } } } }""",
    """MATCH (p:Entity&Person {uid: $uid}) RETURN p {.uid, .name, birthDate: p.birth_date, events: COLLECT {
        MATCH (p)<-[:SUBJECT]-(e:Event) WITH e ORDER BY e.uid RETURN e {.uid, .kind, .date} }} AS answer""",
    """query ($uid: String!) { people(where: {uid: {eq: $uid}}) {
        uid name birthDate events(sort: [{uid: ASC}]) { uid kind date } } }""",
    [({"uid": f"person/p{n * 7}"},) * 2 for n in range(_WAYS)],
    floors=(0.65, 1.1),
    goals=(0.8, 1.7),
)
_FILTERED = Question(
    "filtered page",
    """query ($month: String!) { events(
        where: {kind: {eq: hearing}, date: {certainlyWithin: $month}}, orderBy: [{by: date}], first: 20) {
        nodes { uid kind modality date { edtf } subject { nodes { uid name } } } } }""",
    """MATCH (e:Entity&Event) WHERE e.kind = 'hearing' AND $first <= e.date_first <= $last AND e.date_last <= $last
    WITH e ORDER BY e.date_first, e.date_last, e.uid LIMIT 20
    RETURN collect(e {.uid, .kind, .modality, .date, subject: COLLECT {
        MATCH (e)-[:SUBJECT]->(p:Person) WITH p ORDER BY p.uid RETURN p {.uid, .name} }}) AS answer""",
    """query ($first: Int!, $last: Int!) { events(
        where: {kind: {eq: "hearing"}, first: {gte: $first, lte: $last}, last: {lte: $last}},
        sort: [{first: ASC}, {last: ASC}, {uid: ASC}], limit: 20) {
        uid kind modality date subject(sort: [{uid: ASC}]) { uid name } } }""",
    _months(),
    floors=(0.65, 1.3),
    goals=(0.8, 2.0),
)
QUESTIONS = (_NESTED, _WIDE, _LOOK_UP, _FILTERED)

_PAGES = 16
_PAGE = """p%d: persons(where: {uid: {gt: "person/p%d"}}, first: 1000) { nodes {
    uid name pseudonym note birthDate { edtf }
    events: subjectOf(first: 10) { nodes { uid kind ground modality date { edtf }
        agencies: actors(first: 5) { nodes { uid name } } } } } }"""
LARGE = f"{{ {' '.join(_PAGE % (n, n) for n in range(1, _PAGES + 1))} }}"
"""A question of ours whose answer has some 20 MB."""


def plain(found: Any) -> Any:
    """Return an answer without what only GraphQL has: lists are lists, dates are texts."""
    if isinstance(found, list):
        return [plain(each) for each in found]
    if not isinstance(found, dict):
        return found
    if len(found) == 1 and (wrapped := found.keys() & {"nodes", "edtf"}):
        return plain(found[wrapped.pop()])
    return {name: plain(value) for name, value in found.items()}
