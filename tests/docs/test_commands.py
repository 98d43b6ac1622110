"""README and docs say nothing that isn't so: their console blocks are run, and print what they show.

A line `...` stands for any lines, and ` ...` at a line's end for any rest of it. YAML and GraphQL blocks that begin
with `# name.yaml` are the files that the commands read.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.web.graphiql import examples
from tests.commands import COMMAND, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.commands import Done

ROOT = Path(__file__).parents[2]
PAGES = (
    "pictures.md",
    "claims.md",
    "case-files.md",
    "check-a-source.md",
    "patterns.md",
    "answers.md",
    "graphql.md",
    "sharing-safely.md",
)
FILES = ("yaml", "graphql")
DOCUMENTS = [ROOT / "README.md", *(ROOT / "docs" / name for name in PAGES)]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(document: Path) -> list[tuple[str, str]]:
    return _BLOCK.findall(document.read_text(encoding="utf-8"))


def commands(document: Path) -> list[tuple[str, list[str]]]:
    """Every command of the document's console blocks, with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for kind, text in blocks(document):
        for line in text.splitlines() if kind == "console" else []:
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def matches(shown: list[str], printed: str) -> bool:
    """Whether a command printed what a document shows; runs of spaces, and of line in tables, are one."""
    pattern = ""
    for line in shown:
        if line == "...":
            pattern += r"(.*\n)*"
        else:
            words = [re.escape(word) for word in line.removesuffix(" ...").replace("─", "").split()]
            pattern += r"\s*" + r"\s+".join(words) + (r"[^\n]*\n" if line.endswith(" ...") else r"\s*\n")
    return re.fullmatch(pattern + r"\s*", printed.replace("─", "")) is not None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A working folder with a served graph of the shipped cases, and the files that the documents show."""
    folder = tmp_path_factory.mktemp("reader")
    for document in DOCUMENTS:
        for kind, text in blocks(document):
            if kind in FILES and (name := re.match(r"# (\S+)\n", text)):
                (folder / name[1]).write_text(text, encoding="utf-8")
    environment = os.environ | {"HANDOVER_HOME": str(folder / "home")}
    serving = subprocess.Popen(
        [COMMAND, "serve", "--port", "0"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert serving.stdout
    for line in serving.stdout:
        if line.startswith("Ctrl-C"):
            break
    yield folder
    serving.terminate()
    serving.communicate(timeout=30)


def handover(folder: Path, *words: str) -> Done:
    return run(*words, environment=os.environ | {"HANDOVER_HOME": str(folder / "home")}, folder=folder)


def standing(folder: Path) -> list[str]:
    """List the batches that are not taken back."""
    listed = handover(folder, "batches", "--format", "json").json
    return [batch["uid"] for batch in listed if not batch["undone"]]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_prints_what_is_shown(document: Path, folder: Path) -> None:
    told = commands(document)
    assert told
    shipped = standing(folder)
    for command, shown in told:
        program, *words = shlex.split(command)
        assert program == "handover"
        done = handover(folder, *words)
        assert matches(shown, done.out), f"{command}\nshown: {shown}\nprinted:\n{done.out}{done.err}"
    # The next document finds the graph as it ships.
    for batch in reversed(standing(folder)[len(shipped) :]):
        handover(folder, "undo", batch)
    assert standing(folder) == shipped


def test_every_program_prints_what_is_shown(folder: Path) -> None:
    programs = [pair for document in DOCUMENTS for pair in pairwise(blocks(document)) if pair[0][0] == "python"]
    assert programs
    environment = os.environ | {"HANDOVER_HOME": str(folder / "home")}
    for (_, program), (_, shown) in programs:
        words = [sys.executable, "-c", program]
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert matches(shown.splitlines(), done.stdout), f"{program}\nprinted:\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_shown_is_read_by_a_command(document: Path) -> None:
    named = [re.match(r"# (\S+)\n", text) for kind, text in blocks(document) if kind in FILES]
    words = {word for command, _ in commands(document) for word in shlex.split(command)}
    assert {name[1] if name else "a block without a name" for name in named} <= words


def test_the_questions_of_graphiql_are_those_of_the_page() -> None:
    page = (ROOT / "docs" / "graphql.md").read_text(encoding="utf-8")
    asked = [text.partition("\n")[2] for kind, text in blocks(ROOT / "docs" / "graphql.md") if kind == "graphql"]
    for example in examples():
        question, _, query = example.partition("\n")
        assert f"**{question.removeprefix('# ')}**" in page.replace("\n", " ")
        assert query in asked


def test_a_line_that_is_not_printed_is_noticed() -> None:
    assert matches(["a  b", "...", "c ..."], "a b\nx\ny\nc d\n")
    assert not matches(["a b"], "a c\n")


def test_the_first_answer_is_as_shown(folder: Path) -> None:
    shown = next(text for kind, text in blocks(ROOT / "README.md") if text.startswith("The graph holds"))
    done = handover(folder, "serve", "--once")
    assert matches([*shown.splitlines(), "..."], done.out), done.out
