"""Filters against a plain Python reference: random filters over one random graph find what the reference finds."""

from __future__ import annotations

import fnmatch
import random
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.graphql.answering import Request, answer
from api.graphql.context import Context
from graph.access import ALL
from graph.changes import batches
from graph.changes.batches import Dataset
from graph.claims.claim import Claim, qualifiers_text
from graph.ontology.vocabulary import scheme
from graph.time.edtf import days_of, span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.engine import Engine

NAMES = ["Юрий Костюк", "Юрый Касцюк", "Ёлка", "елка", "José", "JOSE", "a*b", "100%", "x", "Café (Минск)", "ß"]
DATES = ["2022", "2022-09", "2022-09-26", "2022-09-26~", "[2022-01-28..2022-02-01]", "2021-12/2022-03", "2023-01?"]
KINDS = ["arrest", "abduction", "release", "release_on_bail", "handover", "extradition", "disguised_extradition"]
KINDS = [kind for kind in KINDS if kind in scheme("event_kinds").terms]
OUTCOMES = list(scheme("outcomes").terms)[:4]
ROLES = {"subject": ["target", "victim", "defendant"], "actors": ["carried_out", "ordered"]}
SCHEMES = {"kind": "event_kinds", "outcomes": "outcomes", "subject": "subject_roles", "actors": "actor_roles"}
QUANTIFIERS = ("some", "every", "none", "single")


@dataclass
class Item:
    """A node of the reference: its values, and its edges by the name of the link, each with role, number and node."""

    uid: str
    values: dict[str, Any] = field(default_factory=dict)
    edges: dict[str, list[tuple[str | None, int | None, Item]]] = field(default_factory=dict)


def _graph() -> tuple[dict[str, list[Item]], tuple[Claim, ...]]:
    """Make the items of a random graph, and the claims that say the same."""
    dice = random.Random(7)  # noqa: S311  no secret

    def some(chance: float, *values: Any) -> Any:
        return dice.choice(values) if dice.random() < chance else None

    persons = [
        Item(f"person/p{n}", {"name": dice.choice(NAMES), "otherNames": dice.sample(NAMES, n % 3)}) for n in range(9)
    ]
    groups = [Item(f"group/g{n}", {"name": some(0.7, *NAMES), "size": some(0.7, 1, 2, 40)}) for n in range(5)]
    places = [Item(f"place/x{n}", {"name": "x", "latitude": some(0.7, 1.5, -3.25, 55.0)}) for n in range(4)]
    events: list[Item] = []
    for n in range(40):
        values = {"kind": some(0.9, *KINDS), "date": some(0.8, *DATES), "name": some(0.6, *NAMES)}
        event = Item(f"event/e{n:02}", values | {"outcomes": dice.sample(OUTCOMES, n % 3)})
        for link, ends in (("subject", [*persons, *groups]), ("actors", [*persons, *groups]), ("at", places)):
            chosen = dice.sample(ends, dice.randrange(3 if link != "at" else 2))
            roles = {end.uid: some(1, *ROLES.get(link, [None])) for end in chosen}
            numbers = {end.uid: some(0.5, 1, 2) if link == "subject" else None for end in chosen}
            event.edges[link] = [(roles[end.uid], numbers[end.uid], end) for end in chosen]
        event.edges["follows"] = [(None, None, dice.choice(events))] if events and dice.random() < 0.5 else []
        events.append(event)
    for name, link in (("subjectOf", "subject"), ("actedIn", "actors"), ("eventsAt", "at"), ("followedBy", "follows")):
        for item in (*persons, *groups, *places, *events):
            back = [(role, number, e) for e in events for role, number, end in e.edges[link] if end is item]
            item.edges[name] = back
    every = {"Person": persons, "PersonGroup": groups, "Place": places, "Event": events}
    return every, tuple(claim for items in every.values() for item in items for claim in _claims(item))


def _claims(item: Item) -> Iterator[Claim]:
    yield Claim(item.uid, "note", "x")
    for name, value in item.values.items():
        for each in value if isinstance(value, list) else [value] if value is not None else []:
            yield Claim(item.uid, {"otherNames": "other_names"}.get(name, name), each)
    for link in ("subject", "actors", "at", "follows"):
        for role, number, end in item.edges.get(link, []):
            said = qualifiers_text({"number": number} if number else {})
            yield Claim(item.uid, link, target=end.uid, role=role or "", qualifiers=said)


ITEMS, CLAIMS = _graph()

