"""A notebook shows a result as its picture: asked of IPython itself, which is all that a notebook asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from api import drawing
from graph import patterns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.engine import Engine

SVG = "image/svg+xml"
ABDUCTED = {"name": "abducted", "title": "Abducted, then handed over", "subject": "Person"}


@pytest.fixture(scope="module")
def shown() -> Callable[[Any], dict[str, str]]:
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "viz.notebook")
    formatter: Any = shell.display_formatter
    return lambda result: dict(formatter.format(result)[0])


def matched(case: Engine, *kinds: str) -> patterns.Answer:
    steps = [{"id": kind, "kind": kind} for kind in kinds]
    return patterns.match(case, patterns.read(ABDUCTED | {"steps": steps}))


def test_a_match_result_shows_its_timeline(case: Engine, shown: Callable[[Any], dict[str, str]]) -> None:
    answer = matched(case, "abduction", "handover")
    drawn = shown(answer)[SVG]
    for said in (answer.title, answer.matches[0].uid, "2022-03", "1. ", "2. "):
        assert said in drawn


def test_a_query_result_shows_its_network(case: Engine, shown: Callable[[Any], dict[str, str]], tmp_path: Path) -> None:
    query = tmp_path / "events.graphql"
    query.write_text("{ events { nodes { uid subject { nodes { uid } } } } }")
    drawn = shown(drawing.found(case, drawing.asked(str(query))))[SVG]
    for said in ("Arrested", "Handed over", "A."):
        assert said in drawn


def test_a_result_of_nothing_is_shown_in_words(case: Engine, shown: Callable[[Any], dict[str, str]]) -> None:
    told = shown(matched(case, "release"))
    assert SVG not in told
    assert "Abducted" in told["text/plain"]
