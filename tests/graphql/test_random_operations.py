"""Random operations, made from the schema, give the same answer compiled and the ordinary way.

Fields are asked for twice, under other names, through fragments on interfaces and classes, with directives; the
ordinary way merges and completes them by graphql-core's own rules.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zlib import crc32

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.graphql import roots
from api.graphql.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = schema()._schema
IDS = ["person/yuri-kastsiuk", "event/kastsiuk-handover", "event/padlobnikau-extradition", "state/by", "agency/ru-fsb"]
WHERE = {
    "PersonFilter": (
        '{name: {contains: "a"}, subjectOf: {some: {}}}',
        '{or: [{realName: {isNull: false}}, {birthDate: {possiblyWithin: "1990"}}, {relativeOf: {some: {}}}]}',
        '{anyClaim: {value: {contains: "a"}, standing: {in: [documented, alleged]}}}',
        "{not: {livesIn: {count: {gte: 1}}}}",
        '{possiblyKnownBy: "2022-09"}',
    ),
    "EventFilter": (
        "{kind: {eq: arrest}}",
        '{subject: {every: {node: {onPerson: {name: {isNull: false}}}}}, date: {possiblyBefore: "2023"}}',
        "{follows: {none: {}}, actors: {single: {edge: {role: {eq: ordered}}}}}",
        '{anyClaim: {anyAttitude: {by: {isNull: false}}}, not: {certainlyKnownBy: "2022"}}',
    ),
    "ActorFilter": ("{ofClass: [Person, Agency]}", "{subjectOf: {count: {gt: 1}}}"),
    "EntityFilter": ("{onLegalArticle: {number: {isNull: false}}}", '{otherNames: {matches: "*a*"}}'),
    "ClaimFilter": ('{field: {in: ["kind", "date", "subject"]}}', '{target: {gt: "event"}}', "{anyAttitude: {}}"),
}
GROUPS = {
    "Person": ("name", "birthDate.year", "subjectOf.kind", "livesIn", "realName"),
    "Event": ("kind", "date.month", "subject", "actors.name", "outcomes", "follows.date.year"),
    "Claim": ("field", "source", "by", "standing", "target"),
}
PAGES = ("first: 2", "first: 1", "last: 2", "first: 0")


def arguments(draw: Any, field: Any) -> str:
    """Arguments of a field: a page always, so that the ordinary way ends; the rest now and then."""
    if "uid" in field.args or "id" in field.args:
        return f'({"uid" if "uid" in field.args else "id"}: "{draw(st.sampled_from(IDS))}")'
    if "ids" in field.args:
        return f'(ids: ["{IDS[0]}", "nothing", "{draw(st.sampled_from(IDS))}"])'
    if "first" not in field.args:
        return ""
    said = [draw(st.sampled_from(PAGES))]
    if "about" in field.args and draw(st.booleans()):
        said.append(draw(st.sampled_from(('about: "name"', 'about: ["name", "otherNames"]', "about: []"))))
    filtered = str(get_named_type(field.args["where"].type))
    if filtered in WHERE and draw(st.booleans()):
        said.append(f"where: {draw(st.sampled_from(WHERE[filtered]))}")
    if "orderBy" in field.args and draw(st.booleans()):
        key = get_named_type(get_named_type(field.args["orderBy"].type).fields["by"].type)
        assert isinstance(key, GraphQLEnumType)
        by, direction = draw(st.sampled_from(sorted(key.values))), draw(st.sampled_from(["ASC", "DESC"]))
        nulls = draw(st.sampled_from(["FIRST", "LAST"]))
        said.append(f"orderBy: [{{by: {by}, direction: {direction}, nulls: {nulls}}}]")
    return f"({', '.join(said)})"


def selection(draw: Any, of: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> str:
    """What is selected of a type: leaves, some fields that go on, and fragments that ask for more of the same."""
    leaves = [name for name, field in of.fields.items() if is_leaf_type(get_named_type(field.type))]
    onward = [name for name, field in of.fields.items() if name not in leaves] if depth else []
    chosen = draw(st.lists(st.sampled_from(leaves or ["__typename"]), min_size=1, max_size=3))
    parts = [draw(st.sampled_from([f"{of.name}_{name}: {name}", f"{of.name}_again_{name}: {name}"])) for name in chosen]
    further = draw(st.lists(st.sampled_from(onward), max_size=2)) if onward else []
    parts += [asked(draw, of.name, name, of.fields[name], depth - 1) for name in further if name != "groups"]
    if "groups" in further:
        by = draw(
            st.lists(st.sampled_from(GROUPS.get(of.name.removesuffix("Connection"), ("name", "uid"))), min_size=1)
        )
        parts.append(f"groups(by: {json.dumps(by[:2])}, first: 5) {{ count keys {{ by value item {{ uid name }} }} }}")
    if isinstance(of, GraphQLInterfaceType) and depth:
        inner = draw(st.sampled_from(sorted(SCHEMA.get_possible_types(of), key=lambda each: each.name)))
        parts.append(f"... on {inner.name} {{ {selection(draw, inner, depth - 1)} }}")
    if draw(st.booleans()):
        parts.append(f"... @include(if: {draw(st.sampled_from(['true', 'false']))}) {{ __typename }}")
    return " ".join(parts)


def asked(draw: Any, within: str, name: str, field: Any, depth: int) -> str:
    """A field that goes on, under a name of its own for each place and each set of arguments."""
    said = arguments(draw, field)
    alias = f"{within}_{name}_{crc32(said.encode())}"
    return f"{alias}: {name}{said} {{ {selection(draw, get_named_type(field.type), depth)} }}"


@st.composite
def operations(draw: Any) -> str:
    assert SCHEMA.query_type
    names = draw(st.lists(st.sampled_from(sorted(roots.known())), min_size=1, max_size=2, unique=True))
    fields = [asked(draw, "Query", name, SCHEMA.query_type.fields[name], 4) for name in names]
    return f"{{ {' '.join(fields)} }}"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(operation=operations())
def test_compiled_and_ordinary_execution_agree(ask: Callable[..., Any], operation: str) -> None:
    found = ask(operation)
    assert found.errors == (), operation