TEXT = st.one_of(st.sampled_from(NAMES), st.sampled_from(["к", "Е", "jo", "*", "é", "a?b", "%", "(", "косц", "СТ"]))
PATTERNS = st.lists(st.sampled_from(["*", "?", "е", "J", "o", "юр", "к"]), max_size=4).map("".join)


def one_of_each(each: dict[str, st.SearchStrategy[Any]], least: int = 1) -> st.SearchStrategy[dict[str, Any]]:
    names = st.lists(st.sampled_from(sorted(each)), min_size=least, max_size=2, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: each[name] for name in chosen}))


def compared(values: st.SearchStrategy[Any], *more: str) -> dict[str, st.SearchStrategy[Any]]:
    several = st.lists(values, max_size=3)
    single = dict.fromkeys(("eq", "ne", *more), values)
    return single | {"in": several, "notIn": several, "isNull": st.booleans()}


def ordered(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    between = st.fixed_dictionaries({"from": values, "to": values})
    return one_of_each(compared(values, "lt", "lte", "gt", "gte") | {"between": between})


WINDOWS = [f"{sure}{way}" for sure in ("certainly", "possibly") for way in ("Before", "After", "Within")]
TEXTS = one_of_each(compared(TEXT, "contains", "startsWith", "endsWith") | {"matches": PATTERNS})
NUMBERS = ordered(st.integers(-1, 41))


def terms(values: list[str]) -> st.SearchStrategy[Any]:
    each = compared(st.sampled_from(values))
    return one_of_each(each | {"exactly": each["in"]})


VALUES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "Event": {
        "name": TEXTS,
        "kind": terms(KINDS),
        "outcomes": terms(OUTCOMES),
        "date": one_of_each(compared(st.sampled_from(DATES), *WINDOWS)),
    },
    "Person": {"name": TEXTS, "otherNames": TEXTS},
    "PersonGroup": {"name": TEXTS, "size": NUMBERS},
    "Place": {"latitude": ordered(st.sampled_from([1.5, -3.25, 55.0, 0.0]))},
    "Actor": {"name": TEXTS},
}
LINKS = {
    "Event": {"subject": "Actor", "actors": "Actor", "at": "Place", "follows": "Event", "followedBy": "Event"},
    "Place": {"eventsAt": "Event"},
    "Actor": {"subjectOf": "Event", "actedIn": "Event"},
}
ROLE_OF = {"subject": "subject", "subjectOf": "subject", "actors": "actors", "actedIn": "actors"}


