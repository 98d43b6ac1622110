"""How the shipped documents were read: every statement of every passage is listed, and said or left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from importers import load
from importers.shipped import cases_folder

if TYPE_CHECKING:
    from pathlib import Path

READINGS = sorted(cases_folder().glob("*/reading*.yaml"))
_UID = re.compile(r"\b[a-z]+/[a-z0-9][a-z0-9./-]*[a-z0-9]")


@pytest.fixture(scope="module")
def items() -> set[str]:
    """The uids of all items that ship."""
    return {uid for case in load.read([cases_folder()]) for uid in case.items}


def listed(reading: Path) -> dict[str, list[str]]:
    """Return the statements that comments list under each section of a reading, with the items that say them."""
    sections: dict[str, list[str]] = {}
    for line in reading.read_text(encoding="utf-8").splitlines():
        if line.startswith("  section: "):
            current = sections.setdefault(line.removeprefix("  section: ").strip('"'), [])
        elif line.startswith("  # - "):
            current.append(line.removeprefix("  # - "))
        elif line.startswith("  #   "):
            current[-1] += line.removeprefix("  #  ")
    return sections


@pytest.mark.parametrize("reading", READINGS, ids=lambda path: path.parent.name)
def test_the_comments_list_the_statements_that_are_counted(reading: Path) -> None:
    (case,) = load.read([reading])
    counted = {mark.section: mark.statements - len(mark.left_out) for mark in case.marks}
    assert {section: len(statements) for section, statements in listed(reading).items()} == counted


@pytest.mark.parametrize("reading", READINGS, ids=lambda path: path.parent.name)
def test_the_items_that_are_said_to_say_a_statement_exist(reading: Path, items: set[str]) -> None:
    said = [statement for statements in listed(reading).values() for statement in statements]
    assert {uid for statement in said for uid in _UID.findall(statement.rpartition(": ")[2])} <= items
    assert all(_UID.search(statement) for statement in said)
