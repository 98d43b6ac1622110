"""`--redact` on the shipped cases, end to end: no name in what is written, printed or refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Done

NAMED = re.compile("kastsiuk|lapa|кастюк|касцюк|костюк", re.IGNORECASE)


@pytest.mark.parametrize("target", ["person/yuri-kastsiuk", "migration-rearrest"])
@pytest.mark.parametrize("ending", [".svg", ".html"])
def test_a_picture_for_anybody_names_nobody(cli: Callable[..., Done], tmp_path: Path, target: str, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    done = cli("draw", target, "--out", file, "--redact", "public")
    assert (done.status, done.out) == (0, "")
    drawn = file.read_text(encoding="utf-8")
    assert not NAMED.search(drawn + done.err)
    assert "Federal Security Service" in drawn or "Police" in drawn
    assert "2022-09" in drawn
    assert not re.search(r"2022-09-\d\d", drawn)


def test_a_key_keeps_pseudonyms_from_picture_to_picture(cli: Callable[..., Done], tmp_path: Path) -> None:
    key = ("--key", tmp_path / "key")
    told = []
    for number, more in enumerate((key, key, ())):
        file = tmp_path / f"{number}.svg"
        assert cli("draw", "migration-rearrest", "--out", file, "--redact", "public", *more).status == 0
        told.append(file.read_text(encoding="utf-8"))
    assert told[0] == told[1] != told[2]
    redrawn = cli("redraw", tmp_path / "0.svg")
    assert redrawn.status == 2
    assert "draw it anew with --redact" in redrawn.err
    assert (tmp_path / "0.svg").read_text(encoding="utf-8") == told[0]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (
            ("person/yuri-kastsiuk", "--out", "kastsiuk.svg", "--redact", "public"),
            "the file names somebody",
        ),
        (("migration-rearrest", "--out", "a.svg", "--redact", "publc"), "did you mean 'public'?"),
        (("migration-rearrest", "--out", "a.svg", "--key", "key"), "--key goes with --redact"),
        (("source/mhg-cac-belarus-overview", "--out", "a.svg", "--redact", "public"), "shows nothing of it"),
    ],
)
def test_what_can_not_be_redacted_is_refused(
    cli: Callable[..., Done], tmp_path: Path, words: tuple[str, ...], what: str
) -> None:
    done = cli("draw", *(tmp_path / word if word.endswith(".svg") else word for word in words))
    assert done.status == 2
    assert what in done.err
    assert not list(tmp_path.glob("*.svg"))
