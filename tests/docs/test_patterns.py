"""Every example of the pages on patterns: its history is asked its pattern, and the whole answer is as shown.

All histories stand in one load; each command is answered for those that its own history tells of, by the options of
`handover match` and what this prints.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from typer.main import get_command

from api.cli.answer import show_answer
from api.cli.app import app
from api.cli.match import parameters
from graph.patterns import Question, match
from importers import load, patternfile
from tests.docs.test_commands import ROOT, blocks, matches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click import Command

    from graph.engine import Engine

PAGES = [ROOT / "docs" / name for name in ("pattern-language.md", "pattern-certainty.md")]
KEPT = "n:Ledger AND n.name = 'schema'"


class Example(NamedTuple):
    """A command, the lines that it is said to print, and whom the history before it tells of."""

    command: str
    shown: list[str]
    subjects: list[str]


def named(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the files that a page shows, by name."""
    for kind, text in blocks(page):
        if kind == "yaml":
            name = re.match(r"# (\S+)\n", text)
            assert name, text
            yield name[1], text


def examples(page: Path) -> Iterator[Example]:
    subjects: list[str] = []
    for kind, text in blocks(page):
        if kind == "yaml" and "steps" not in (said := yaml.safe_load(text)):
            subjects = [item["uid"] for items in said.values() for item in items]
        elif kind == "console":
            command, *shown = text.splitlines()
            yield Example(command.removeprefix("$ "), shown, subjects)


EXAMPLES = [example for page in PAGES for example in examples(page)]


@pytest.fixture(scope="module")
def told(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, Path]:
    """Return a graph of all histories, and the folder of all patterns."""
    histories, patterns = tmp_path_factory.mktemp("histories"), tmp_path_factory.mktemp("patterns")
    for page in PAGES:
        for name, text in named(page):
            folder = histories if name.endswith(".case.yaml") else patterns
            assert not (folder / name).exists(), f"two files are named {name}"
            (folder / name).write_text(text, encoding="utf-8")
    engine.write(lambda unit: unit.run(f"MATCH (n) WHERE NOT ({KEPT}) DETACH DELETE n"))
    load.load(engine, load.gather([histories]))
    return engine, patterns


def answered(engine: Engine, folder: Path, example: Example) -> None:
    """Print what a command prints where nothing but its history is loaded."""
    program, name, *words = shlex.split(example.command)
    assert (program, name) == ("handover", "match")
    asked = _match().make_context(name, words).params
    pattern = patternfile.read(folder / asked["pattern"], parameters(asked["given"] or []))
    fields = {field: asked[field] for field in ("happened_by", "known_by", "recorded_by", "by", "standing")}
    question = Question(subjects=example.subjects, **fields)
    show_answer(match(engine, pattern, question, near_misses=bool(asked["near_misses"])))


def _match() -> Command:
    commands: dict[str, Any] = vars(get_command(app))["commands"]
    return commands["match"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.command.removeprefix("handover match "))
def test_an_example_prints_what_is_shown(
    told: tuple[Engine, Path], example: Example, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(*told, example)
    printed = capsys.readouterr().out
    assert not any(line.endswith("...") for line in example.shown)
    assert matches(example.shown, printed), f"{example.command}\n{printed}"


def test_no_two_histories_tell_of_the_same() -> None:
    told = [
        uid
        for page in PAGES
        for name, text in named(page)
        if name.endswith(".case.yaml")
        for items in yaml.safe_load(text).values()
        for uid in (item["uid"] for item in items)
    ]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_pattern_that_is_shown_is_asked(page: Path) -> None:
    asked = {word for example in examples(page) for word in shlex.split(example.command)}
    assert {name for name, _ in named(page) if not name.endswith(".case.yaml")} <= asked
