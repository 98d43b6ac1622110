"""README and docs say nothing that isn't so: their console blocks are run, and print what they show.

A line `...` stands for any lines, and ` ...` at a line's end for any rest of it. YAML blocks that begin
with `# name.yaml` are the files that the commands read.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *(ROOT / "docs" / name for name in ("claims.md", "check-a-source.md"))]
HANDOVER = Path(sys.executable).with_name("handover")
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
            if kind == "yaml" and (name := re.match(r"# (\S+)\n", text)):
                (folder / name[1]).write_text(text, encoding="utf-8")
    environment = os.environ | {"HANDOVER_HOME": str(folder / "home")}
    serving = subprocess.Popen(
        [HANDOVER, "serve", "--port", "0"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert serving.stdout
    for line in serving.stdout:
        if line.startswith("Ctrl-C"):
            break
    yield folder
    serving.terminate()
    serving.communicate(timeout=30)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_prints_what_is_shown(document: Path, folder: Path) -> None:
    told = commands(document)
    assert told
    for command, shown in told:
        program, *words = shlex.split(command)
        assert program == "handover"
        done = subprocess.run(
            [HANDOVER, *words],
            cwd=folder,
            env=os.environ | {"HANDOVER_HOME": str(folder / "home")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert matches(shown, done.stdout), f"{command}\nshown: {shown}\nprinted:\n{done.stdout}{done.stderr}"


def test_a_line_that_is_not_printed_is_noticed() -> None:
    assert matches(["a  b", "...", "c ..."], "a b\nx\ny\nc d\n")
    assert not matches(["a b"], "a c\n")


def test_the_first_answer_is_as_shown(folder: Path) -> None:
    shown = next(text for kind, text in blocks(ROOT / "README.md") if text.startswith("The graph holds"))
    done = subprocess.run(
        [HANDOVER, "serve", "--once"],
        cwd=folder,
        env=os.environ | {"HANDOVER_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert matches([*shown.splitlines(), "..."], done.stdout), done.stdout
