"""Operations asked of the shipped cases, each the compiled way and the strict way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from api.graphql.answering import Request, Response, answer
from api.graphql.execute import Context
from graph.access import ALL
from importers import load
from importers.shipped import cases_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine


@pytest.fixture(scope="module")
def shipped(engine: Engine) -> Engine:
    """Hold all shipped cases and nothing else; loaded once, since no test here changes them."""
    engine.write(lambda unit: unit.run("MATCH (n) WHERE NOT (n:Ledger AND n.name = 'schema') DETACH DELETE n"))
    load.load(engine, load.gather([cases_folder()]))
    return engine


@pytest.fixture
def ask(shipped: Engine) -> Callable[..., Response]:
    """Answer an operation; that both ways of execution give the same answer is part of it."""

    def asked(query: str, **variables: Any) -> Response:
        request, context = Request(query, variables), Context(shipped, ALL)
        compiled, strict = answer(request, context), answer(request, context, strict=True)
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
