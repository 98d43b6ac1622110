"""A uid may not tell the name that a pseudonym or a mark closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from importers import casefile
from importers.document import Document

if TYPE_CHECKING:
    from pathlib import Path


def problems(tmp_path: Path, person: str) -> list[str]:
    path = tmp_path / "case.yaml"
    path.write_text(f"persons:\n- {person}\n", encoding="utf-8")
    return [problem.expected for problem in casefile.read(Document(path)).problems.found]


@pytest.mark.parametrize(
    "person",
    [
        "{uid: person/vladimir-d, pseudonym: Vladimir D.}",
        "{uid: person/vladimir-d, name: Vladimir D., pseudonym: V.D.}",
        "{uid: person/kastsyuk, real_name: Касцюк}",
        "{uid: person/anna, name: {value: Anna, sensitivity: restricted}}",
        "{uid: person/zhanna, pseudonym: X, other_names: [Жанна]}",
    ],
)
def test_a_telling_uid_is_refused(tmp_path: Path, person: str) -> None:
    assert any("an opaque uid, like person/p-7f3k2" in said for said in problems(tmp_path, person))


@pytest.mark.parametrize(
    "person",
    [
        "{uid: person/yuri-kastsiuk, name: Yuri Kastsiuk}",
        "{uid: person/p-7f3k2, name: Vladimir D., pseudonym: Vladimir D.}",
        "{uid: person/p-2k4m9, name: D.S., pseudonym: D.S.}",
    ],
)
def test_public_names_and_opaque_uids_are_read(tmp_path: Path, person: str) -> None:
    assert problems(tmp_path, person) == []
