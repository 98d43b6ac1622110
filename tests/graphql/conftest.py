"""Operations asked of the shipped cases, each the compiled way, in a thread and on a loop, and the strict way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from api.graphql.answering import Request, Response, answer, answer_on_loop
from api.graphql.context import Context
from graph.access import ALL
from importers import load
from importers.shipped import cases_folder
from tests.loop import Loop, looping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.engine import Engine


@pytest.fixture(scope="module")
def shipped(engine: Engine) -> Engine:
    """Hold all shipped cases and nothing else; loaded once, since no test here changes them."""
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    load.load(engine, load.gather([cases_folder()]))
    return engine


@pytest.fixture(scope="module")
def loop(shipped: Engine) -> Iterator[Loop]:
    with looping(shipped) as running:
        yield running


@pytest.fixture
def ask(shipped: Engine, loop: Loop) -> Callable[..., Response]:
    """Answer an operation; that all ways of execution give the same answer is part of it."""

    def asked(query: str, **variables: Any) -> Response:
        request, context = Request(query, variables), Context(shipped, ALL)
        compiled, strict = answer(request, context), answer(request, context, strict=True)
        awaited = loop.portal.call(answer_on_loop, request, Context(shipped, ALL, loop=loop.database))
        assert json.dumps(awaited.as_json()) == json.dumps(compiled.as_json())
        assert json.dumps(compiled.data) == json.dumps(strict.data)
        assert bool(compiled.errors) == bool(strict.errors)
        return compiled

    return asked


@pytest.fixture
def data(ask: Callable[..., Response]) -> Callable[..., Any]:
    """Answer an operation that has no errors with its data."""

    def answered(query: str, **variables: Any) -> Any:
        found = ask(query, **variables)
        assert found.errors == ()
        return found.data

    return answered
