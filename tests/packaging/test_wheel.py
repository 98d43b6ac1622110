"""The wheel: built, installed into an environment of its own, and run from `/`."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel, and sees this one's packages but not its editable checkout."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    run(sys.executable, "-m", "pip", "--python", folder / "bin/python", "install", "--no-deps", "--no-index", wheel)
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def test_wheel_holds_the_rooms_with_their_data_and_nothing_else(wheel: Path) -> None:
    packed = {name for name in ZipFile(wheel).namelist() if not name.startswith("handover-")}
    standing = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == standing


def test_wheel_carries_licence_and_colophon(wheel: Path) -> None:
    licences = {name.rpartition("/")[2] for name in ZipFile(wheel).namelist() if "/licenses/" in name}
    assert licences == {"LICENSE", "COLOPHON.md"}


def test_command_says_its_version_from_the_root_folder(installed: Path) -> None:
    assert PROJECT["project"]["version"] in run(installed / "bin/handover", "--version", cwd=Path("/"))


def test_command_explains_itself_from_the_root_folder(installed: Path) -> None:
    assert "serve" in run(installed / "bin/handover", "--help", cwd=Path("/"))


def test_shipped_cases_are_found_in_the_wheel(installed: Path) -> None:
    listing = "from importers.shipped import cases_folder; print(*cases_folder().rglob('*'), sep='\\n')"
    found = run(installed / "bin/python", "-c", listing, cwd=Path("/")).splitlines()
    assert any(name.endswith(".yaml") for name in found)
    assert all(Path(name).is_relative_to(installed) for name in found)
