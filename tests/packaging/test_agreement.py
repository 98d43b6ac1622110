"""The files that say the same thing twice say the same."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def lock(name: str) -> str:
    return text(f"requirements/{name}.lock")


MAKEFILE = text("Makefile")
PROJECT = tomllib.loads(text("pyproject.toml"))
VERSION = PROJECT["project"]["version"]


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock(name), flags=re.MULTILINE))


def required(entries: list[Any]) -> Iterator[Requirement]:
    """Yield a dependency group's requirements, those of the groups that it includes among them."""
    for entry in entries:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from required(PROJECT["dependency-groups"][entry["include-group"]])


def minors(specifier: str) -> set[str]:
    return {f"3.{minor}" for minor in range(30) if SpecifierSet(specifier).contains(f"3.{minor}.5")}


def test_citation_and_changelog_name_the_version() -> None:
    citation = yaml.safe_load(text("CITATION.cff"))
    assert citation["version"] == VERSION
    assert re.findall(r"^## \[(.+?)\]", text("CHANGELOG.md"), flags=re.MULTILINE)[0] == VERSION


def test_classifiers_makefile_and_image_name_the_same_pythons() -> None:
    supported = minors(PROJECT["project"]["requires-python"])
    classifiers = {line.rpartition(" ")[2] for line in PROJECT["project"]["classifiers"] if ":: 3." in line}
    checked = re.search(r"\(3, (\d+)\) <= sys.version_info\[:2\] <= \(3, (\d+)\)", MAKEFILE)
    assert checked
    oldest, newest = map(int, checked.groups())
    images = re.findall(r"^FROM python:(3\.\d+)-", text("Dockerfile"), flags=re.MULTILINE)
    assert supported == classifiers == {f"3.{minor}" for minor in range(oldest, newest + 1)}
    assert f"Python 3.{oldest} to 3.{newest}" in MAKEFILE
    assert len(set(images)) == 1
    assert set(images) <= supported


@pytest.mark.parametrize("name", ["run", "dev"])
def test_lock_names_no_host_and_a_hash_for_each_package(name: str) -> None:
    requirements = [line for line in re.split(r"\n(?=\S)", lock(name)) if not line.startswith("#")]
    assert "://" not in lock(name)
    assert not [line for line in requirements if line.startswith("-") or "--hash=sha256:" not in line]


@pytest.mark.parametrize(("name", "group"), [("run", "build"), ("dev", "dev")])
def test_lock_fits_what_the_project_asks_for(name: str, group: str) -> None:
    asked = required([*PROJECT["project"]["dependencies"], {"include-group": group}])
    pinned = pins(name)
    assert not [str(one) for one in asked if not one.specifier.contains(pinned[one.name.replace(".", "-")])]


def imported() -> set[str]:
    """Return the top names of all modules that the rooms import."""
    files = [path for room in ("api", "graph", "importers", "viz") for path in (ROOT / room).rglob("*.py")]
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_bytes()))]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | parts}


def test_the_project_asks_for_what_the_rooms_import() -> None:
    asked = {one.name for one in required(PROJECT["project"]["dependencies"])}
    providers = packages_distributions()
    foreign = {name: set(map(str.lower, providers[name])) for name in imported() if name in providers}
    assert not {name for name, provided in foreign.items() if not provided & (asked | {"handover"})}


def test_users_and_developers_run_the_same_versions() -> None:
    assert pins("run").items() <= pins("dev").items()


def test_colophon_names_what_is_installed_for_users() -> None:
    table = re.findall(r"^\| (.+?) \|", text("COLOPHON.md"), flags=re.MULTILINE)
    named = {name for row in table for name in row.split(", ")}
    asked = required([*PROJECT["project"]["dependencies"], {"include-group": "build"}])
    assert {one.name for one in asked} <= named


def test_ci_calls_test_and_check() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert {"make check", "make test"} <= set(re.findall(r"make \w+", text(".ci/run")))


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_make_commands_of_the_pages_exist(page: str) -> None:
    named = set(re.findall(r"(?:`|^\s*\$? ?)make ([a-z]+)", text(page), flags=re.MULTILINE))
    assert named
    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))