def filters(label: str, depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Filters for items with a label; `depth` says how far they may go on."""
    asked = dict(VALUES[label])
    if depth:
        inner = st.deferred(lambda: filters(label, depth - 1))
        asked |= {"and": st.lists(inner, max_size=2), "or": st.lists(inner, max_size=2), "not": inner}
        links = LINKS.get(label, {} if label in ("Place", "Event") else LINKS["Actor"])
        asked |= {name: _link(name, target, depth) for name, target in links.items()}
        if label == "Actor":
            classes = ["Person", "PersonGroup"]
            asked["ofClass"] = st.lists(st.sampled_from(classes), max_size=2)
            asked |= {f"on{each}": filters(each, depth - 1) for each in classes}
    return one_of_each(asked)


def _link(name: str, target: str, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    edge: dict[str, st.SearchStrategy[Any]] = {}
    if name in ROLE_OF:
        edge["role"] = terms(ROLES[ROLE_OF[name]])
    if ROLE_OF.get(name) == "subject":
        edge["number"] = ordered(st.integers(0, 3))
    one = one_of_each({"node": filters(target, depth - 1)} | ({"edge": one_of_each(edge)} if edge else {}), 0)
    count = one_of_each(dict.fromkeys(("eq", "gt", "lte"), st.integers(0, 3))).flatmap(
        lambda said: one.map(lambda of: said | {"of": of})
    )
    return one_of_each(dict.fromkeys(QUANTIFIERS, one) | {"count": count})


def folded(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign))


def glob(pattern: str) -> str:
    return "".join(f"[{sign}]" if sign == "[" else sign for sign in folded(pattern))


PLAIN: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, said: value == said,
    "ne": lambda value, said: value != said,
    "in": lambda value, said: value in said,
    "notIn": lambda value, said: value not in said,
    "lt": lambda value, said: value < said,
    "lte": lambda value, said: value <= said,
    "gt": lambda value, said: value > said,
    "gte": lambda value, said: value >= said,
    "between": lambda value, said: said["from"] <= value <= said["to"],
    "contains": lambda value, said: folded(said) in folded(value),
    "startsWith": lambda value, said: folded(value).startswith(folded(said)),
    "endsWith": lambda value, said: folded(value).endswith(folded(said)),
    "matches": lambda value, said: fnmatch.fnmatchcase(folded(value), glob(said)),
}
DAYS: dict[str, Callable[[Any, Any], bool]] = {
    "certainlyBefore": lambda value, said: value.last < said.first,
    "possiblyBefore": lambda value, said: value.first < said.last,
    "certainlyAfter": lambda value, said: value.first > said.last,
    "possiblyAfter": lambda value, said: value.last > said.first,
    "certainlyWithin": lambda value, said: said.first <= value.first and value.last <= said.last,
    "possiblyWithin": lambda value, said: value.first <= said.last and said.first <= value.last,
}


def passes(value: Any, operator: str, said: Any, terms_of: str) -> bool:
    values = value if isinstance(value, list) else [] if value is None else [value]
    if operator == "isNull":
        return (not values) is said
    if terms_of and operator != "exactly":
        named = said if isinstance(said, list) else [said]
        below = {each for term in named for each in scheme(terms_of).below(term)}
        return any((each in below) is (operator in ("eq", "in")) for each in values)
    if operator in DAYS:
        return any(DAYS[operator](days_of(each), span_of(said)) for each in values)
    return any(PLAIN["in" if operator == "exactly" else operator](each, said) for each in values)


def holds(item: Item, asked: dict[str, Any]) -> bool:
    return all(_entry(item, name, said) for name, said in asked.items())


def _entry(item: Item, name: str, said: Any) -> bool:
    if name in ("and", "or"):
        return (all if name == "and" else any)(holds(item, each) for each in said)
    if name == "not":
        return not holds(item, said)
    cls = {"person": "Person", "group": "PersonGroup"}.get(item.uid.partition("/")[0])
    if name == "ofClass" or name.startswith("on"):
        return cls in said if name == "ofClass" else cls == name[2:] and holds(item, said)
    if name in item.edges:
        return all(_quantified(item.edges[name], name, how, of) for how, of in said.items())
    scheme_name = SCHEMES.get(name, "")
    return all(passes(item.values.get(name), operator, value, scheme_name) for operator, value in said.items())


def _quantified(edges: list[tuple[str | None, int | None, Item]], name: str, how: str, said: Any) -> bool:
    def as_asked(role: str | None, number: int | None, node: Item, of: dict[str, Any]) -> bool:
        carried = {"role": (role, SCHEMES.get(ROLE_OF.get(name, ""), "")), "number": (number, "")}
        edge = (
            passes(carried[key][0], operator, value, carried[key][1])
            for key, asked in of.get("edge", {}).items()
            for operator, value in asked.items()
        )
        return all(edge) and holds(node, of.get("node", {}))

    of = said.get("of", {}) if how == "count" else said
    found = {node.uid for role, number, node in edges if as_asked(role, number, node, of)}
    if how == "count":
        return all(PLAIN[operator](len(found), value) for operator, value in said.items() if operator != "of")
    every = all(as_asked(*edge, of) for edge in edges)
    return {"some": bool(found), "none": not found, "single": len(found) == 1, "every": every}[how]


@pytest.fixture(scope="module")
def random_graph(engine: Engine) -> Engine:
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    batches.load(engine, [Dataset("random", "1", CLAIMS)])
    return engine


LISTS = {"Event": "events", "Person": "persons", "PersonGroup": "personGroups", "Place": "places"}


@settings(max_examples=60)
@given(data=st.data())
def test_filters_find_what_the_reference_finds(random_graph: Engine, data: st.DataObject) -> None:
    label = data.draw(st.sampled_from(["Event", "Event", "Person", "PersonGroup", "Place"]))
    asked = data.draw(filters(label))
    listed = f"{LISTS[label]}(where: $where, first: 100)"
    query = f"query ($where: {label}Filter) {{ {listed} {{ totalCount nodes {{ uid }} }} }}"
    found = answer(Request(query, {"where": asked}), Context(random_graph, ALL))
    assert found.errors == ()
    assert found.data
    expected = sorted(item.uid for item in ITEMS[label] if holds(item, asked))
    assert [each["uid"] for each in found.data[LISTS[label]]["nodes"]] == expected
    assert found.data[LISTS[label]]["totalCount"] == len(expected)
