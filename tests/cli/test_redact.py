"""`--redact` on the shipped cases, end to end: no name in what is written, printed or refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Done

NAMED = re.compile(r"kastsiuk|\blapa|кастюк|касцюк|костюк", re.IGNORECASE)


@pytest.mark.parametrize("target", ["person/yuri-kastsiuk", "migration-rearrest"])
@pytest.mark.parametrize("ending", [".svg", ".html"])
def test_a_picture_for_anybody_names_nobody(cli: Callable[..., Done], tmp_path: Path, target: str, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    done = cli("draw", target, "--out", file, "--redact", "public")
    assert (done.status, done.out) == (0, "")
    drawn = file.read_text(encoding="utf-8")
    assert not NAMED.search(drawn + done.err)
    assert "Prosecutor" in drawn
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
        (
            ("source/mhg-cac-belarus-overview", "--out", "a.svg", "--redact", "public"),
            "the profile public does not show what was asked for",
        ),
        (("migration-rearrest", "--out", "a.svg", "--redact", "publc"), "did you mean 'public'?"),
        (("migration-rearrest", "--out", "a.svg", "--key", "key"), "--key goes with --redact"),
    ],
)
def test_what_can_not_be_redacted_is_refused(
    cli: Callable[..., Done], tmp_path: Path, words: tuple[str, ...], what: str
) -> None:
    done = cli("draw", *(tmp_path / word if word.endswith(".svg") else word for word in words))
    assert done.status == 2
    assert what in done.err
    assert not list(tmp_path.glob("*.svg"))


@pytest.mark.parametrize("form", ["table", "json", "csv", "xes", "ocel"])
def test_a_table_for_anybody_names_nobody(cli: Callable[..., Done], form: str) -> None:
    done = cli("match", "migration-rearrest", "--redact", "public", "--format", form)
    assert done.status == 0
    assert not NAMED.search(done.out + done.err)
    assert "disguised_extradition" in done.out or form == "table"
    assert not re.search(r"2022-09-(?!01|30)\d\d", done.out)


@pytest.mark.parametrize("option", [("--near-misses",), ("--explain", "person/yuri-kastsiuk"), ("--new-since", "2022")])
def test_what_can_not_be_redacted_of_an_answer_is_refused(cli: Callable[..., Done], option: tuple[str, ...]) -> None:
    done = cli("match", "migration-rearrest", "--redact", "public", *option)
    assert (done.status, done.out) == (2, "")
    assert f"{option[0]} can't be redacted" in done.err


def test_a_graphql_answer_is_never_redacted(cli: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text("{ persons { nodes { name } } }", encoding="utf-8")
    done = cli("query", tmp_path / "a.graphql", "--redact", "public")
    assert (done.status, done.out) == (2, "")
    assert "handover match --redact" in done.err
